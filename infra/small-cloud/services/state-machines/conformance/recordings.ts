import { readFileSync } from 'node:fs';
import { isObject, type Json, parseJson } from '../expressions/json.ts';

/** An execution as it was recorded on AWS, with what its tasks returned there. */
export interface Recording {
  name: string;
  definition: Record<string, unknown>;
  input: Json;
  expected: { status: string; output?: Json; error?: string; cause?: string };
  eventTypes: string[];
  /** Each event with its number, that of the one before, its type and what is told of it. */
  events: Record<string, unknown>[];
  tasks: RecordedTask[];
  stopped: { error?: string | undefined; cause?: string | undefined } | undefined;
  core: boolean;
}

export interface RecordedTask {
  state: string;
  parameters: Json;
  submitted: Json | undefined;
  outcome: 'succeeded' | 'failed' | 'timedOut';
  output: Json;
  error: string | undefined;
  cause: string | undefined;
}

export interface Recordings {
  recordings: Recording[];
  /** Words that stand for anything. */
  masks: Set<string>;
}

/** @throws Error if the file does not hold recordings */
export function readRecordings(file: string): Recordings {
  const content = parseJson(readFileSync(file, 'utf8'));
  if (!isObject(content) || !Array.isArray(content.scenarios)) throw new Error(`${file} holds no recordings.`);
  const masks = Array.isArray(content.maskWords) ? content.maskWords.map(String) : [];
  return { recordings: content.scenarios.map(readRecording), masks: new Set(masks) };
}

function readRecording(value: unknown): Recording {
  if (!isObject(value)) throw new Error('A recording must be an object.');
  const { definition, expected, eventTypes, events, taskResults, stopped } = value;
  if (!isObject(definition) || !isObject(expected)) throw new Error(`The recording ${value.name} is not complete.`);
  return {
    name: String(value.name),
    definition,
    input: json(value.input),
    expected: {
      status: String(expected.status),
      ...('output' in expected && { output: json(expected.output) }),
      ...(typeof expected.error === 'string' && { error: expected.error }),
      ...(typeof expected.cause === 'string' && { cause: expected.cause }),
    },
    eventTypes: Array.isArray(eventTypes) ? eventTypes.map(String) : [],
    events: Array.isArray(events) ? events.filter(isObject) : [],
    tasks: Array.isArray(taskResults) ? taskResults.filter(isObject).map(readTask) : [],
    stopped: isObject(stopped) ? { error: text(stopped.error), cause: text(stopped.cause) } : undefined,
    core: value.core === true,
  };
}

function readTask(value: Record<string, unknown>): RecordedTask {
  const { outcome } = value;
  return {
    state: String(value.state),
    parameters: json(value.parameters),
    submitted: value.submitOutput === undefined ? undefined : json(value.submitOutput),
    outcome: outcome === 'succeeded' || outcome === 'failed' ? outcome : 'timedOut',
    output: json(value.output),
    error: text(value.error),
    cause: text(value.cause),
  };
}

function json(value: unknown): Json {
  return value === undefined ? null : parseJson(JSON.stringify(value));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether a value is the recorded one; `<…>` and the mask words stand for anything. */
export function agrees(actual: unknown, recorded: unknown, masks: Set<string>): boolean {
  if (typeof recorded === 'string') {
    if (masks.has(recorded)) return true;
    return /<[^<>]*>/.test(recorded) ? typeof actual === 'string' : actual === recorded;
  }
  if (typeof recorded !== 'object' || recorded === null) return actual === recorded;
  if (Array.isArray(recorded)) {
    if (!Array.isArray(actual) || actual.length !== recorded.length) return false;
    return recorded.every((item, index) => agrees(actual[index], item, masks));
  }
  if (!isObject(actual) || !isObject(recorded)) return false;
  const keys = Object.keys(recorded);
  if (keys.length !== Object.keys(actual).length) return false;
  return keys.every((key) => key in actual && agrees(actual[key], Reflect.get(recorded, key), masks));
}
