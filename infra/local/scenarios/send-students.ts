import type { Cloud } from '../cloud.ts';
import { openDesks, type Who } from './desks.ts';
import { importFile } from './import-files.ts';

const REGION = '141181';
const UNIVERSITY = '10108';
const OFFICE: Who = { sub: 'office', role: 'university', regions: [], university: UNIVERSITY };
const TAX: Who = { sub: 'tax-1', role: 'tax', regions: [REGION] };
const FIRST: Who = { sub: 'caseworker-1', role: 'caseworker', regions: [REGION] };
const SECOND: Who = { sub: 'approver-1', role: 'approver', regions: [REGION] };
const TREASURY: Who = { sub: 'treasury-1', role: 'treasury', regions: [REGION] };

/** Of nobody: 141199 is no place. Their cards have the right check digit. */
const STUDENTS = [
  { idNumber: '141199200501010318', account: '6222020000000000018' },
  { idNumber: '141199200501010334', account: '6222020000000000026' },
];

/** On the first the batch comes in; each day one of them is paid. */
export const STUDENTS_FROM = '2026-03-10T09:00:00+08:00';
const DAYS = ['2026-03-10', '2026-03-11', '2026-03-12'];

const payments = STUDENTS.map(
  ({ idNumber }, at) =>
    `UNI-${at},${idNumber},${REGION},2026-2029,1600.00,2025-11-03,学校代收,university:${UNIVERSITY}\n`,
);
const departures = STUDENTS.map(
  ({ idNumber, account }, at) => `202300000${at},${idNumber},试一人,文学院,退学,2026-03-02,工商银行,${account}\n`,
);

/**
 * Students who leave, for whom their university had paid years ahead: from its file through two reviews to the
 * treasury's file and back. What went another way than it should, or undefined.
 */
export async function sendStudents(cloud: Cloud): Promise<string | undefined> {
  const { deskOf, waitFor } = openDesks(cloud);
  const [office, first, second, treasury] = [deskOf(OFFICE), deskOf(FIRST), deskOf(SECOND), deskOf(TREASURY)];
  const paid = ['凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n', ...payments].join('');
  const difference = await importFile(cloud, { kind: 'payments', who: TAX, text: paid, counts: { stored: 2 } });
  if (difference !== undefined) return difference;

  await office.ask('downloadBatchTemplate', {});
  const file = ['学号,身份证号码,姓名,学院,离校情形,离校日期,开户银行,银行卡号\n', ...departures].join('');
  const { batchId } = await office.ask('receiveBatch', { body: Buffer.from(file) });
  const batch = { params: { id: batchId } };
  await office.ask('sendBatch', { ...batch, body: { roll: STUDENTS.length } });
  await cloud.clock.move(cloud.clock.now()); // before the minute in which cases that were not started are found
  const { state } = await office.ask('getBatch', batch);
  if (state !== 'opened') return `the batch is ${state}`;
  const opened = await office.ask('listBatchRows', { ...batch, query: { stage: 'open' } });
  await office.ask('listBatches', {});

  const caseIds = opened.rows.flatMap(({ caseId }) => caseId ?? []);
  const show = async (id: string) => {
    const shown = await first.ask('getCase', { params: { id } });
    if (shown.kind !== 'refund') throw new Error(`${id} is a ${shown.kind}`);
    return shown;
  };
  const taskOf = (caseId: string, kind: string) =>
    waitFor(`the ${kind} of ${caseId}`, async () => {
      const { task } = await show(caseId);
      return task?.kind === kind ? task : undefined;
    });
  const started = await Promise.all(caseIds.map(show));
  if (started.some(({ task }) => task === null)) return 'the batch has opened a case and not started it';
  const tasks = [];
  for (const caseId of caseIds) tasks.push({ caseId, ...(await taskOf(caseId, 'decision')) });
  const confirm = tasks[0]?.confirmations.map(({ field }) => field) ?? [];
  const cases = tasks.map(({ caseId, taskId, shown }) => ({ caseId, taskId, ...(shown !== null && { shown }) }));
  await first.ask('decideBatch', { ...batch, body: { cases, decision: { action: 'approve', confirm } } });
  const search = await first.ask('searchPayments', {
    body: { idNumber: STUDENTS[0]?.idNumber ?? '', reason: 'enquiry' },
  });
  if (!JSON.stringify(search).includes(caseIds[0] ?? 'nothing')) return 'the payments found do not name the case';
  await first.ask('showPerson', { params: { id: caseIds[0] ?? '' } });
  await first.ask('listPayments', { query: { voucher: 'UNI-0' } });

  for (const [at, caseId] of caseIds.entries()) {
    for (const [desk, kind] of [
      [first, 'first_review'],
      [second, 'second_review'],
    ] as const) {
      const { taskId, confirmations, shown } = await taskOf(caseId, kind);
      const confirm = confirmations.map(({ field }) => field);
      await desk.ask('decideTask', {
        params: { id: taskId },
        body: { action: 'approve', confirm, ...(shown !== null && { shown }) },
      });
    }
    const order = await waitFor(`the payout of ${caseId}`, async () => (await show(caseId)).payouts[0]);
    const day = DAYS[at] ?? '';
    await cloud.move('P1DT2H');
    const exchanged = { params: { kind: 'treasury-instructions' }, query: { region: REGION, day } } as const;
    const { bytes } = await treasury.ask('downloadExchangeFile', exchanged);
    if (!bytes.includes(order.instruction)) return `the treasury’s file of ${day} lacks ${order.instruction}`;
    const result = `指令号,金额,结果,日期,流水号,退回原因\n${order.instruction},${order.amount},已支付,${day},Z-${caseId},\n`;
    const report = await treasury.ask('receiveTreasuryResults', { body: Buffer.from(result) });
    if (report.counts.recorded !== 1) return `the treasury’s result gave ${JSON.stringify(report.counts)}`;
    // The file's reader wakes nobody: the healing does, every minute.
    await cloud.move('PT2M');
    await waitFor(`the end of ${caseId}`, async () => ((await show(caseId)).state === 'refunded' ? caseId : undefined));
  }
  await cloud.move('P1DT2H');
  const notified = { params: { kind: 'tax-notifications' }, query: { region: REGION, day: DAYS[1] ?? '' } } as const;
  await deskOf(TAX).ask('downloadExchangeFile', notified);
  return undefined;
}
