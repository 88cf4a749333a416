import jsonata from 'jsonata';
import { ADDED_FUNCTIONS, timeFunctions } from './added-functions.ts';
import { isJsonObject, type Json } from './json.ts';
import { EvaluationError } from './state-error.ts';

/** Bounds on one evaluation, so that no expression holds up or fills the process. */
const BOUNDS = { timeout: 1_000, stack: 400, sequence: 250_000 }; // milliseconds, nested calls, items

/** What an expression sees. */
export interface Scope {
  now: number;
  /** The value of a workflow variable, undefined if it was never assigned. */
  variable(name: string): Json | undefined;
  /** A field of `$states`: input, result, errorOutput or context. */
  stateField(field: string): Json | undefined;
  /** All variables in scope, and `$states`. */
  bindings(): Record<string, Json>;
}

export interface Expression {
  source: string;
  /** The field as AWS names it in errors, such as `Choices[1]/Output/v`. */
  field: string;
  /** Set for a plain path such as `$states.input.a`, which needs no interpreter. */
  path: string[] | undefined;
}

const PLAIN_PATH = /^\$([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)$/;
const WORDS = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);
const compiled = new Map<string, jsonata.Expression>();

export function createExpression(source: string, field: string): Expression {
  const [, root, rest] = PLAIN_PATH.exec(source) ?? [];
  const path = root === undefined ? undefined : [root, ...(rest ?? '').split('.').slice(1)];
  return { source, field, path: path && isPlain(path) ? path : undefined };
}

/** `$states` as a whole is left to the interpreter. */
function isPlain(path: string[]): boolean {
  return !path.some((step) => WORDS.has(step)) && !(path[0] === 'states' && path.length === 1);
}

function compile(source: string): jsonata.Expression {
  const known = compiled.get(source);
  if (known) return known;
  const fresh = jsonata(source, BOUNDS);
  for (const [name, call] of Object.entries(ADDED_FUNCTIONS)) fresh.assign(name, call);
  fresh.assign('eval', undefined); // taken away by Step Functions
  compiled.set(source, fresh);
  return fresh;
}

/**
 * Reads a plain path. Undefined means "ask the interpreter": arrays on the way are mapped over, and what is
 * missing is an error that it words.
 */
export function readPath(path: string[], scope: Scope): Json | undefined {
  const [root = '', field = ''] = path;
  const inStates = root === 'states';
  let value = inStates ? scope.stateField(field) : scope.variable(root);
  for (let at = inStates ? 2 : 1; at < path.length; at++) {
    if (!isJsonObject(value)) return undefined;
    const step = path[at] ?? '';
    value = Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/**
 * Evaluates one expression.
 * @throws EvaluationError, worded as Step Functions words it
 */
export async function evaluate(expression: Expression, scope: Scope): Promise<Json> {
  const { source, field } = expression;
  const about = `The JSONata expression '${source}' specified for the field '${field}'`;
  let value: unknown;
  try {
    const bindings = { ...scope.bindings(), ...timeFunctions(scope.now) };
    value = await compile(source).evaluate(undefined, bindings);
  } catch (thrown) {
    const { code, message } = describeThrown(thrown);
    throw new EvaluationError(`${about} threw an error during evaluation${code ? `. ${code}` : ''}: ${message}`, field);
  }
  if (value === undefined) throw new EvaluationError(`${about} returned nothing (undefined).`, field);
  const json = normalize(value);
  if (json === undefined) throw new EvaluationError(`${about} returned an unsupported result type.`, field);
  return json;
}

function describeThrown(thrown: unknown): { code: string | undefined; message: string } {
  if (typeof thrown !== 'object' || thrown === null) return { code: undefined, message: String(thrown) };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
  return { code, message: 'message' in thrown ? String(thrown.message) : String(thrown) };
}

/** A result as plain JSON; undefined if a function, a pattern or a number that JSON lacks is anywhere in it. */
function normalize(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const item of value) {
      const json = item === undefined ? null : normalize(item);
      if (json === undefined) return undefined;
      items.push(json);
    }
    return items;
  }
  if (typeof value !== 'object' || value instanceof RegExp) return undefined;
  if ('_jsonata_lambda' in value || '_jsonata_function' in value) return undefined;
  const fields: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const json = normalize(item);
    if (json === undefined) return undefined;
    fields[key] = json;
  }
  return fields;
}
