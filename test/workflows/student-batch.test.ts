/** A university's departing students through the whole local cloud: its file, the checks, the real state machine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readSheet } from '../../functions/runtime/sheets/read-sheet.ts';
import { synthesize } from '../../infra/build/synthesize.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { departure, departuresFile, paymentsFile, UNIVERSITY } from '../support/university.ts';

let folder: string;
let cloud: Cloud;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-batches-'));
  cloud = await startCloud({
    data: join(folder, 'data'),
    port: 0,
    clockFrom: Date.parse('2026-03-10T09:00:00+08:00'),
    assembly: (outdir) => synthesize({ outdir, region: 'cn-northwest-1', validate: false }),
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

const row = z.looseObject({
  row: z.number(),
  outcome: z.string(),
  caseId: z.string().optional(),
  issues: z.array(z.object({ column: z.string(), message: z.string(), expected: z.string() })).optional(),
});
const answerSchema = z
  .looseObject({
    importId: z.string(),
    batchId: z.string(),
    state: z.string(),
    code: z.string(),
    fault: z.string(),
    good: z.number(),
    failed: z.number(),
    staying: z.number(),
    counts: z.record(z.string(), z.number()),
    sums: z.array(
      z.object({ college: z.string(), coverageYear: z.number(), students: z.number(), amount: z.string() }),
    ),
    rows: z.union([z.number(), z.array(row)]),
    results: z.array(z.looseObject({ caseId: z.string(), outcome: z.string() })),
    cases: z.array(z.unknown()),
    task: z
      .looseObject({
        taskId: z.string(),
        kind: z.string(),
        confirmations: z.array(z.object({ field: z.string() })),
      })
      .nullable(),
  })
  .partial();

const ask = (who: Who, method: string, path: string, body?: Buffer | object) =>
  openDesk(cloud.url, () => cloud.token(who)).send(method, path, { body });

async function call(...request: Parameters<typeof ask>) {
  const { status, bytes } = await ask(...request);
  return { status, body: answerSchema.parse(JSON.parse(bytes.toString('utf8'))) };
}

async function until(done: () => Promise<boolean>): Promise<void> {
  while (!(await done())) await sleep(50);
}

const rowsOf = async (batchId: string | undefined, query = '') => {
  const { rows } = (await call(OFFICE, 'GET', `/batches/${batchId}/rows${query}`)).body;
  return Array.isArray(rows) ? rows : [];
};

/** The tax side's file of students whom the university has paid for. */
async function paid(from: number, to: number, university = UNIVERSITY): Promise<void> {
  const file = paymentsFile(from, to, `university:${university}`);
  const { importId } = (await call(TAX, 'POST', '/imports/payments', file)).body;
  await until(async () => (await call(TAX, 'GET', `/imports/${importId}`)).body.state === 'done');
}

const opened = (batchId: string | undefined, who = OFFICE) =>
  until(async () => (await call(who, 'GET', `/batches/${batchId}`)).body.state === 'opened');

test('a batch is checked row by row, sent when its numbers agree, and opens one case a student', async () => {
  const file = departuresFile(Array.from({ length: 104 }, (_, index) => departure(index + 1)));
  const { status, body } = await call(OFFICE, 'POST', '/batches', file);
  expect([status, body.good, body.failed, body.staying]).toEqual([201, 104, 0, 156]);
  expect(body.sums).toContainEqual({ college: '文学院', coverageYear: 2027, students: 52, amount: '20800.00' });

  const path = `/batches/${body.batchId}/submission`;
  const refused = await call(OFFICE, 'POST', path, { roll: 261 });
  expect(refused.body.code).toBe('batch_not_reconciled');
  expect((await call(OTHER, 'POST', path, { roll: 260 })).body.code).toBe('batch_not_found');
  expect((await call(OFFICE, 'POST', path, { roll: 260 })).status).toBe(200);
  // Again, as after an answer that was lost.
  expect((await call(OFFICE, 'POST', path, { roll: 260 })).status).toBe(200);
  expect((await call(OFFICE, 'POST', path, { roll: 259, reason: '一人已转出' })).body.code).toBe('batch_already_sent');

  await opened(body.batchId);
  expect((await call(OFFICE, 'GET', `/batches/${body.batchId}`)).body.counts).toEqual({ opened: 104 });
  const results = await rowsOf(body.batchId, '?stage=open');
  expect(new Set(results.map(({ caseId }) => caseId)).size).toBe(104);
  // The same file once more is the same batch, and opens nothing.
  const again = await call(OFFICE, 'POST', '/batches', file);
  expect([again.body.batchId, again.body.state]).toEqual([body.batchId, 'opened']);
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
  const { body } = await call(OFFICE, 'POST', '/batches', departuresFile(rows));
  expect([body.good, body.failed]).toEqual([1, 9]);
  const told = (await rowsOf(body.batchId, '?outcome=failed')).map(
    (one) => `${one.row} ${one.issues?.map(({ column, message }) => `${column} ${message}`).join(';')}`,
  );
  expect(told).toEqual([
    '3 身份证号码 被 Excel 变成了科学计数法,末几位已丢失',
    '4 离校日期 是 Excel 的日期序号',
    '5 离校日期 晚于今天',
    '6 身份证号码 与第 2 行是同一名学生',
    '7 身份证号码 不是通过本校参保缴费的学生',
    '8 银行卡号 银行卡号校验位不正确,请逐位核对',
    '9 离校情形 休学不是离校,不退费',
    '10 姓名 格式不对',
    '11 离校日期 晚于今天',
  ]);
  expect((await call(OFFICE, 'POST', `/batches/${body.batchId}/submission`, { roll: 260 })).body.code).toBe(
    'batch_not_reconciled',
  );

  const { bytes } = await ask(OFFICE, 'GET', `/batches/${body.batchId}/failed-rows`);
  const texts: string[][] = [];
  for await (const { cells } of readSheet(bytes)) texts.push(cells.map(({ text }) => text));
  expect(texts).toHaveLength(2 + 9);
  expect(texts[1]?.at(-1)).toBe('校验结果');
  expect(texts.flat()).toContain("'=cmd|calc");
  const again = await call(OFFICE, 'POST', '/batches', bytes);
  expect([again.status, again.body.good, again.body.failed]).toEqual([201, 1, 8]);
  expect((await ask(DESK, 'GET', `/batches/${body.batchId}/failed-rows`)).status).toBe(403);
});

test('a file that was sent in before its payments were known is checked anew, and nothing of the first check is left', async () => {
  const file = departuresFile([departure(301), departure(302)]);
  const first = await call(OFFICE, 'POST', '/batches', file);
  expect([first.body.good, first.body.failed]).toEqual([0, 2]);
  expect((await call(OFFICE, 'POST', `/batches/${first.body.batchId}/submission`, { roll: 0 })).body.code).toBe(
    'batch_not_reconciled',
  );
  await paid(301, 302);
  const second = await call(OFFICE, 'POST', '/batches', file);
  expect([second.status, second.body.batchId, second.body.good]).toEqual([200, first.body.batchId, 2]);
  const { bytes } = await ask(OFFICE, 'GET', `/batches/${first.body.batchId}/failed-rows?format=csv`);
  expect(bytes.toString('utf8').trim().split('\r\n')).toHaveLength(1);
  expect((await rowsOf(first.body.batchId)).map(({ outcome }) => outcome)).toEqual(['good', 'good']);
});

test('who left by an earlier batch is not among those who stay, although nobody decided yet', async () => {
  await paid(401, 410, OTHER.university);
  const upload = async (...sequences: number[]) =>
    (await call(OTHER, 'POST', '/batches', departuresFile(sequences.map((sequence) => departure(sequence))))).body;
  const first = await upload(401, 402, 403);
  expect(first.staying).toBe(7);
  expect((await call(OTHER, 'POST', `/batches/${first.batchId}/submission`, { roll: 10 })).status).toBe(200);
  await opened(first.batchId, OTHER);
  const second = await upload(404);
  expect(second.staying).toBe(6);
  expect((await call(OTHER, 'POST', `/batches/${second.batchId}/submission`, { roll: 7 })).status).toBe(200);
  await opened(second.batchId, OTHER);
});

test('a file that is cut, or has 20,001 rows, leaves nothing behind', async () => {
  const rows = Array.from({ length: 20_001 }, (_, index) => departure(index + 1));
  for (const [file, fault] of [
    [departuresFile(rows), 'too_many_rows'],
    [departuresFile(rows.slice(0, 3000)).subarray(0, -30), 'damaged'],
  ] as const) {
    const { status, body } = await call(OFFICE, 'POST', '/batches', file);
    expect([status, body.code, body.fault]).toEqual([422, 'file_unreadable', fault]);
  }
});

test('the template can be filled in: it is read back, and holds lists for what is chosen', async () => {
  const { bytes } = await ask(OFFICE, 'GET', '/batches/template');
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
  const path = `/batches/${batchId}/decisions`;
  const shown = [
    one,
    two,
    { caseId: three?.caseId, taskId: `${three?.caseId}.9` },
    { caseId: 'R141181-2026-AAAAAAAAAA', taskId: 'R141181-2026-AAAAAAAAAA.1' },
  ].map((named) => ({ caseId: named?.caseId, taskId: named?.taskId }));
  const decision = { action: 'approve', confirm: one?.confirm };
  const unseen = shown.slice(0, 1).map((named) => ({ ...named, shown: 'f'.repeat(64) }));
  const other = await call(DESK, 'POST', path, { cases: unseen, decision });
  expect(other.body.results).toMatchObject([{ outcome: 'refused', code: 'figures_changed' }]);
  const decided = await call(DESK, 'POST', path, { cases: shown, decision });
  expect(decided.body.results?.map(({ outcome }) => outcome)).toEqual(['decided', 'decided', 'refused', 'refused']);
  const again = await call(DESK, 'POST', path, { cases: shown.slice(0, 1), decision });
  expect(again.body.results).toMatchObject([{ outcome: 'refused', code: 'task_already_decided' }]);

  // Two have claimed their payments by now, the third waits to be decided.
  for (const { caseId } of shown.slice(0, 2)) await until(async () => (await taskOf(caseId))?.kind === 'first_review');
  const second = await call(OFFICE, 'POST', '/batches', departuresFile([...students, departure(224)]));
  expect([second.body.good, second.body.failed]).toEqual([2, 2]);
  const [first] = await rowsOf(second.body.batchId, '?outcome=failed');
  expect(first?.issues?.[0]?.message).toBe(`已在案件 ${one?.caseId} 中办理`);
  const submission = { roll: 4, reason: '名册按学期更新', goodRowsOnly: true };
  await call(OFFICE, 'POST', `/batches/${second.body.batchId}/submission`, submission);
  await opened(second.body.batchId);
  expect((await rowsOf(second.body.batchId, '?stage=open')).map(({ outcome }) => outcome)).toEqual([
    'attached',
    'opened',
  ]);
});

/** A batch of these students, all its cases opened. */
async function sent(students: string[][]): Promise<string> {
  const { batchId = '' } = (await call(OFFICE, 'POST', '/batches', departuresFile(students))).body;
  await call(OFFICE, 'POST', `/batches/${batchId}/submission`, { roll: 1, reason: '名册按学期更新' });
  await opened(batchId);
  return batchId;
}

const taskOf = async (caseId: string | undefined) => (await call(DESK, 'GET', `/cases/${caseId}`)).body.task;

/** The tasks of a batch's cases, once all of them are of this kind. */
async function tasksOf(batchId: string, kind: string) {
  const tasks: { caseId: string; taskId: string; confirm: string[] }[] = [];
  for (const { caseId = '' } of await rowsOf(batchId, '?stage=open')) {
    await until(async () => (await taskOf(caseId))?.kind === kind);
    const task = await taskOf(caseId);
    tasks.push({ caseId, taskId: task?.taskId ?? '', confirm: task?.confirmations.map(({ field }) => field) ?? [] });
  }
  return tasks;
}
