/** A university's departing students through the whole local cloud: its file, the checks, the real state machine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PAYMENT_TEMPLATE } from '../../functions/domain/imports/payment-row.ts';
import { readSheet } from '../../functions/runtime/sheets/read-sheet.ts';
import { writeCsv } from '../../functions/runtime/sheets/write-csv.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { type Input, openDesk, RefusedError } from '../../infra/local/desk/desk.ts';
import { judgingDatabase } from '../support/judging-database.ts';
import {
  cardNumber,
  departure,
  departuresFile,
  paymentRow,
  paymentsFile,
  studentId,
  UNIVERSITY,
} from '../support/university.ts';

let folder: string;
let cloud: Cloud;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-batches-'));
  cloud = await startCloud({
    data: join(folder, 'data'),
    ...judgingDatabase(join(folder, 'data')),
    port: 0,
    clockFrom: Date.parse('2026-03-10T09:00:00+08:00'),
    assembly: () => keptAssembly(),
    unhurried: true,
  });
  await paid(1, 260);
});
afterAll(async () => {
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

type Who = Parameters<Cloud['token']>[0];
const TAX: Who = { sub: 'tax-hall', role: 'tax', regions: ['141181'] };
const DESK: Who = { sub: 'lin', role: 'caseworker', regions: ['141181'] };
const OFFICE: Who = { sub: 'office', role: 'university', regions: [], university: UNIVERSITY };
const OTHER: Who = { sub: 'other', role: 'university', regions: [], university: '10112' };

const desk = (who: Who) => openDesk(cloud.url, () => cloud.token(who));

/** The code and the problem's members of a refusal; null where it was done. */
async function refusalOf(asked: Promise<unknown>): Promise<{ code: string } | null> {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof RefusedError) return error;
    throw error;
  }
}

const receive = (who: Who, file: Buffer) => desk(who).ask('receiveBatch', { body: file });
const submit = (who: Who, id: string, body: NonNullable<Input<'sendBatch'>['body']>) =>
  refusalOf(desk(who).ask('sendBatch', { params: { id }, body }));
const batchOf = (who: Who, id: string) => desk(who).ask('getBatch', { params: { id } });

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(50);
}

const rowsOf = async (id: string, query: Input<'listBatchRows'>['query'] = {}) =>
  (await desk(OFFICE).ask('listBatchRows', { params: { id }, query })).rows;

/** The tax side's file of students whom the university has paid for. */
async function paid(from: number, to: number, university = UNIVERSITY): Promise<void> {
  const body = paymentsFile(from, to, `university:${university}`);
  const { importId } = await desk(TAX).ask('receiveImport', { params: { kind: 'payments' }, body });
  await until(async () => (await desk(TAX).ask('getImport', { params: { id: importId } })).state === 'done');
}

const opened = (id: string, who = OFFICE) => until(async () => (await batchOf(who, id)).state === 'opened');

test('a batch is checked row by row, sent when its numbers agree, and opens one case a student', async () => {
  const file = departuresFile(Array.from({ length: 104 }, (_, index) => departure(index + 1)));
  const body = await receive(OFFICE, file);
  expect([body.good, body.failed, body.staying]).toEqual([104, 0, 156]);
  expect(body.sums).toContainEqual({ college: '文学院', coverageYear: 2027, students: 52, amount: '20800.00' });

  const { batchId } = body;
  expect(await submit(OFFICE, batchId, { roll: 261 })).toMatchObject({ code: 'batch_not_reconciled' });
  expect(await submit(OTHER, batchId, { roll: 260 })).toMatchObject({ code: 'batch_not_found' });
  expect(await submit(OFFICE, batchId, { roll: 260 })).toBeNull();
  // Again, as after an answer that was lost.
  expect(await submit(OFFICE, batchId, { roll: 260 })).toBeNull();
  const otherwise = { roll: 259, reason: '一人已转出' };
  expect(await submit(OFFICE, batchId, otherwise)).toMatchObject({ code: 'batch_already_sent' });

  await opened(batchId);
  expect((await batchOf(OFFICE, batchId)).counts).toEqual({ opened: 104 });
  const results = await rowsOf(batchId, { stage: 'open' });
  expect(new Set(results.map(({ caseId }) => caseId)).size).toBe(104);
  // A student who comes to the window says the number that the university gave.
  const found = async (who: Who, text: string) =>
    (await desk(who).ask('find', { body: { text } })).cases.map(({ caseId }) => caseId);
  const { students } = await desk(OFFICE).ask('listBatchStudents', { params: { id: batchId } });
  const [student] = students;
  const asked = [DESK, OFFICE].map((who) => found(who, String(student?.studentNumber)));
  expect(await Promise.all(asked)).toEqual([[student?.caseId], [student?.caseId]]);
  expect(await found(OTHER, String(student?.studentNumber))).toEqual([]);
  expect(await found({ ...DESK, regions: ['140400'] }, String(student?.studentNumber))).toEqual([]);
  expect(await found(OTHER, String(student?.caseId))).toEqual([]);
  const byName = refusalOf(desk(OFFICE).ask('find', { body: { text: '试一人' } }));
  expect(await byName).toMatchObject({ code: 'invalid_request' });
  // The same file once more is the same batch, and opens nothing.
  const again = await receive(OFFICE, file);
  expect([again.batchId, again.state]).toEqual([batchId, 'opened']);
});

test('every row that fails says where, what is wrong and what would be right, and comes back to be corrected', async () => {
  const rows = [
    departure(201),
    departure(202, { idNumber: '1.10101E+17' }),
    departure(203, { on: '46083' }),
    departure(204, { on: '2029-06-30' }),
    departure(201),
    departure(9000),
    departure(205, { account: '6222020000000000001' }),
    departure(206, { kind: '休学' }),
    departure(207, { name: '=cmd|calc' }),
    departure(208, { on: '2026-03-11' }),
  ];
  const { batchId, good, failed } = await receive(OFFICE, departuresFile(rows));
  expect([good, failed]).toEqual([1, 9]);
  const told = (await rowsOf(batchId, { outcome: 'failed' })).map(
    (one) => `${one.row} ${one.issues?.map(({ column, message }) => `${column} ${message}`).join(';')}`,
  );
  expect(told).toEqual([
    '3 身份证号码 被 Excel 变成了科学计数法，末几位已丢失',
    '4 离校日期 是 Excel 的日期序号',
    '5 离校日期 晚于今天',
    '6 身份证号码 与第 2 行是同一名学生',
    '7 身份证号码 不是通过本校参保缴费的学生',
    '8 银行卡号 银行卡号校验位不正确,请逐位核对',
    '9 离校情形 休学不是离校，不退费',
    '10 姓名 格式不对',
    '11 离校日期 晚于今天',
  ]);
  expect(await submit(OFFICE, batchId, { roll: 260 })).toMatchObject({ code: 'batch_not_reconciled' });

  const params = { id: batchId };
  const { bytes } = await desk(OFFICE).ask('downloadFailedBatch', { params });
  const texts: string[][] = [];
  for await (const { cells } of readSheet(bytes)) texts.push(cells.map(({ text }) => text));
  expect(texts).toHaveLength(2 + 9);
  expect(texts[1]?.at(-1)).toBe('校验结果');
  expect(texts.flat()).toContain("'=cmd|calc");
  const again = await receive(OFFICE, Buffer.from(bytes));
  expect([again.batchId === batchId, again.good, again.failed]).toEqual([false, 1, 8]);
  const byADesk = refusalOf(desk(DESK).ask('downloadFailedBatch', { params }));
  expect(await byADesk).toMatchObject({ code: 'role_not_allowed' });
});

test('a file that was sent in before its payments were known is checked anew, and nothing of the first check is left', async () => {
  const file = departuresFile([departure(301), departure(302)]);
  const first = await receive(OFFICE, file);
  expect([first.good, first.failed]).toEqual([0, 2]);
  expect(await submit(OFFICE, first.batchId, { roll: 0 })).toMatchObject({ code: 'batch_not_reconciled' });
  await paid(301, 302);
  const second = await receive(OFFICE, file);
  expect([second.batchId, second.good]).toEqual([first.batchId, 2]);
  const params = { id: first.batchId };
  const { bytes } = await desk(OFFICE).ask('downloadFailedBatch', { params, query: { format: 'csv' } });
  expect(Buffer.from(bytes).toString('utf8').trim().split('\r\n')).toHaveLength(1);
  expect((await rowsOf(first.batchId)).map(({ outcome }) => outcome)).toEqual(['good', 'good']);
});

test('who left by an earlier batch is not among those who stay, although nobody decided yet', async () => {
  await paid(401, 410, OTHER.university);
  const upload = (...sequences: number[]) =>
    receive(OTHER, departuresFile(sequences.map((sequence) => departure(sequence))));
  const first = await upload(401, 402, 403);
  expect(first.staying).toBe(7);
  expect(await submit(OTHER, first.batchId, { roll: 10 })).toBeNull();
  await opened(first.batchId, OTHER);
  const second = await upload(404);
  expect(second.staying).toBe(6);
  expect(await submit(OTHER, second.batchId, { roll: 7 })).toBeNull();
  await opened(second.batchId, OTHER);
});

test('a file that is cut, or has 20,001 rows, leaves nothing behind', async () => {
  const rows = Array.from({ length: 20_001 }, (_, index) => departure(index + 1));
  for (const [file, fault] of [
    [departuresFile(rows), 'too_many_rows'],
    [departuresFile(rows.slice(0, 3000)).subarray(0, -30), 'damaged'],
  ] as const) {
    const { status, bytes } = await desk(OFFICE).send('POST', '/batches', { body: file });
    expect(status).toBe(422);
    expect(JSON.parse(bytes.toString('utf8'))).toMatchObject({ code: 'file_unreadable', fault });
  }
});

test('the template can be filled in: it is read back, and holds lists for what is chosen', async () => {
  const { bytes } = await desk(OFFICE).ask('downloadBatchTemplate', {});
  const texts: string[][] = [];
  for await (const { cells } of readSheet(bytes)) texts.push(cells.map(({ text }) => text));
  expect(texts[0]?.[0]).toContain('模板版本 2026.1');
  expect(texts[1]).toContain('身份证号码');
});

test("a batch's cases are decided together: exactly those shown, each by itself; their payments are nobody else's", async () => {
  const students = [departure(221), departure(222), departure(223)];
  const batchId = await sent(students);
  const tasks = await tasksOf(batchId, 'decision');
  const [one, two, three] = tasks;
  const shown = [
    one,
    two,
    { caseId: three?.caseId, taskId: `${three?.caseId}.9` },
    { caseId: 'R141181-2026-AAAAAAAAAA', taskId: 'R141181-2026-AAAAAAAAAA.1' },
  ].map((named) => ({ caseId: named?.caseId ?? '', taskId: named?.taskId ?? '' }));
  const decision = { action: 'approve', confirm: one?.confirm };
  const decide = async (cases: readonly object[]) =>
    (await desk(DESK).submit('decideBatch', { params: { id: batchId }, body: { cases, decision } })).results;
  const unseen = shown.slice(0, 1).map((named) => ({ ...named, shown: 'f'.repeat(64) }));
  expect(await decide(unseen)).toMatchObject([{ outcome: 'refused', code: 'figures_changed' }]);
  const decided = (await decide(shown)).map(({ outcome }) => outcome);
  expect(decided).toEqual(['decided', 'decided', 'refused', 'refused']);
  const again = await decide(shown.slice(0, 1));
  expect(again).toMatchObject([{ outcome: 'refused', code: 'task_already_decided' }]);

  // Two have claimed their payments by now, the third waits to be decided.
  for (const { caseId } of shown.slice(0, 2)) await until(async () => (await taskOf(caseId))?.kind === 'first_review');
  const second = await receive(OFFICE, departuresFile([...students, departure(224)]));
  expect([second.good, second.failed]).toEqual([2, 2]);
  const [first] = await rowsOf(second.batchId, { outcome: 'failed' });
  expect(first?.issues?.[0]?.message).toBe(`已在案件 ${one?.caseId} 中办理`);
  const submission = { roll: 4, reason: '名册按学期更新', goodRowsOnly: true };
  expect(await submit(OFFICE, second.batchId, submission)).toBeNull();
  await opened(second.batchId);
  expect((await rowsOf(second.batchId, { stage: 'open' })).map(({ outcome }) => outcome)).toEqual([
    'attached',
    'opened',
  ]);
});

test('a university applies for one student by a form, learns why the money came back, and corrects the account itself', async () => {
  const form = {
    ...{ studentNumber: '2023000231', name: '试一人', idNumber: studentId(231), college: '文学院', on: '2026-03-02' },
    ...{ kind: 'transfer' as const, bank: '工商银行', account: cardNumber(231) },
  };
  const apply = (body: Partial<typeof form>) => desk(OFFICE).ask('applyForStudent', { body: { ...form, ...body } });
  const wrong = await refusalOf(apply({ account: '6222020000000000001', on: '2026-03-11' }));
  expect(wrong).toMatchObject({ code: 'invalid_request' });
  const { batchId } = await apply({});
  expect((await apply({})).batchId).toBe(batchId);
  await opened(batchId);

  const SECOND: Who = { ...DESK, sub: 'ma' };
  const decide = (who: Who, taskId: string, confirm: string[] = []) =>
    desk(who).submit('decideTask', { params: { id: taskId }, body: { action: 'approve', confirm } });
  const [asked] = await tasksOf(batchId, 'decision');
  const { caseId, taskId, confirm } = asked ?? { caseId: '', taskId: '', confirm: [] };
  await decide(DESK, taskId, confirm);
  for (const [who, kind] of [[DESK, 'first_review'] as const, [SECOND, 'second_review'] as const]) {
    const [task] = await tasksOf(batchId, kind);
    await decide(who, task?.taskId ?? '');
  }
  const studentsOf = async (who: Who) =>
    (await desk(who).ask('listBatchStudents', { params: { id: batchId }, query: {} })).students;
  await until(async () => (await studentsOf(OFFICE))[0]?.state === 'awaiting_payout');
  const treasury = desk({ sub: 'treasury', role: 'treasury', regions: ['141181'] });
  await treasury.ask('recordPayoutResult', {
    params: { instruction: `${caseId}-P1` },
    body: { outcome: 'returned', amount: '1200.00', on: '2026-03-10', reference: 'B-0001', reason: '账号户名不符' },
  });
  await until(async () => (await taskOf(caseId))?.kind === 'account');
  const student = { studentNumber: '2023000231', name: '试*人', state: 'awaiting_account', reason: '账号户名不符' };
  const told = await studentsOf(OFFICE);
  expect(told).toMatchObject([{ ...student, amount: '1200.00', paid: null, correctable: true }]);
  expect(await studentsOf(DESK)).toMatchObject([{ ...student, correctable: false }]);
  expect(await refusalOf(studentsOf(OTHER))).toMatchObject({ code: 'batch_not_found' });
  const { bytes } = await desk(OFFICE).ask('downloadBatchStudents', { params: { id: batchId } });
  const texts: string[][] = [];
  for await (const { cells } of readSheet(bytes)) texts.push(cells.map(({ text }) => text));
  expect(texts[2]).toContain('账号户名不符');

  const account = { kind: 'card', holder: '试一人', bank: '农业银行', number: cardNumber(9231) } as const;
  const correct = (who: Who) =>
    desk(who).ask('correctAccount', { params: { id: caseId }, body: { account, opinion: '学生提供了新卡' } });
  expect(await refusalOf(correct(OTHER))).toMatchObject({ code: 'case_not_found' });
  expect((await correct(OFFICE)).state).toBe('awaiting_second_review');
  expect(await refusalOf(correct(OFFICE))).toMatchObject({ code: 'action_does_not_fit' });
});

test('a foreign student is paid for, leaves and is found by the passport', async () => {
  const passport = 'VNM C7654321';
  const body = writeCsv([
    PAYMENT_TEMPLATE.columns.map(({ title }) => title),
    paymentRow(9301).with(1, `护照 ${passport}`),
  ]);
  const { importId } = await desk(TAX).ask('receiveImport', { params: { kind: 'payments' }, body });
  await until(async () => (await desk(TAX).ask('getImport', { params: { id: importId } })).state === 'done');
  const file = departuresFile([
    departure(9301, { idNumber: passport.toLowerCase(), name: 'Nguyen An' }),
    departure(9302, { idNumber: 'C7654321' }),
    departure(9303, { idNumber: 'KOR C7654321' }),
  ]);
  const { batchId, good } = await receive(OFFICE, file);
  const told = (await rowsOf(batchId, { outcome: 'failed' })).map(
    ({ row, issues }) => `${row} ${issues?.[0]?.message}`,
  );
  expect([good, told]).toEqual([1, ['3 像是护照号码，没有写国籍', '4 不是通过本校参保缴费的学生']]);
  expect(await submit(OFFICE, batchId, { roll: 1, reason: '名册按学期更新', goodRowsOnly: true })).toBeNull();
  await opened(batchId);
  const { students } = await desk(OFFICE).ask('listBatchStudents', { params: { id: batchId } });
  expect(students.map(({ idNumber }) => idNumber)).toEqual(['护照 VNM C****321']);
  for (const [who, text] of [[OFFICE, passport] as const, [DESK, 'c7654321'] as const]) {
    const { cases } = await desk(who).ask('find', { body: { text } });
    expect(cases.map(({ caseId }) => caseId)).toEqual([students[0]?.caseId]);
  }
});

/** A batch of these students, all its cases opened. */
async function sent(students: string[][]): Promise<string> {
  const { batchId } = await receive(OFFICE, departuresFile(students));
  expect(await submit(OFFICE, batchId, { roll: 1, reason: '名册按学期更新' })).toBeNull();
  await opened(batchId);
  return batchId;
}

const taskOf = async (id: string) => (await desk(DESK).ask('getCase', { params: { id } })).task;

/** The tasks of a batch's cases, once all of them are of this kind. */
async function tasksOf(batchId: string, kind: string) {
  const tasks: { caseId: string; taskId: string; confirm: string[] }[] = [];
  for (const { caseId = '' } of await rowsOf(batchId, { stage: 'open' })) {
    await until(async () => (await taskOf(caseId))?.kind === kind);
    const task = await taskOf(caseId);
    tasks.push({ caseId, taskId: task?.taskId ?? '', confirm: task?.confirmations.map(({ field }) => field) ?? [] });
  }
  return tasks;
}
