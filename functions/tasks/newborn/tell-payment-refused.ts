/** State "TellPaymentRefused": a payment that a caseworker refused; the case goes on without it. */

import { unusedBy } from '../../cases/let-go.ts';
import { newbornCaseSchema } from '../../cases/newborn/case.ts';
import { tellPaymentRefused } from '../../cases/newborn/tell.ts';
import { writeNewbornPaymentRefused } from '../../notices/newborn/newborn-ended.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { letGo } from '../../store/ledger/let-go.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep } from '../case/change-case.ts';
import { taskEventSchema } from '../case/event.ts';
import { CaseStateError } from '../errors.ts';
import { noticedChild } from './current-child.ts';
import { NEWBORN_OUTCOMES } from './outcomes.ts';

const tables = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'NOTICES_TABLE']);
const client = openDocumentClient();
const cases = openCaseStore(client, tables.CASES_TABLE, newbornCaseSchema);
const notices = openNoticeStore(client, tables.NOTICES_TABLE);
const ledger = openLedgerStore(client, tables.LEDGER_TABLE);
const refunds = openRefundLedger(client, tables.LEDGER_TABLE);

export const handler = stepHandler(taskEventSchema, NEWBORN_OUTCOMES.TellPaymentRefused, async ({ caseId, at }) => {
  const told = await changeByStep(cases, caseId, (current) => tellPaymentRefused(current, at));
  const { payment, history } = told;
  if (!payment) throw new CaseStateError('no payment was refused');
  const opinion = history.findLast(({ detail }) => detail.action === 'refuse_payment')?.detail.opinion;
  const reason = typeof opinion === 'string' ? opinion : '缴费与核定内容不一致。';
  await letGo(unusedBy(told), at, { ledger, refunds });
  const occasion = `newborn_payment_refused_${payment.voucher}`;
  await notices.put({ caseId, occasion, at, ...writeNewbornPaymentRefused(noticedChild(told), reason, payment) });
  return { told: true };
});
