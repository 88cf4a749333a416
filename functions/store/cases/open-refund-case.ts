/** Opens a refund: loads what the rules ask of ledger, tables and lists, and stores what they make of it. */

import type { Case } from '../../cases/case.ts';
import type { Claim } from '../../cases/ledger.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import {
  listedDayOf,
  type OpeningRefusal,
  openRefund,
  type RefundAsked,
  refuseHeld,
  refuseOpening,
  refuseShared,
} from '../../cases/refund/open.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { RefundFacts } from '../../domain/refund/facts.ts';
import { claimantOf } from '../ledger/claimant.ts';
import { describeClaim } from '../ledger/describe-claim.ts';
import type { FoundByLists } from '../ledger/found-by.ts';
import { type KnowingStores, type KnownPerson, knowPerson } from '../ledger/known-person.ts';
import { leftOfPayment, type PaymentLeft } from '../ledger/left-of-payment.ts';
import type { RefundLedger } from '../ledger/refund-ledger-store.ts';
import type { PolicyStore } from '../policies/policy-store.ts';
import type { CaseStore } from './case-store.ts';
import { caseIdOf, digestContent, digestKey, type IdempotencyKeys } from './idempotency-keys.ts';

export interface RefundOpening extends RefundAsked {
  /** New for every case of `openedBy`; the same again gives the same case. */
  key: string;
  /** Subject of the token. */
  openedBy: string;
  role: string;
  /** ISO instant: its day is the day of the application. */
  at: string;
}

/** `attached`: an open case has these payments already. `refused`: `message` is a sentence in Chinese for the desk. */
export type RefundOpened =
  | { outcome: 'opened'; caseId: string; case: RefundCase; stored: boolean }
  | { outcome: 'attached'; caseId: string; message: string }
  | { outcome: 'refused'; code: RefundRefusal; message: string; caseId?: string };

type RefundRefusal = Exclude<OpeningRefusal['refused'], 'case_already_open'> | 'idempotency_key_reused';

export interface RefundOpeningServices {
  cases: Pick<CaseStore<Case>, 'get' | 'put' | 'ofPerson'>;
  refunds: Pick<RefundLedger, 'getPayment'>;
  policies: Pick<PolicyStore, 'versions'>;
  keys: IdempotencyKeys;
  foundBy: Pick<FoundByLists, 'list'>;
  roll: KnowingStores['roll'];
  /** Starts the execution of a stored case, or leaves it to the healing. */
  deliver(opened: RefundCase): Promise<unknown>;
}

export async function openRefundCase(opening: RefundOpening, services: RefundOpeningServices): Promise<RefundOpened> {
  const { key, openedBy, at, person, request } = opening;
  const digest = digestKey(openedBy, key);
  const keyDigest = digest.toString('hex');
  const caseId = caseIdOf('R', request.region, request.coverageYear, digest);
  const used = { caseId, requestDigest: digestRequest(opening) };

  // The key of a batch is made of the batch, whose rows never change: it needs no item that says what it was used for.
  const keys = opening.batchId === undefined ? services.keys : null;
  const earlier = await keys?.find(keyDigest);
  if (earlier && earlier.requestDigest !== used.requestDigest) return KEY_REUSED;
  const existing = earlier || !keys ? await services.cases.get(caseId) : null;
  if (existing?.kind === 'refund') return opened(existing, false, services);

  const gathered = await gatherRefund(opening, caseId, services);
  if ('refused' in gathered) return refusedOf(gathered);
  if (keys && !(await keys.claim(keyDigest, used, at))) return KEY_REUSED;
  const { vouchers, lists } = gathered;
  const asked = { ...opening, request: { ...request, vouchers }, caseId, requestDigest: used.requestDigest, keyDigest };
  const made = openRefund(asked, lists, { at, by: openedBy, role: opening.role });
  await services.foundBy.list(person.foundBy ?? [], { caseId, region: request.region });
  const { stored, case: put } = await services.cases.put(made.opened, made.event);
  if (put.requestDigest !== used.requestDigest) return KEY_REUSED;
  if (put.kind !== 'refund') throw new Error(`case ${caseId} is of another kind`);
  return opened(put, stored, services);
}

async function opened(found: RefundCase, stored: boolean, services: RefundOpeningServices): Promise<RefundOpened> {
  await services.deliver(found);
  return { outcome: 'opened', caseId: found.caseId, case: found, stored };
}

const KEY_REUSED: RefundOpened = {
  outcome: 'refused',
  code: 'idempotency_key_reused',
  message: '这个 Idempotency-Key 已用于另一份内容。新案件请用新的值，重试请用原来的内容。',
};

/** The account by its reference: what is sealed is another text each time. */
function digestRequest({ person, request, university }: RefundOpening): string {
  const { payee, ...facts } = request;
  const { bank, kind, ref } = payee;
  return digestContent({ person: person.ref, facts, payee: { bank, kind, ref }, university: university ?? null });
}

export function refusedOf({
  refused,
  message,
  members = {},
}: OpeningRefusal): Exclude<RefundOpened, { outcome: 'opened' }> {
  const { caseId } = members;
  if (refused === 'case_already_open' && caseId !== undefined) return { outcome: 'attached', caseId, message };
  if (refused === 'case_already_open') throw new Error('an open case without its id');
  return { outcome: 'refused', code: refused, message, ...(caseId !== undefined && { caseId }) };
}

export interface GatheredRefund {
  /** As they are recorded: the case is found by them, and claims them. */
  vouchers: string[];
  payments: PaymentLeft[];
  /** Null where the lists of aid don't count for what is asked. */
  lists: { listings: KnownPerson['listings']; day: LocalDate } | null;
}

/**
 * What ledger, tables and lists say of an application, for a trial and for a case.
 * @param own the id that the case has, or would have
 */
export async function gatherRefund(
  asked: Pick<RefundOpening, 'at' | 'university'> & {
    person: { ref: string };
    request: Omit<RefundFacts, 'appliedOn'>;
  },
  own: string,
  services: Pick<RefundOpeningServices, 'cases' | 'refunds' | 'policies' | 'roll'>,
): Promise<GatheredRefund | OpeningRefusal> {
  const { at, person, request } = asked;
  const found = await Promise.all(request.vouchers.map((voucher) => services.refunds.getPayment(voucher, person.ref)));
  const hasTable = (await services.policies.versions(request.region, request.coverageYear)).length > 0;
  const refusal = refuseOpening(asked, { hasTable, payments: found });
  if (refusal) return refusal;
  const known = await knowPerson(person.ref, services);
  const payments: PaymentLeft[] = [];
  for (const payment of found.flatMap((one) => one ?? [])) {
    const found = await leftOfPayment(payment, own, services.cases);
    if ('held' in found)
      return refuseHeld({ claim: found.held }, await sayHeld(payment.voucher, found.held, at, services));
    payments.push(found.left);
  }
  const shared = refuseShared(
    request.vouchers,
    { others: known.cases, own },
    (voucher, hold) => `${describeClaim(voucher, hold, at)}。`,
  );
  if (shared) return shared;
  const day = listedDayOf(request, at, payments);
  return {
    vouchers: payments.map(({ voucher }) => voucher),
    payments,
    lists: day === null ? null : { listings: known.listings, day },
  };
}

const sayHeld = async (
  voucher: string,
  claim: Claim,
  at: string,
  { cases }: Pick<RefundOpeningServices, 'cases'>,
): Promise<string> => `${describeClaim(voucher, await claimantOf(claim, cases), at)}。`;
