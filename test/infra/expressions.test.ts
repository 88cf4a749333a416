/**
 * Every regular expression of what ships and of what serves it is linear: no text makes it go back over itself. The
 * judge is `recheck`, which proves it from the automaton of an expression and measures nothing.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import { parseSync, Visitor } from 'vite';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = globSync(['functions/**/*.{ts,tsx}', 'infra/**/*.ts'], { cwd: root }).sort();

interface Expression {
  source: string;
  flags: string;
  where: string;
}

/** Literals, and constructors as they are written: what those make is known at run time only. */
function expressionsOf(file: string): { literals: Expression[]; made: string[] } {
  const text = readFileSync(join(root, file), 'utf8');
  const literals: Expression[] = [];
  const made: string[] = [];
  const { program, errors } = parseSync(file, text);
  expect(errors).toEqual([]);
  const whereIs = (start: number): string => `${file}:${text.slice(0, start).split('\n').length}`;
  const construct = ({ callee }: { callee: { type: string } }): void => {
    if (callee.type === 'Identifier' && 'name' in callee && callee.name === 'RegExp') {
      made.push(file);
    }
  };
  new Visitor({
    Literal(node) {
      if (!('regex' in node)) return;
      const { pattern, flags } = node.regex;
      literals.push({ source: pattern, flags, where: `${whereIs(node.start)} /${pattern}/${flags}` });
    },
    NewExpression: construct,
    CallExpression: construct,
  }).visit(program);
  return { literals, made };
}

/** By how many characters it reads, never by how long that takes: a busy machine makes no expression slow. */
const WITHOUT_CLOCK = { timeout: null, attackTimeout: null, incubationTimeout: null };

const all = files.map(expressionsOf);
const literals = all.flatMap((one) => one.literals);

test('every expression of the product is linear', async () => {
  expect(literals.length).toBeGreaterThan(200);
  const known = new Map(literals.map((one) => [`${one.source} ${one.flags}`, one]));
  const faults: string[] = [];
  for (const { source, flags, where } of known.values()) {
    const { status } = await check(source, flags, WITHOUT_CLOCK);
    if (status !== 'safe') faults.push(`${where}: ${status}`);
  }
  expect(faults).toEqual([]);
});

test('an expression that goes back over itself is found', async () => {
  for (const source of ['(\\d+)$', '[\\r\\n]\\s*$', '"[^"]*"|\\[[^\\]]*\\]', '^(a+)+$']) {
    expect((await check(source, '', WITHOUT_CLOCK)).status).toBe('vulnerable');
  }
});

/** Each is made of words of our own sources, of a template or a policy that we wrote, or of what an operator types. */
const MADE = [
  'functions/api/cases/accepted.ts',
  'functions/runtime/configuration.ts',
  'infra/local/commands/iam.ts',
  'infra/small-cloud/services/dynamodb/level-files.ts',
  'infra/small-cloud/services/iam/policy-statement.ts',
  'infra/small-cloud/services/state-machines/journal/segments.ts',
  'infra/small-cloud/template/template-parameters.ts',
];

test('expressions are made at run time of our own words only, where this list says so', () => {
  expect(all.flatMap((one) => one.made)).toEqual(MADE);
});
