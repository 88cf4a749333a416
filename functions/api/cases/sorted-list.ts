/**
 * A list in an order that no index has: by name as it is shown, and tasks by amount. So few cases are put in order here that
 * one request reads them all; of more the caller is told to narrow the list.
 */
import { liOf } from '../../cases/amount.ts';
import type { Case } from '../../cases/case.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { CasePage, PageRequest } from '../../store/cases/case-lists.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { invalidCursor } from '../http/bound-cursor.ts';

const MOST_SORTED = 500;
const AT_A_TIME = 100;
/** Where few fit, these look through some ten thousand cases. */
const MOST_READS = 8;

/** As a dictionary has Chinese: by pinyin. */
const pinyin = new Intl.Collator('zh-Hans-CN');

type Compare = (one: Case, other: Case) => number;
/** A case without an amount comes before the smallest, as the index has it. */
const byAmount: Compare = (one, other) => (liOf(one) ?? -1) - (liOf(other) ?? -1);
/** By what everybody sees of a name, its surname and its last character: the order tells no more than the list. */
const byName: Compare = (one, other) => pinyin.compare(one.person.masked.name, other.person.masked.name);

export const SORTED_ORDERS = ['largest', 'smallest', 'name'] as const;
export type SortedOrder = (typeof SORTED_ORDERS)[number];

const COMPARE: Record<SortedOrder, Compare> = {
  largest: (one, other) => byAmount(other, one),
  smallest: byAmount,
  name: byName,
};

/** Ties by case number, so that every page goes on where the one before ended. */
export const inOrder =
  (order: SortedOrder): Compare =>
  (one, other) =>
    COMPARE[order](one, other) || (one.caseId < other.caseId ? -1 : one.caseId > other.caseId ? 1 : 0);

/**
 * One page of a list that is read whole. Its cursor names the last case, which has its place whatever has become of it.
 *
 * @param read a page of the same list in an order that an index has
 * @throws ProblemError `list_too_long`, `invalid_request` for a cursor that is none
 */
export async function listSorted(
  order: SortedOrder,
  { regions, cursor, limit }: PageRequest,
  read: (page: Pick<PageRequest, 'cursor' | 'limit'>) => Promise<CasePage<Case>>,
  cases: Pick<CaseStore<Case>, 'get'>,
): Promise<CasePage<Case>> {
  const all: Case[] = [];
  let next: string | undefined;
  let reads = 0;
  do {
    const page = await read({ cursor: next, limit: AT_A_TIME });
    all.push(...page.cases);
    next = page.cursor ?? undefined;
    reads += 1;
    if (all.length > MOST_SORTED || (next !== undefined && reads === MOST_READS)) throw tooLong(order);
  } while (next !== undefined);
  const compare = inOrder(order);
  const sorted = all.toSorted(compare);
  const last = cursor === undefined ? null : await caseOf(cursor, regions, cases);
  const rest = last === null ? sorted : sorted.filter((one) => compare(one, last) > 0);
  const page = rest.slice(0, limit);
  const end = rest.length > limit ? page.at(-1)?.caseId : undefined;
  return { cases: page, cursor: end === undefined ? null : Buffer.from(end).toString('base64url') };
}

/** @throws ProblemError `invalid_request` also for a case of another region, of whose name the order would tell */
async function caseOf(cursor: string, regions: readonly string[], cases: Pick<CaseStore<Case>, 'get'>): Promise<Case> {
  const caseId = Buffer.from(cursor, 'base64url').toString();
  const found = caseId === '' ? null : await cases.get(caseId);
  if (!found || !regions.includes(found.region)) throw invalidCursor();
  return found;
}

const tooLong = (order: SortedOrder): ProblemError =>
  new ProblemError(
    'list_too_long',
    `按${order === 'name' ? '姓名' : '金额'}排列，最多 ${MOST_SORTED} 件。请先用统筹区、事项、状态、日期或金额缩小范围。`,
  );
