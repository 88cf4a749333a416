/** What a list of cases or tasks is narrowed to, the same for the list, its count and its sheet. */
import { z } from 'zod';
import { liOf } from '../../cases/amount.ts';
import { CASE_KINDS, CASE_STATES, type Case } from '../../cases/case.ts';
import { NOBODY } from '../../cases/nobody.ts';
import {
  addDays,
  dateOfInstant,
  type LocalDate,
  localDate,
  localDateSchema,
  startOfDay,
} from '../../domain/calendar.ts';
import { parseYuan } from '../../domain/money.ts';
import type { Caller } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { type Between, CASE_ORDERS, type CaseOrder } from '../../store/cases/case-lists.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { Statistics } from '../../store/counts/figures.ts';
import { beginningOfAmount } from '../../store/keys.ts';
import { pageQuery } from '../http/listing.ts';
import { invalidRequest } from '../http/route.ts';
import { caseNotFound } from './case-not-found.ts';
import { maySeeCase } from './may-see-case.ts';

const yuan = z.string().regex(/^\d{1,9}(?:\.\d{1,3})?$/, '应为金额，如 400.00');
const me = (message: string) => z.literal('me', message).optional();

/** Of both lists. */
export const narrowing = {
  kind: z.enum(CASE_KINDS, `应为以下之一：${CASE_KINDS.join('、')}`).optional(),
  /** Only those that the caller had a hand in. */
  handledBy: me('只能查看本人经办的：handledBy 应为 me'),
  /** Decimal yuan, both included: what is to be paid, or goes back. */
  amountFrom: yuan.optional(),
  amountTo: yuan.optional(),
  /** `yes`: only what should have happened before today. */
  overdue: z.literal('yes', '应为 yes').optional(),
  /** Only those of the person of this case: no number or name stands in an address. */
  personOf: z
    .string()
    .regex(/^[LRN]\d{6}-\d{4}-[0-9A-Z]{10}$/, '应为受理编号')
    .optional(),
};

/** By name only where the list is short: what an index could sort by is sealed. */
const ORDERS = [...CASE_ORDERS, 'name'] as const;

export const caseFilter = {
  state: z.enum(CASE_STATES, `应为以下之一：${CASE_STATES.join('、')}`).optional(),
  order: z.enum(ORDERS, `应为以下之一：${ORDERS.join('、')}`).default('newest'),
  /** Local days of the opening, both included. */
  openedFrom: localDateSchema.optional(),
  openedTo: localDateSchema.optional(),
  ...narrowing,
  region: pageQuery.region,
};
const caseFilterSchema = z.object(caseFilter);
type CaseFilter = z.output<typeof caseFilterSchema>;

/** No case is older than the product. */
export const FIRST_DAY = localDate('2020-01-01');
const LAST_DAY = localDate('9999-12-31');

export const untilYesterday = (at: string): Between => ({ from: FIRST_DAY, to: addDays(dateOfInstant(at), -1) });

const endOfDay = (day: LocalDate): string =>
  day === LAST_DAY ? '9999' : new Date(Date.parse(startOfDay(addDays(day, 1))) - 1).toISOString();

/**
 * The person of a case, under whom a list is narrowed, as the log has to know; undefined where none is asked for.
 * @throws ProblemError `case_not_found`
 */
export async function personAsked(
  { personOf }: Pick<CaseFilter, 'personOf'>,
  caller: Caller,
  cases: Pick<CaseStore<Case>, 'get'>,
): Promise<string | undefined> {
  if (personOf === undefined) return undefined;
  const found = await cases.get(personOf);
  if (!found || !maySeeCase(caller, found)) throw caseNotFound(personOf);
  if (found.erasedOn !== undefined) return NOBODY.ref;
  return found.person.ref;
}

/** As the store takes it. @throws ProblemError `invalid_request` where a filter does not go with the order */
export function readCaseFilter(query: CaseFilter, caller: Caller, at: string) {
  const { kind, state, openedFrom, openedTo, overdue } = query;
  const byDay = openedFrom !== undefined || openedTo !== undefined;
  if (byDay && (overdue || query.order === 'due')) {
    throw invalidRequest([{ path: 'openedFrom', message: '按期限排列或只看超期时，不能再按受理日期筛选' }]);
  }
  const opened = { from: startOfDay(openedFrom ?? FIRST_DAY), to: endOfDay(openedTo ?? LAST_DAY) };
  const handledBy = query.handledBy && caller.sub;
  const sorted = overdue || query.order !== 'name' ? undefined : query.order;
  const order = overdue ? ('due' as const) : query.order === 'name' ? ('newest' as const) : query.order;
  if (order === 'largest' || order === 'smallest') {
    const fits = byDay ? ({ openedAt }: Case) => openedAt >= opened.from && openedAt <= opened.to : undefined;
    return { kind, state, order, sorted, between: amountsAsked(query), handledBy, fits };
  }
  const between = overdue ? untilYesterday(at) : byDay ? opened : undefined;
  return { kind, state, order, sorted, between, handledBy, fits: amountFits(query) };
}

const LARGEST = '999999999';

const boundsOf = ({ amountFrom, amountTo }: Amounts): [low: number, high: number] => [
  parseYuan(amountFrom ?? '0') ?? 0,
  parseYuan(amountTo ?? LARGEST) ?? 0,
];

/** As the index by amount has them; undefined where none is asked for: then cases without one are listed too. */
function amountsAsked(query: Amounts): Between | undefined {
  if (query.amountFrom === undefined && query.amountTo === undefined) return undefined;
  const [low, high] = boundsOf(query);
  return { from: beginningOfAmount(low), to: beginningOfAmount(high) };
}

/**
 * For lists by amount: every case has its place among them, those of earlier releases once they were counted.
 * @throws ProblemError `order_not_ready`
 */
export async function expectOrdered(order: CaseOrder, statistics: Pick<Statistics, 'standing'>): Promise<void> {
  if (order !== 'largest' && order !== 'smallest') return;
  if ((await statistics.standing()).complete) return;
  throw new ProblemError(
    'order_not_ready',
    '此前的案件还没有全部编入按金额的次序，几分钟后再试；现在可以按受理时间排列。',
  );
}

type Amounts = Pick<CaseFilter, 'amountFrom' | 'amountTo'>;

/** Undefined where no amount is asked for: then nothing has to be looked at. */
export function amountFits(query: Amounts) {
  if (query.amountFrom === undefined && query.amountTo === undefined) return undefined;
  const [low, high] = boundsOf(query);
  return (found: Case): boolean => {
    const amount = liOf(found);
    return amount !== null && amount >= low && amount <= high;
  };
}

/** How many there are; null where only looking at each would tell. */
export const countSchema = z
  .object({ count: z.int(), more: z.boolean().meta({ description: 'There are more than were counted' }) })
  .nullable();
