/** A case of each kind that was decided, and paid where one pays, with a history of its own. */

import { type Case, caseSchema } from '../../functions/cases/case.ts';
import type { EventName } from '../../functions/cases/events.ts';
import { type HistoryEntry, nextEntry } from '../../functions/cases/history.ts';
import { refundPaymentOf } from '../../functions/cases/refund/stored-refund.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { digestOf } from '../../functions/domain/content/content-digest.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { planPayment } from '../../functions/domain/late-payment/payment-plan.ts';
import { requestOf } from '../../functions/domain/late-payment/request.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { latePaymentFactsOf } from '../../functions/domain/newborn/late-payment-facts.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { assessRefund } from '../../functions/domain/refund/assess.ts';
import { decideSecondReview } from '../../functions/domain/refund/second-review.ts';
import { NOTHING_SETTLED } from '../../functions/domain/settlement.ts';
import { publishedTables } from '../policies/tables.ts';
import { newCase, OPENED } from './cases.ts';

export const publishedVersions: readonly PolicyVersion[] = publishedTables();

/** @throws where the region has no table for the year */
export function tableOn(region: string, coverageYear: number, day: string): PolicyVersion {
  const own = publishedVersions.filter(({ table }) => table.region === region && table.coverageYear === coverageYear);
  const found = versionInForce(own, localDate(day));
  if (!found) throw new Error(`no table of ${region} for ${coverageYear}`);
  return found;
}

export const findPublished = (region: string, coverageYear: number, version: string): PolicyVersion | undefined =>
  publishedVersions.find(
    (one) => one.version === version && one.table.region === region && one.table.coverageYear === coverageYear,
  );

type SomeEvent = Partial<HistoryEntry> & { at: string; event: EventName };

function historyOf(events: SomeEvent[]): HistoryEntry[] {
  const history: HistoryEntry[] = [];
  for (const event of [OPENED, ...events.map((one) => ({ by: 'system:Assess', detail: {}, ...one }))]) {
    history.push(nextEntry(history, event));
  }
  return history;
}

/** @param decided the first event, which has the digest of the plan */
function stored(parts: { plan: object } & Record<string, unknown>, decided: SomeEvent, ...events: SomeEvent[]): Case {
  const history = historyOf([{ ...decided, detail: { ...decided.detail, plan: digestOf(parts.plan) } }, ...events]);
  return caseSchema.parse({ ...parts, waits: 0, version: history.length, history });
}

/** Of Xiaoyi for 2026: decided on 10 March, approved with an opinion, paid on the 12th. */
export function decidedLatePayment(): Case {
  const opened = newCase('L141181-2026-AAAAAAAAAA');
  const policy = tableOn('141181', 2026, '2026-03-10');
  const collectedOn = localDate('2026-03-12');
  const collected = assessLatePayment(requestOf(opened.facts, collectedOn), policy);
  return stored(
    {
      ...opened,
      state: 'awaiting_benefits',
      plan: planPayment(opened.facts, localDate('2026-03-10'), () => policy),
      payment: { voucher: 'V-1', amount: '1100.00', collectedOn },
      collected,
    },
    { at: '2026-03-10T01:00:01.000Z', event: 'assessed' },
    {
      at: '2026-03-10T02:00:00.000Z',
      by: 'approver-1',
      role: 'approver',
      event: 'task_decided',
      detail: { taskId: 'L141181-2026-AAAAAAAAAA.1', action: 'approve', opinion: '材料齐全,同意' },
    },
    { at: '2026-03-12T01:00:00.000Z', event: 'payment_confirmed' },
    { at: '2026-03-12T01:00:01.000Z', event: 'payment_checked', detail: { collected: digestOf(collected) } },
  );
}

/** Of Changzhi for 2025: paid twice. */
export function decidedRefund(): Case {
  const policy = tableOn('140400', 2025, '2024-12-01');
  const facts = {
    region: '140400',
    coverageYear: 2025,
    ground: 'duplicate_payment' as const,
    applicant: 'payer' as const,
    appliedOn: localDate('2024-12-01'),
  };
  const payments = ['2024-10-10', '2024-10-11'].map((day, index) => ({
    voucher: `PAID-${index + 1}`,
    coverageYears: [2025],
    paidOn: localDate(day),
    amount: '400.00',
    place: '140400',
    channel: 'bank' as const,
  }));
  const assessment = assessRefund({ ...facts, payments: payments.map(refundPaymentOf) }, policy);
  return stored(
    {
      ...newCase('R140400-2025-AAAAAAAAAA', { region: '140400', coverageYear: 2025 }),
      kind: 'refund',
      facts: { ...facts, vouchers: payments.map(({ voucher }) => voucher) },
      payee: {
        bank: '工商银行',
        kind: 'card',
        masked: { holder: '测*', number: '************0005' },
        sealed: 'c2VhbGVk',
        ref: 'ref-of-account',
        ofPerson: true,
      },
      plan: { assessment, payments, secondReview: decideSecondReview(facts, assessment, policy) },
    },
    { at: '2024-12-01T01:00:01.000Z', event: 'ground_checked' },
  );
}

/** Of Changzhi, born in 2024: its own time to pay is over, and what a late payment would be is known. */
export function decidedNewborn(): Case {
  const assessedOn = localDate('2025-04-10');
  const policy = tableOn('140400', 2025, assessedOn);
  const facts = { bornOn: localDate('2024-06-15'), registeredOn: localDate('2024-07-01') };
  const child = { region: '140400', ...facts };
  const assessment = assessNewborn({ ...child, asOf: assessedOn }, policy);
  const { person, ...opened } = newCase('N140400-2025-AAAAAAAAAA', { region: '140400', coverageYear: 2025 });
  return stored(
    {
      ...opened,
      person,
      parent: person,
      kind: 'newborn',
      settlement: NOTHING_SETTLED,
      birth: { ref: 'ref-of-birth', masked: 'Q14*****45' },
      facts,
      factsRevision: 0,
      plan: {
        factsRevision: 0,
        assessedOn,
        assessment,
        step: 'ask_about_late_payment',
        lookAgainOn: localDate('2026-01-01'),
        remindFor: [],
        late: assessLatePayment(requestOf(latePaymentFactsOf(child, 2025), assessedOn), policy),
      },
      reminded: [],
      registrationTold: true,
      missedTold: true,
      events: [],
    },
    { at: '2025-04-10T01:00:01.000Z', event: 'assessed' },
  );
}

/**
 * As releases up to 0.1.1 decided it: four years prepaid, and all of them given back for an insurance by an employer in
 * the first. A ruling of later date gives back the years that had not begun.
 */
export function refundedWhole(parts: { rulings?: number } = {}): Case {
  const { caseId: _, ...refund } = decidedRefund();
  const policy = tableOn('140400', 2025, '2025-10-30');
  const facts = {
    ...{ region: '140400', coverageYear: 2025, ground: 'employee_insurance' as const, applicant: 'payer' as const },
    ...{ appliedOn: localDate('2025-10-30'), eventOn: localDate('2025-09-15') },
  };
  const years = [2025, 2026, 2027, 2028];
  const paid = { voucher: 'PREPAID-1', coverageYears: years, paidOn: localDate('2024-11-03'), amount: '1600.00' };
  const payments = [{ ...paid, place: '140400', channel: 'bank' as const }];
  const now = assessRefund({ ...facts, payments: payments.map(refundPaymentOf) }, policy);
  const items = years.map((coverageYear) => ({ paymentId: paid.voucher, coverageYear, amount: '400.00' }));
  const assessment = { ...now, amount: '1600.00', items };
  const plan = { assessment, payments, secondReview: decideSecondReview(facts, assessment, policy) };
  return stored(
    { ...refund, caseId: 'R140400-2025-PREPAIDAAA', facts: { ...facts, vouchers: [paid.voucher] }, plan },
    { at: '2025-10-30T01:00:01.000Z', event: 'ground_checked', detail: { ...parts } },
  );
}
