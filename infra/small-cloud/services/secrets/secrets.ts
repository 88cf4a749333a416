import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../../data-folder/kept-json.ts';

const secretSchema = z.strictObject({
  arn: z.string(),
  versionId: z.string(),
  secretString: z.string(),
  /** Seconds since 1970, as the protocol has it. */
  createdDate: z.number(),
});

/** How a secret is generated, with CloudFormation's defaults: 32 characters of every kind. */
interface SecretRecipe {
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

/** Secrets Manager for secrets of the template. They are generated once and kept; losing the file loses them. */
export interface Secrets {
  /** The ARN of the secret, which is made by `recipe` if it is not there yet. */
  ensure(name: string, recipe: SecretRecipe): string;
  /** ARN for a name or an ARN; undefined when there is no such secret. */
  findArn(secretId: string): string | undefined;
  /** `secretsmanager.<operation>` with its JSON. */
  handle(operation: string, body: unknown): { status: number; body: unknown };
}

export function openSecrets(options: { path: string; arnPrefix: string; now(): number }): Secrets {
  const secrets = new Map(Object.entries(readKeptJson(options.path, z.record(z.string(), secretSchema)) ?? {}));
  const find = (id: string) => [...secrets].find(([name, secret]) => name === id || secret.arn === id);

  /** As AWS does: the text from now on; what runs reads it when it looks again. */
  function put(body: unknown) {
    const request = z.object({ SecretId: z.string(), SecretString: z.string() }).safeParse(body);
    if (!request.success) return refuse('InvalidParameterException', 'SecretId or SecretString is missing');
    const found = find(request.data.SecretId);
    if (!found) return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const [name, secret] = found;
    const changed = { ...secret, versionId: randomUUID(), secretString: request.data.SecretString };
    secrets.set(name, changed);
    writeKeptJson(options.path, Object.fromEntries(secrets));
    const { arn, versionId } = changed;
    return { status: 200, body: { ARN: arn, Name: name, VersionId: versionId, VersionStages: ['AWSCURRENT'] } };
  }

  return {
    ensure(name, recipe) {
      const known = secrets.get(name);
      if (known) return known.arn;
      const suffix = randomBytes(6).toString('base64url').replace(/[-_]/g, 'x').slice(0, 6);
      const secret = {
        arn: `${options.arnPrefix}:${name}-${suffix}`,
        versionId: randomUUID(),
        secretString: generate(recipe),
        createdDate: options.now() / 1000,
      };
      secrets.set(name, secret);
      writeKeptJson(options.path, Object.fromEntries(secrets));
      return secret.arn;
    },
    findArn: (secretId) => find(secretId)?.[1].arn,
    handle(operation, body) {
      if (operation === 'ListSecrets') {
        const SecretList = [...secrets].map(([Name, { arn }]) => ({ ARN: arn, Name }));
        return { status: 200, body: { SecretList } };
      }
      if (operation === 'PutSecretValue') return put(body);
      if (operation !== 'GetSecretValue') {
        return refuse(
          'InvalidRequestException',
          `${operation} is not served by this machine: secrets come from the template`,
        );
      }
      const request = z.object({ SecretId: z.string(), VersionStage: z.string().optional() }).safeParse(body);
      if (!request.success) return refuse('InvalidParameterException', 'SecretId is missing or not a text');
      const found = request.data.VersionStage === 'AWSPREVIOUS' ? undefined : find(request.data.SecretId);
      if (!found) return refuse('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      const [name, secret] = found;
      return {
        status: 200,
        body: {
          ARN: secret.arn,
          Name: name,
          VersionId: secret.versionId,
          SecretString: secret.secretString,
          VersionStages: ['AWSCURRENT'],
          CreatedDate: secret.createdDate,
        },
      };
    },
  };
}

function refuse(type: string, message: string) {
  return { status: 400, body: { __type: type, Message: message, message } };
}

function generate(recipe: SecretRecipe): string {
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
