import { isObject } from '../expressions/json.ts';
import type { Recording } from './recordings.ts';

const JSONPATH_FIELDS = new Set([
  ...['InputPath', 'OutputPath', 'ResultPath', 'ItemsPath', 'Parameters', 'ResultSelector', 'Result', 'Variable'],
  ...['SecondsPath', 'TimestampPath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath', 'MaxConcurrencyPath'],
  ...['ErrorPath', 'CausePath'],
]);

/** Whether a recording needs what is not in this cloud: JSONPath, a service, or an execution without an end. */
export function isOutOfReach({ core, expected, definition }: Recording): boolean {
  return !core || expected.status === 'RUNNING' || needsJsonPath(definition, 'JSONPath');
}

function needsJsonPath(workflow: Record<string, unknown>, inherited: unknown): boolean {
  const language = workflow.QueryLanguage ?? inherited;
  if (!isObject(workflow.States)) return false;
  return Object.values(workflow.States)
    .filter(isObject)
    .some(({ ItemProcessor, Iterator: iterator, Branches, ...own }) => {
      if ((own.QueryLanguage ?? language) === 'JSONPath' && usesJsonPath(own)) return true;
      const inner = [ItemProcessor, iterator, ...(Array.isArray(Branches) ? Branches : [])];
      return inner.some((item) => isObject(item) && needsJsonPath(item, language));
    });
}

function usesJsonPath(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(usesJsonPath);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([key, item]) => key.endsWith('.$') || JSONPATH_FIELDS.has(key) || usesJsonPath(item),
  );
}
