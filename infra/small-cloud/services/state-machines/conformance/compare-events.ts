import { isObject, parseJson } from '../expressions/json.ts';
import { agrees, type Recording } from './recordings.ts';

/** What a recording keeps of an event beside its number, the number of the one before, and its type. */
const FIELDS = [
  ...['name', 'input', 'output', 'assignedVariables', 'state', 'location', 'error', 'cause', 'length', 'index'],
  ...['resource', 'resourceType', 'parameters', 'timeoutInSeconds', 'heartbeatInSeconds'],
];
/** Recorded as values, in an event as their text. */
const TEXTS = new Set(['input', 'output', 'parameters']);

/** Says in what the history differs from the recorded one: numbers, order, types and every field; undefined in nothing. */
export function compareEvents(events: unknown, recording: Recording, masks: Set<string>): string | undefined {
  const actual = Array.isArray(events) ? events.filter(isObject) : [];
  const types = actual.map(({ type }) => String(type)).join(' ');
  const recorded = recording.eventTypes.join(' ');
  if (types !== recorded) return `events ${types} instead of ${recorded}`;
  for (const [index, expected] of recording.events.entries()) {
    const event = actual[index] ?? {};
    const { id, prev, type } = expected;
    if (event.id !== id || event.previousEventId !== prev) {
      return `event ${event.id} ${type} after ${event.previousEventId} instead of ${id} after ${prev}`;
    }
    const details = Object.entries(event).find(([field]) => field.endsWith('EventDetails'))?.[1];
    for (const field of FIELDS) {
      const difference = compareField(field, isObject(details) ? details[field] : undefined, expected[field], masks);
      if (difference !== undefined) return `event ${id} ${type}: ${difference}`;
    }
  }
  return undefined;
}

function compareField(field: string, given: unknown, expected: unknown, masks: Set<string>): string | undefined {
  const value = TEXTS.has(field) && typeof given === 'string' ? parseJson(given) : given;
  if (value === undefined && expected === undefined) return undefined;
  const comparable = field === 'assignedVariables' ? likeRecorded(value, expected) : value;
  if (agrees(comparable, expected, masks)) return undefined;
  return `${field} ${JSON.stringify(comparable)} instead of ${JSON.stringify(expected)}`;
}

/** Variables are texts of JSON; those of objects and lists were recorded as values. */
function likeRecorded(given: unknown, expected: unknown): unknown {
  if (!isObject(given) || !isObject(expected)) return given;
  const entries = Object.entries(given).map(([name, text]) => {
    const asValue = typeof text === 'string' && typeof expected[name] !== 'string';
    return [name, asValue ? parseJson(text) : text];
  });
  return Object.fromEntries(entries);
}
