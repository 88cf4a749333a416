import { randomInt } from 'node:crypto';
import { z } from 'zod';

/** How a secret is generated, with CloudFormation's defaults: 32 characters of every kind. */
export interface SecretRecipe {
  length: number;
  excludeCharacters: string;
  excludePunctuation: boolean;
  excludeNumbers: boolean;
  excludeLowercase: boolean;
  excludeUppercase: boolean;
  includeSpace: boolean;
  requireEachIncludedType: boolean;
  /** Puts the generated text into this JSON object under that key. */
  template: { json: string; key: string } | undefined;
}

/** A text by the recipe. @throws RangeError for one that allows no character */
export function generateSecret(recipe: SecretRecipe): string {
  const without = (characters: string) =>
    [...characters].filter((one) => !recipe.excludeCharacters.includes(one)).join('');
  const kinds = [
    recipe.excludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    recipe.excludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    recipe.excludeNumbers ? '' : '0123456789',
    recipe.excludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    recipe.includeSpace ? ' ' : '',
  ]
    .map(without)
    .filter((kind) => kind !== '');
  const all = kinds.join('');
  if (all === '') throw new RangeError('a secret of no characters cannot be generated');
  for (;;) {
    const text = Array.from({ length: recipe.length }, () => all[randomInt(all.length)]).join('');
    const complete = kinds.every((kind) => [...kind].some((one) => text.includes(one)));
    if (recipe.requireEachIncludedType && !complete && recipe.length >= kinds.length) continue;
    if (recipe.template === undefined) return text;
    const template = z.record(z.string(), z.unknown()).parse(JSON.parse(recipe.template.json));
    return JSON.stringify({ ...template, [recipe.template.key]: text });
  }
}
