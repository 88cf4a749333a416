/**
 * State "OpenLatePaymentCase": the late-payment case with everything that is known of the child. Its id follows from
 * this case's, so that a second try finds the first; the minute's healing starts it.
 */

import { latePaymentCaseSchema } from '../../cases/late-payment/case.ts';
import { type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import type { StepMark } from '../../cases/steps.ts';
import { latePaymentFactsOf } from '../../domain/newborn/late-payment-facts.ts';
import { NOTHING_SETTLED } from '../../domain/settlement.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { taskEvent, wasDone } from '../case/case-steps.ts';
import { changeCase, loadCase } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseChangedError } from '../errors.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE']);
const client = openDocumentClient();
const children = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const latePayments = openCaseStore(client, tables.CASES_TABLE, latePaymentCaseSchema);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.OpenLatePaymentCase, async ({ caseId, at }) => {
  const child = await loadCase(children, caseId);
  const mark: StepMark = { by: 'system:OpenLatePaymentCase', at, event: 'late_payment_opened' };
  if (!wasDone(child, mark) && child.state !== 'opening_late_payment') throw new CaseChangedError();
  const latePaymentCase = child.latePaymentCase ?? (await handYearOver(child, at));
  if (latePaymentCase === latePaymentIdOf(child)) await openLatePayment(child, latePaymentCase, at);
  await changeCase(children, caseId, (current) => {
    if (wasDone(current, mark)) return null;
    if (current.state !== 'opening_late_payment') throw new CaseChangedError();
    const event = taskEvent('OpenLatePaymentCase', at, 'late_payment_opened', { latePaymentCase });
    return { state: 'late_payment_opened', set: { latePaymentCase }, event };
  });
  await ledger.births.settle(child.birth.ref, caseId);
  return { ended: 'late_payment_opened' as const };
});

const latePaymentIdOf = ({ caseId, region, coverageYear }: NewbornCase): string =>
  `L${region}-${coverageYear}-${caseId.split('-').at(-1) ?? ''}`;

/** The child's year goes from this case to the late payment; if another case has it, that is the one. */
async function handYearOver(child: NewbornCase, at: string): Promise<string> {
  const claim = {
    personRef: child.person.ref,
    coverageYear: child.coverageYear,
    caseId: latePaymentIdOf(child),
    at,
  };
  const outcome = await ledger.claimEnrolment(claim);
  if (outcome.ok) return claim.caseId;
  if (outcome.reason === 'open_case' && outcome.caseId === child.caseId) {
    await ledger.takeOverEnrolment(claim, outcome);
    return claim.caseId;
  }
  return outcome.caseId;
}

async function openLatePayment(child: NewbornCase, caseId: string, at: string): Promise<void> {
  const { region, coverageYear, person, openedBy, requestDigest, keyDigest } = child;
  await latePayments.put(
    {
      caseId,
      kind: 'late-payment',
      region,
      coverageYear,
      openedAt: at,
      openedBy,
      requestDigest,
      keyDigest,
      person,
      facts: latePaymentFactsOf({ region: child.region, ...child.facts }, coverageYear),
      state: 'assessing',
      settlement: NOTHING_SETTLED,
      pending: { kind: 'start' },
    },
    taskEvent('OpenLatePaymentCase', at, 'case_opened', { kind: 'late-payment', from: child.caseId }),
  );
}
