/**
 * What a change of an aid list means for a person's open cases: the new identities go into the case, whose execution is
 * woken by the minute's healing and decides again. What is paid, or has ended, stays as it was decided.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Case, hasEnded } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import type { CaseEvent } from '../../cases/events.ts';
import { LATE_PAYMENT_ANSWERS, type LatePaymentCase } from '../../cases/late-payment/case.ts';
import { NEWBORN_ANSWERS, type NewbornCase } from '../../cases/newborn/case.ts';
import { REFUND_ANSWERS, type RefundCase } from '../../cases/refund/case.ts';
import { CASE_CHANGED } from '../../cases/wait-answers.ts';
import { identitiesByLists, type Listing } from '../../domain/aid/listed-identities.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import type { Identity } from '../../domain/late-payment/request.ts';
import { listedOn } from '../../domain/refund/listed-on.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import type { RefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { changeCase } from '../case/change-case.ts';

export interface OpenCases {
  cases: CaseStore<Case>;
  ledger: Pick<LedgerStore, 'closeCollection'>;
  refunds: Pick<RefundLedger, 'getPayment'>;
}

const KINDS = ['late-payment', 'newborn', 'refund'] as const;

/** Ids of the cases that are decided again. Safe to do twice: nothing is changed where the lists say what is known. */
export async function decideAgain(
  personRef: string,
  listings: readonly Listing[],
  { at, source }: { at: string; source: string },
  { cases, ledger, refunds }: OpenCases,
): Promise<string[]> {
  const found = (await Promise.all(KINDS.map((kind) => cases.ofPerson(personRef, kind)))).flat();
  const changed: string[] = [];
  for (const { caseId } of found) {
    const event: CaseEvent = { at, by: 'system:Imports', event: 'aid_list_changed', detail: { source } };
    const after = await changeCase(cases, caseId, async (current) => {
      if (hasEnded(current.state)) return null;
      const day = current.kind === 'refund' ? await refundDay(current, refunds) : dateOfInstant(at);
      if (day === null) return null;
      const declared = current.facts.identities ?? [];
      const identities = identitiesByLists(declared, listings, day);
      if (isDeepStrictEqual(identities, declared)) return null;
      if (current.kind === 'newborn') return newbornChange(current, identities, event);
      if (current.kind === 'refund') return refundChange(current, identities, event);
      // What was put out for collection is the amount of the decision before.
      if (current.state === 'awaiting_payment') await ledger.closeCollection(caseId, 'cancelled', at);
      return latePaymentChange(current, identities, event);
    });
    if (after.history.some((entry) => entry.event === event.event && entry.detail.source === source)) {
      changed.push(caseId);
    }
  }
  return changed;
}

function latePaymentChange(
  { state, wait, facts, plan, payment }: LatePaymentCase,
  identities: Identity[],
  event: CaseEvent,
): CaseChange<Case> | null {
  const set = { facts: { ...facts, identities }, ...(plan && { planOutdated: true as const }) };
  switch (state) {
    case 'assessing':
      return { set, event };
    // Assessed once they are here.
    case 'awaiting_documents':
      return { set, event };
    // Assessed once somebody resumes it.
    case 'parked':
      return payment ? null : { set, event };
    case 'awaiting_decision': {
      const pending = wait && { kind: 'complete' as const, token: wait.token, output: { decision: 'changed' } };
      return { state: LATE_PAYMENT_ANSWERS.decision.changed, set, wait: null, ...(pending && { pending }), event };
    }
    case 'awaiting_payment': {
      const cause = 'an aid list has changed';
      const pending = wait && { kind: 'fail' as const, token: wait.token, error: CASE_CHANGED, cause };
      return { state: LATE_PAYMENT_ANSWERS.payment.changed, set, wait: null, ...(pending && { pending }), event };
    }
    default:
      return null;
  }
}

function newbornChange(
  { wait, facts, factsRevision, covered }: NewbornCase,
  identities: Identity[],
  event: CaseEvent,
): CaseChange<Case> | null {
  if (covered) return null;
  const pending = wait && { kind: 'complete' as const, token: wait.token, output: { decision: 'changed' } };
  return {
    ...(wait && { state: NEWBORN_ANSWERS[wait.kind].changed, wait: null, pending }),
    set: { facts: { ...facts, identities }, factsRevision: factsRevision + 1 },
    event,
  };
}

/** The day as of which the lists count for a refund; null where they don't. */
async function refundDay({ facts }: RefundCase, refunds: Pick<RefundLedger, 'getPayment'>): Promise<LocalDate | null> {
  const payments = await Promise.all(facts.vouchers.map((voucher) => refunds.getPayment(voucher)));
  return listedOn(
    facts,
    payments.flatMap((payment) => payment?.collectedOn ?? []),
  );
}

/** Until two people have approved what goes back. Its claims stay: the check that follows lets go what falls. */
function refundChange(
  { state, wait, facts, plan, payouts = [] }: RefundCase,
  identities: Identity[],
  event: CaseEvent,
): CaseChange<Case> | null {
  if (payouts.length > 0) return null;
  const set = { facts: { ...facts, identities }, ...(plan && { planOutdated: true as const }) };
  const pending = wait && { kind: 'complete' as const, token: wait.token, output: { decision: 'changed' } };
  const woken = { wait: null, ...(pending && { pending }), event };
  switch (state) {
    case 'assessing':
    case 'claiming':
    // Checked once they are here, or somebody resumes it.
    case 'awaiting_documents':
    case 'parked':
      return { set, event };
    case 'awaiting_decision':
      return { state: REFUND_ANSWERS.decision.changed, set, ...woken };
    case 'awaiting_first_review':
      return { state: REFUND_ANSWERS.first_review.changed, set, ...woken };
    case 'awaiting_second_review':
      // What was reviewed before is reviewed again.
      return { state: REFUND_ANSWERS.second_review.changed, set: { ...set, firstReview: undefined }, ...woken };
    default:
      return null;
  }
}
