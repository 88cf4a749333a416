/** One thing that can be asked about: its form, the request that it becomes, and how the decision is told. */
import type { AssessmentError, FindVersions } from '../../domain/assessments.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Decision } from '../../domain/decision.ts';
import type { PolicyTable } from '../../domain/policy.ts';
import type { Asking, Field, Typed } from './field.ts';
import type { Told } from './told.ts';

export interface Where {
  region: string;
  today: LocalDate;
  find: FindVersions;
}

export interface Answered {
  decision: Decision;
  /** By which it was decided. */
  table: PolicyTable;
  told: Told;
}

export interface Matter {
  title: string;
  /** For whom it is. */
  lead: string;
  fields(asking: Asking): Field[];
  /** @returns an error where a value can't be meant; its paths are those of the fields */
  answer(typed: Typed, where: Where): Promise<Answered | AssessmentError>;
}

/** The version that a decision names. */
export async function tableOf({ policy }: Decision, { region, find }: Where): Promise<PolicyTable> {
  const versions = await find(region, policy.coverageYear);
  const found = versions.find(({ version }) => version === policy.version);
  if (!found) throw new Error('a decision by a version that is not there');
  return found.table;
}
