import type { LocalDate } from '../domain/calendar.ts';
import type { PolicyVersion } from '../domain/policy.ts';

/** The policies by which a case is decided. */
export interface Policies<Guidance> {
  /** The version in force on a day, with what was supplied for this case. May throw. */
  on: (day: LocalDate) => PolicyVersion;
  /** The table's words for the notices. */
  guidance: (policy: PolicyVersion) => Guidance;
}
