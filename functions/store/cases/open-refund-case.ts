/**
 * Opens a refund case: for a desk, for a university through the API, and for a batch, by the same rules. Two that are
 * opened at the same moment for one payment may both be stored: the claim on the payment lets only one of them go on.
 */

import { type Case, hasEnded } from '../../cases/case.ts';
import type { Payment } from '../../cases/ledger.ts';
import type { RefundCase } from '../../cases/refund/case.ts';
import type { Payee } from '../../cases/refund/payouts.ts';
import { identitiesByLists } from '../../domain/aid/listed-identities.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import type { RefundFacts } from '../../domain/refund/facts.ts';
import { listedOn } from '../../domain/refund/listed-on.ts';
import { NOTHING_SETTLED } from '../../domain/settlement.ts';
import type { AidLists } from '../ledger/aid-lists.ts';
import { holderOf } from '../ledger/claim-holder.ts';
import { describeHold } from '../ledger/describe-hold.ts';
import type { RefundLedger } from '../ledger/refund-ledger-store.ts';
import type { PolicyStore } from '../policies/policy-store.ts';
import type { CaseStore } from './case-store.ts';
import { caseIdOf, digestContent, digestKey, type IdempotencyKeys } from './idempotency-keys.ts';

export interface RefundOpening {
  /** New for every case of `openedBy`; the same again gives the same case. */
  key: string;
  /** Subject of the token. */
  openedBy: string;
  role: string;
  /** ISO instant: its day is the day of the application. */
  at: string;
  person: RefundCase['person'];
  /** Vouchers only: what was paid is taken from the ledger. */
  request: Omit<RefundFacts, 'appliedOn'> & { payee: Payee };
  /** Code of the university that asks: only for students whose payments it made. */
  university?: string | undefined;
  batchId?: string | undefined;
}

/** `attached`: an open case has these payments already. `refused`: `message` is a sentence in Chinese for the desk. */
export type RefundOpened =
  | { outcome: 'opened'; caseId: string; case: RefundCase; stored: boolean }
  | { outcome: 'attached'; caseId: string; message: string }
  | { outcome: 'refused'; code: RefundRefusal; message: string; caseId?: string };

type RefundRefusal =
  | 'policy_not_found'
  | 'payment_not_found'
  | 'payment_already_refunded'
  | 'not_own_student'
  | 'idempotency_key_reused';

export interface RefundOpeningServices {
  cases: Pick<CaseStore<Case>, 'get' | 'put' | 'ofPerson'>;
  refunds: Pick<RefundLedger, 'getPayment'>;
  policies: Pick<PolicyStore, 'versions'>;
  keys: IdempotencyKeys;
  /** Left out where no ground asks for them: a university applies for departures only. */
  aid?: Pick<AidLists, 'of'>;
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

  const payments = await Promise.all(request.vouchers.map((voucher) => services.refunds.getPayment(voucher)));
  const refusal =
    (await refuse(opening, payments, services)) ?? (await findHolder(opening, caseId, payments, services));
  if (refusal) return refusal;
  if (keys && !(await keys.claim(keyDigest, used, at))) return KEY_REUSED;
  const { payee, ...asked } = request;
  const facts = await factsOf({ ...asked, appliedOn: dateOfInstant(at) }, person.ref, payments, services);
  const { stored, case: put } = await services.cases.put(
    {
      caseId,
      kind: 'refund',
      region: facts.region,
      coverageYear: facts.coverageYear,
      openedAt: at,
      openedBy,
      requestDigest: used.requestDigest,
      keyDigest,
      person,
      facts,
      payee,
      ...(opening.university && { university: opening.university }),
      ...(opening.batchId && { batchId: opening.batchId }),
      state: 'assessing',
      settlement: NOTHING_SETTLED,
      pending: { kind: 'start' },
    },
    { at, by: openedBy, role: opening.role, event: 'case_opened', detail: { kind: 'refund', ground: facts.ground } },
  );
  if (put.requestDigest !== used.requestDigest) return KEY_REUSED;
  if (put.kind !== 'refund') throw new Error(`case ${caseId} is of another kind`);
  return opened(put, stored, services);
}

/** What was said at the desk, with what the aid lists say of the person. */
async function factsOf(
  facts: RefundFacts,
  personRef: string,
  payments: readonly (Payment | null)[],
  { aid }: RefundOpeningServices,
): Promise<RefundFacts> {
  const paidOn = payments.flatMap((payment) => payment?.collectedOn ?? []);
  const day = listedOn(facts, paidOn);
  if (!aid || day === null) return facts;
  const { identities: declared } = facts;
  const identities = identitiesByLists(declared ?? [], await aid.of(personRef), day);
  return identities.length > 0 || declared ? { ...facts, identities } : facts;
}

async function opened(found: RefundCase, stored: boolean, services: RefundOpeningServices): Promise<RefundOpened> {
  await services.deliver(found);
  return { outcome: 'opened', caseId: found.caseId, case: found, stored };
}

const KEY_REUSED: RefundOpened = {
  outcome: 'refused',
  code: 'idempotency_key_reused',
  message: '这个 Idempotency-Key 已用于另一份内容。新案件请用新的值,重试请用原来的内容。',
};

/** The account by its reference: what is sealed is another text each time. */
function digestRequest({ person, request, university }: RefundOpening): string {
  const { payee, ...facts } = request;
  const { bank, kind, ref } = payee;
  return digestContent({ person: person.ref, facts, payee: { bank, kind, ref }, university: university ?? null });
}

/** What the ledger and the tables say against it; null if nothing. */
async function refuse(
  { request, person, university }: RefundOpening,
  payments: readonly (Payment | null)[],
  { policies }: RefundOpeningServices,
): Promise<RefundOpened | null> {
  const { region, coverageYear, vouchers } = request;
  if ((await policies.versions(region, coverageYear)).length === 0) {
    const message = `没有统筹区 ${region} 在 ${coverageYear} 年度的政策表,请核对区划代码和参保年度。`;
    return { outcome: 'refused', code: 'policy_not_found', message };
  }
  for (const [index, voucher] of vouchers.entries()) {
    const payment = payments[index];
    // The same words whether there is none or it is somebody else's.
    if (payment?.personRef !== person.ref) {
      const message = `没有此人凭证号为 ${voucher} 的缴费记录,请核对凭证号和身份证号码;刚缴费的,请等税务数据导入。`;
      return { outcome: 'refused', code: 'payment_not_found', message };
    }
    if (university !== undefined && payment.payer !== `university:${university}`) {
      const message = `缴费 ${voucher} 不是通过本校缴纳的,高校只能为本校学生申请退费。`;
      return { outcome: 'refused', code: 'not_own_student', message };
    }
  }
  return null;
}

/**
 * The other case that has one of the payments: by its claim, or because it is open and about to claim it. `own` may have
 * them already, if an earlier try of this very opening comes to its end only now.
 */
async function findHolder(
  { request, person, at }: RefundOpening,
  own: string,
  payments: readonly (Payment | null)[],
  { cases }: RefundOpeningServices,
): Promise<RefundOpened | null> {
  for (const payment of payments) {
    if (!payment?.claim || payment.claim.caseId === own) continue;
    const { voucher, claim } = payment;
    const message = `${describeHold(voucher, await holderOf(claim, cases), at)}。`;
    const { caseId } = claim;
    return claim.settled
      ? { outcome: 'refused', code: 'payment_already_refunded', message, caseId }
      : { outcome: 'attached', caseId, message };
  }
  const others = (await cases.ofPerson(person.ref, 'refund')).filter(
    ({ caseId, state }) => caseId !== own && !hasEnded(state),
  );
  for (const other of others) {
    const shared =
      other.kind === 'refund' && request.vouchers.find((voucher) => other.facts.vouchers.includes(voucher));
    if (!shared) continue;
    const hold = { caseId: other.caseId, state: other.state, since: other.wait?.since ?? other.openedAt };
    return { outcome: 'attached', caseId: other.caseId, message: `${describeHold(shared, hold, at)}。` };
  }
  return null;
}
