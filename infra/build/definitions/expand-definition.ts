/**
 * Makes the definition that is deployed from the file that people review. A state gets what `workflows/steps.json`
 * says for its `Step`. A name in `Retry` or `Catch` becomes the entry of that name.
 */
import { z } from 'zod';
import type { Json, JsonObject } from '../../../functions/domain/json.ts';
import { jsonObjectSchema, mergePatch } from './merge-patch.ts';

const entriesSchema = z.record(z.string(), jsonObjectSchema);
/** What `workflows/steps.json` says. */
export const stepsSchema = z.looseObject({ Steps: entriesSchema, Retry: entriesSchema, Catch: entriesSchema });
export type Steps = z.output<typeof stepsSchema>;

const statesSchema = z.record(z.string(), jsonObjectSchema);
const reviewedSchema = jsonObjectSchema.and(z.looseObject({ StartAt: z.string(), States: statesSchema }));

/** Of the reviewed file only: for whom it is, and the words that a Choice leaves to its Default. */
const FOR_READERS = { For: null, DefaultIsFor: null };

/** Where a state stands, and what is put in there. */
interface Place {
  file: string;
  state: string;
  /** For `${FunctionOfThisState}` and `${StartAt}`. */
  putIn: Readonly<Record<string, string>>;
}

/** Names the file and the state that cannot be expanded. */
class ExpansionError extends Error {
  override readonly name = 'ExpansionError';

  constructor({ file, state }: Pick<Place, 'file' | 'state'>, what: string) {
    super(`${file}${state === '' ? '' : `, state ${state}`}: ${what}`);
  }
}

/**
 * @param reviewed what the file holds
 * @param source the file, for messages; the workflow's name, after which its functions are called
 * @throws ExpansionError
 */
export function expandDefinition(
  reviewed: unknown,
  { file, workflow }: { file: string; workflow: string },
  steps: Steps,
): JsonObject {
  const parsed = reviewedSchema.safeParse(reviewed);
  if (!parsed.success) throw new ExpansionError({ file, state: '' }, z.prettifyError(parsed.error));
  const { StartAt, States } = parsed.data;
  const states = Object.entries(States).map(([state, own]): [string, Json] => {
    const putIn = { FunctionOfThisState: `\${${functionPrefix(workflow)}${state}Arn}`, StartAt };
    return [state, expandState(own, { file, state, putIn }, { workflow, steps })];
  });
  return { ...parsed.data, States: Object.fromEntries(states) };
}

/** The functions of `late-payment` are called `LatePaymentAssess` and so on. */
const functionPrefix = (workflow: string): string =>
  workflow.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function expandState(own: JsonObject, place: Place, { workflow, steps }: { workflow: string; steps: Steps }) {
  const { Step, ...said } = own;
  const state = mergePatch(
    Step === undefined ? said : mergePatch(named(steps.Steps, 'Step', Step, place), said),
    FOR_READERS,
  );
  if (typeof state.Type !== 'string') throw new ExpansionError(place, 'says neither a Step nor a Type');
  for (const list of ['Retry', 'Catch'] as const) {
    const entries = state[list];
    if (entries === undefined) continue;
    if (!Array.isArray(entries)) throw new ExpansionError(place, `${list} is not a list`);
    state[list] = entries.map((entry) => (typeof entry === 'string' ? named(steps[list], list, entry, place) : entry));
  }
  const { ItemProcessor: processor, ...rest } = state;
  const filled = putIn(rest, place);
  if (processor === undefined) return filled;
  return {
    ...filled,
    ItemProcessor: expandDefinition(processor, { file: `${place.file}, in ${place.state}`, workflow }, steps),
  };
}

/** All that a name stands for, what it is like included. */
function named(table: Steps['Steps'], what: string, name: Json, place: Place, seen: readonly Json[] = []): JsonObject {
  const entry = typeof name === 'string' ? table[name] : undefined;
  if (entry === undefined) {
    const known = Object.keys(table).join(', ');
    throw new ExpansionError(place, `there is no ${what} ${JSON.stringify(name)} in steps.json, but ${known}`);
  }
  if (seen.includes(name)) throw new ExpansionError(place, `${what} ${JSON.stringify(name)} is like itself`);
  const { Like, ...said } = entry;
  return Like === undefined ? said : mergePatch(named(table, what, Like, place, [...seen, name]), said);
}

/** Other placeholders are filled in by whoever deploys the definition. */
const putIn = (state: JsonObject, place: Place): JsonObject =>
  Object.fromEntries(Object.entries(state).map(([name, value]) => [name, filledIn(value, place)]));

function filledIn(value: Json, place: Place): Json {
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)\}/g, (whole, name: string) => place.putIn[name] ?? whole);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? value.map((one) => filledIn(one, place)) : putIn(value, place);
}
