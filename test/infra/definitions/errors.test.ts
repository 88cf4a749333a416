/** What a state machine catches or tries again by name is thrown under that name, and the other way round. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import * as runtimeErrors from '../../../functions/runtime/errors.ts';
import * as taskErrors from '../../../functions/tasks/errors.ts';
import { isDefinitionFile, readDefinition, workflowOf } from '../../../infra/build/definitions/read-definition.ts';
import { functionEntries } from '../../../infra/stacks/function-entries.ts';

/** Step Functions and Lambda say these; none of our classes does. */
const OF_AWS =
  /^(States\.(ALL|Timeout)|Sandbox\.Timedout|Lambda\.(TooManyRequests|Service|AWSLambda|SdkClient)Exception)$/;

const handledSchema = z.looseObject({ ErrorEquals: z.array(z.string()) });
const stateSchema = z.looseObject({
  Arguments: z.looseObject({ FunctionName: z.string() }).optional(),
  Resource: z.string().optional(),
  Retry: z.array(handledSchema).default([]),
  Catch: z.array(handledSchema).default([]),
  ItemProcessor: z.unknown().optional(),
});
const machineSchema = z.looseObject({ States: z.record(z.string(), stateSchema) });

interface Handling {
  where: string;
  error: string;
  caught: boolean;
  /** The function that the state calls. */
  entry: string;
}

function handlingsOf(workflow: string, machine: unknown): Handling[] {
  return Object.entries(machineSchema.parse(machine).States).flatMap(
    ([name, { Retry, Catch, Arguments, ItemProcessor }]) => {
      const called = /\$\{(\w+)Arn\}/.exec(Arguments?.FunctionName ?? '')?.[1];
      const entry = Object.entries(functionEntries).find(([known]) => known === called)?.[1] ?? '';
      const of = (caught: boolean) => (handled: z.output<typeof handledSchema>) =>
        handled.ErrorEquals.map((error) => ({ where: `${workflow} ${name}`, error, caught, entry }));
      return [
        ...Retry.flatMap(of(false)),
        ...Catch.flatMap(of(true)),
        ...(ItemProcessor === undefined ? [] : handlingsOf(workflow, ItemProcessor)),
      ];
    },
  );
}

const root = resolve(import.meta.dirname, '../../..');
const handlings = readdirSync(join(root, 'workflows'), { recursive: true, encoding: 'utf8' })
  .filter(isDefinitionFile)
  .flatMap((path) => handlingsOf(workflowOf(path), JSON.parse(readDefinition(join(root, 'workflows', path)))));
const own = handlings.filter(({ error }) => !OF_AWS.test(error));

interface Named {
  className: string;
  name: string;
  caughtByName: boolean;
}
const { CaughtByNameError, ERROR_OF_REFUSAL } = taskErrors;
const codeOf = new Map(Object.entries(ERROR_OF_REFUSAL).map(([code, member]) => [member.name, code]));
const members = Object.entries({ ...taskErrors, ...runtimeErrors });
const refusals = Object.values(ERROR_OF_REFUSAL).map((member): [string, unknown] => [member.name, member]);
const classes = [...new Map<string, unknown>([...members, ...refusals])].flatMap(([className, member]): Named[] => {
  if (typeof member !== 'function' || !(member.prototype instanceof Error) || className === 'CaughtByNameError')
    return [];
  const made: unknown = Reflect.construct(member, ['']);
  const caughtByName = made instanceof CaughtByNameError;
  return made instanceof Error ? [{ className, name: made.name, caughtByName }] : [];
});
const classOf = (name: string): Named | undefined => classes.find((one) => one.name === name);

test('each name that a definition catches is that of a class made for it', () => {
  expect(own.length).toBeGreaterThan(20);
  const caught = own.filter((handling) => handling.caught);
  expect(caught.filter(({ error }) => classOf(error)?.caughtByName !== true)).toEqual([]);
});

test('each name that is tried again is that of a class', () => {
  const retried = own.filter((handling) => !handling.caught);
  expect(retried.filter(({ error }) => classOf(error) === undefined)).toEqual([]);
});

test('each class made to be caught by name is caught by some definition, and no two have one name', () => {
  const caught = new Set(own.map(({ error }) => error));
  const unheard = classes.filter(({ name, caughtByName }) => caughtByName && !caught.has(name));
  expect(unheard.map(({ className }) => className)).toEqual([]);
  expect(new Set(classes.map(({ name }) => name)).size).toBe(classes.length);
});

test('the function of a state that catches a name, or what it is made of, throws its class', () => {
  const silent = own.filter(({ error, caught, entry }) => {
    const { className = '' } = classOf(error) ?? {};
    const thrown = [`new ${className}(`, `refuse('${codeOf.get(className)}'`];
    return caught && !sourcesFrom(join(root, entry)).some((text) => thrown.some((words) => text.includes(words)));
  });
  expect(silent.map(({ where, error }) => `${where}: ${error}`)).toEqual([]);
});

const known = new Map<string, readonly string[]>();

/** The text of a file and of all that it imports of ours. */
function sourcesFrom(file: string): readonly string[] {
  const found = known.get(file);
  if (found) return found;
  const texts = new Map<string, string>();
  const open = [file];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (texts.has(path) || !existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    texts.set(path, text);
    for (const [, relative = ''] of text.matchAll(/from '(\.[^']+)'/g)) open.push(resolve(dirname(path), relative));
  }
  const sources = [...texts.values()];
  known.set(file, sources);
  return sources;
}
