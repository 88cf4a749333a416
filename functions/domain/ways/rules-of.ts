import type { PolicyVersion } from '../policy.ts';
import type { Rules } from './model.ts';

/** @throws RangeError for a table of the first form, which has none */
export function rulesOf({ table }: PolicyVersion): Rules {
  if (table.rules === null) throw new RangeError('a table of the first form has no ways');
  return table.rules;
}
