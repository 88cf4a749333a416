import { z } from 'zod';
import type { Cloud } from '../cloud.ts';
import { openDesk, type Who } from './desk.ts';
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

const batchSchema = z.looseObject({ batchId: z.string(), state: z.string() });
const rowsSchema = z.looseObject({ rows: z.array(z.looseObject({ caseId: z.string() })) });
const caseSchema = z.looseObject({
  caseId: z.string(),
  state: z.string(),
  task: z
    .looseObject({ taskId: z.string(), kind: z.string(), confirmations: z.array(z.object({ field: z.string() })) })
    .nullable(),
  payouts: z.array(z.looseObject({ instruction: z.string(), amount: z.string() })),
});
const reportSchema = z.looseObject({ counts: z.record(z.string(), z.number()) });

/**
 * Students who leave, for whom their university had paid years ahead: from its file through two reviews to the
 * treasury's file and back. What went another way than it should, or undefined.
 */
export async function sendStudents(cloud: Cloud): Promise<string | undefined> {
  const { ask, waitFor } = openDesk(cloud);
  const paid = ['凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n', ...payments].join('');
  const difference = await importFile(cloud, { kind: 'payments', who: TAX, text: paid, counts: { stored: 2 } });
  if (difference !== undefined) return difference;

  await ask(OFFICE, 'GET', '/batches/template');
  const file = ['学号,身份证号码,姓名,学院,离校情形,离校日期,开户银行,银行卡号\n', ...departures].join('');
  const { batchId } = batchSchema.parse(JSON.parse(await ask(OFFICE, 'POST', '/batches', file)));
  await ask(OFFICE, 'POST', `/batches/${batchId}/submission`, { roll: STUDENTS.length });
  await cloud.clock.move(cloud.clock.now()); // before the minute in which cases that were not started are found
  const { state } = batchSchema.parse(JSON.parse(await ask(OFFICE, 'GET', `/batches/${batchId}`)));
  if (state !== 'opened') return `the batch is ${state}`;
  const opened = rowsSchema.parse(JSON.parse(await ask(OFFICE, 'GET', `/batches/${batchId}/rows?stage=open`)));
  await ask(OFFICE, 'GET', '/batches');

  const caseIds = opened.rows.map(({ caseId }) => caseId);
  const show = async (caseId: string) => caseSchema.parse(JSON.parse(await ask(FIRST, 'GET', `/cases/${caseId}`)));
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
  const cases = tasks.map(({ caseId, taskId }) => ({ caseId, taskId }));
  await ask(FIRST, 'POST', `/batches/${batchId}/decisions`, { cases, decision: { action: 'approve', confirm } });
  const search = await ask(FIRST, 'POST', '/payments/search', { idNumber: STUDENTS[0]?.idNumber });
  if (!search.includes(caseIds[0] ?? 'nothing')) return 'the payments found do not name the case';
  await ask(FIRST, 'GET', `/cases/${caseIds[0]}/person`);
  await ask(FIRST, 'GET', '/payments?voucher=UNI-0');

  for (const [at, caseId] of caseIds.entries()) {
    for (const [who, kind] of [
      [FIRST, 'first_review'],
      [SECOND, 'second_review'],
    ] as const) {
      const { taskId, confirmations } = await taskOf(caseId, kind);
      const decision = { action: 'approve', confirm: confirmations.map(({ field }) => field) };
      await ask(who, 'POST', `/tasks/${taskId}/decision`, decision);
    }
    const order = await waitFor(`the payout of ${caseId}`, async () => (await show(caseId)).payouts[0]);
    const day = DAYS[at];
    await cloud.move('P1DT2H');
    const file = await ask(TREASURY, 'GET', `/exchange/treasury-instructions?region=${REGION}&day=${day}`);
    if (!file.includes(order.instruction)) return `the treasury’s file of ${day} lacks ${order.instruction}`;
    const result = `指令号,金额,结果,日期,流水号,退回原因\n${order.instruction},${order.amount},已支付,${day},Z-${caseId},\n`;
    const report = reportSchema.parse(JSON.parse(await ask(TREASURY, 'POST', '/imports/treasury-results', result)));
    if (report.counts.recorded !== 1) return `the treasury’s result gave ${JSON.stringify(report.counts)}`;
    await waitFor(`the end of ${caseId}`, async () => ((await show(caseId)).state === 'refunded' ? caseId : undefined));
  }
  await cloud.move('P1DT2H');
  await ask(TAX, 'GET', `/exchange/tax-notifications?region=${REGION}&day=${DAYS[1]}`);
  return undefined;
}
