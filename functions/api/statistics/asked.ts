/** Whose figures a caller sees, and of which months. */
import { z } from 'zod';
import { ofClerk, ofUniversity, type Whose } from '../../cases/counts.ts';
import { addMonths, dateOfInstant, localDate } from '../../domain/calendar.ts';
import type { Caller, Role } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { pageQuery, regionsToRead } from '../http/listing.ts';
import { invalidRequest } from '../http/route.ts';
import type { ReadServices } from '../http/services.ts';

export const STATISTICS_READERS = [
  'caseworker',
  'approver',
  'policy_officer',
  'auditor',
  'university',
] as const satisfies readonly Role[];
/** A caseworker sees what is one's own; a university's own is all that it sees. */
const SEE_REGIONS: readonly Role[] = ['approver', 'policy_officer', 'auditor'];
const SEE_OWN: readonly Role[] = ['caseworker', 'approver'];

const WHOSE = ['region', 'own', 'university'] as const;
export const whoseSchema = z.enum(WHOSE);

const month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '应为月份，如 2026-03');

/** Three years. */
const MOST_MONTHS = 36;
/** Shown beside a shorter period, so that one sees where it is going. */
const SHOWN_MONTHS = 12;

export const statisticsQuery = z.strictObject({
  region: pageQuery.region,
  /** Whole months, both included; the month of today if neither is given. */
  fromMonth: month.optional(),
  toMonth: month.optional(),
  whose: z.enum(['region', 'own'], 'whose 应为 region 或 own').optional(),
});

export interface Asked {
  whose: z.output<typeof whoseSchema>;
  /** As the figures are kept under. */
  key: Whose;
  regions: readonly string[];
  from: string;
  to: string;
  /** Every month of the period, and those before it that are shown beside it. */
  months: readonly string[];
}

export async function readAsked(
  query: z.output<typeof statisticsQuery>,
  { caller, at }: { caller: Caller; at: string },
  { policies }: Pick<ReadServices, 'policies'>,
): Promise<Asked> {
  const to = query.toMonth ?? query.fromMonth ?? dateOfInstant(at).slice(0, 7);
  const from = query.fromMonth ?? to;
  if (to < from) throw invalidRequest([{ path: 'toMonth', message: `不能早于 ${from}` }]);
  if (monthsBefore(to, MOST_MONTHS - 1) > from) {
    throw invalidRequest([{ path: 'fromMonth', message: `最多 ${MOST_MONTHS} 个月` }]);
  }
  const { whose, key } = whoseFor(caller, query.whose);
  const first = monthsBefore(to, SHOWN_MONTHS - 1);
  const regions = await regionsToRead(caller, query.region, policies);
  return { whose, key, regions, from, to, months: monthsThrough(first < from ? first : from, to) };
}

function whoseFor(caller: Caller, wanted: 'region' | 'own' | undefined): Pick<Asked, 'whose' | 'key'> {
  if (caller.university !== undefined) return { whose: 'university', key: ofUniversity(caller.university) };
  const seesRegions = SEE_REGIONS.includes(caller.role);
  const whose = wanted ?? (seesRegions ? 'region' : 'own');
  if (whose === 'region' && !seesRegions) {
    throw new ProblemError('role_not_allowed', '经办人员只看本人的统计；统筹区的统计由审批、政策和审计人员查看。');
  }
  if (whose === 'own' && !SEE_OWN.includes(caller.role)) {
    throw new ProblemError('role_not_allowed', '您不办理案件，没有本人的统计。');
  }
  return { whose, key: whose === 'own' ? ofClerk(caller.sub) : 'all' };
}

const monthsBefore = (text: string, count: number): string => addMonths(localDate(`${text}-01`), -count).slice(0, 7);

function monthsThrough(from: string, to: string): string[] {
  const months: string[] = [];
  for (let day = localDate(`${from}-01`); day.slice(0, 7) <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}
