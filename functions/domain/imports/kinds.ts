/** What the rows of every kind of import have in common. */
import type { LocalDate } from '../calendar.ts';
import type { RowIssue } from './row-issue.ts';

export interface RowContext {
  /** Local date of the import. */
  today: LocalDate;
  /** What its caller may write about. */
  regions: readonly string[];
}

export type ReadRow<Value> = { ok: true; value: Value } | { ok: false; issues: RowIssue[] };
