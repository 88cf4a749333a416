/** Imports through the whole local cloud: the file over HTTP, the real state machine, the ledger. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSheet } from '../../functions/runtime/sheets/read-sheet.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { type Cloud, startCloud } from '../../infra/local/cloud.ts';
import { type Desk, type Input, openDesk } from '../../infra/local/desk/desk.ts';
import { idNumber } from '../api/people.ts';
import { judgingDatabase } from '../support/judging-database.ts';

let folder: string;
let cloud: Cloud;
/** Whether parts cannot be stored, for a reason that trying again does not help. */
let broken = false;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canbao-imports-'));
  cloud = await startCloud({
    data: join(folder, 'data'),
    ...judgingDatabase(join(folder, 'data')),
    port: 0,
    assembly: () => keptAssembly(),
    unhurried: true,
    between: {
      dynamodb: (url) => url,
      functions: (functions) => ({
        ...functions,
        invoke: async (arn, event) =>
          broken && arn.includes('ImportsStorePart') && !event.includes('"left"')
            ? { requestId: '', ok: false, error: { errorType: 'SealedPersonError', errorMessage: 'made to fail' } }
            : functions.invoke(arn, event),
      }),
    },
  });
});
afterAll(async () => {
  await cloud?.close();
  await rm(folder, { recursive: true, force: true });
});

type Who = Parameters<Cloud['token']>[0];
const TAX: Who = { sub: 'tax-hall', role: 'tax', regions: ['141181'] };
const DESK: Who = { sub: 'lin', role: 'caseworker', regions: ['141181'] };

const deskOf = (who: Who): Desk => openDesk(cloud.url, () => cloud.token(who));
type Kind = Input<'receiveImport'>['params']['kind'];
const upload = (who: Who, kind: Kind, file: string | Uint8Array, headers?: Record<string, string>) =>
  deskOf(who).ask('receiveImport', { params: { kind }, body: Buffer.from(file), ...(headers && { headers }) });

/** Sends a file and waits until it is imported; the counts of its rows' outcomes. */
async function imported(...sent: Parameters<typeof upload>) {
  const [who] = sent;
  const { importId } = await upload(...sent);
  for (;;) {
    const { state, failure, counts } = await deskOf(who).ask('getImport', { params: { id: importId } });
    if (state === 'done') return { importId, counts };
    if (state === 'failed') throw new Error(failure ?? '');
    await sleep(50);
  }
}

const HEADER = '凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费渠道,缴费人\n';
const payment = (voucher: string, sequence: number, amount = '400.00', region = '141181'): string =>
  `${voucher},${idNumber(sequence)},${region},2026,${amount},2025-11-03,微信,本人\n`;

describe('payments', () => {
  test('are stored once by their voucher number, whatever file they come in', async () => {
    const rows = Array.from({ length: 1010 }, (_, index) => payment(`FIRST-${index}`, (index % 900) + 1));
    const first = await imported(TAX, 'payments', HEADER + rows.join(''));
    expect(first.counts).toEqual({ stored: 1010 });
    const second = await imported(TAX, 'payments', HEADER + rows.slice(990).join('') + payment('SECOND-1', 7));
    expect(second.counts).toEqual({ same: 20, stored: 1 });
    expect(second.importId).not.toBe(first.importId);
  });

  test('in the same file again are the same import, and nothing is done', async () => {
    const file = HEADER + payment('AGAIN-1', 1);
    const one = await imported(TAX, 'payments', file);
    expect(await imported(TAX, 'payments', file)).toEqual(one);
  });

  test('that could not be stored make the import fail, with what to do; the same file again goes on', async () => {
    const file = HEADER + payment('LEFT-1', 1) + payment('LEFT-2', 2);
    broken = true;
    await expect(imported(TAX, 'payments', file)).rejects.toThrow(
      '有 2 行因系统故障没有入库（SealedPersonError）。请重新发送同一个文件',
    );
    broken = false;
    expect((await imported(TAX, 'payments', file)).counts).toEqual({ stored: 2 });
  });

  test('in several files of one import are counted together', async () => {
    const name = { 'import-id': 'november-2025' };
    await imported(TAX, 'payments', HEADER + payment('PART-1', 1), name);
    const both = await imported(TAX, 'payments', HEADER + payment('PART-2', 2), name);
    expect(both.counts).toEqual({ stored: 2 });
  });

  test('that contradict what is stored are row errors, and come back in a file that can be sent again', async () => {
    await imported(TAX, 'payments', HEADER + payment('CONFLICT-1', 1));
    const file = `${HEADER}${payment('CONFLICT-1', 1, '380.00')}${payment('CONFLICT-2', 2)}${payment('CONFLICT-3', 3, '=1+1')}`;
    const { importId, counts } = await imported(TAX, 'payments', file);
    expect(counts).toEqual({ failed: 2, stored: 1 });
    const params = { id: importId };
    const report = await deskOf(TAX).ask('listImportRows', { params, query: { outcome: 'failed' } });
    expect(report.rows).toEqual([
      expect.objectContaining({ row: 2, issues: [expect.objectContaining({ column: '凭证号', found: 'CONFLICT-1' })] }),
      expect.objectContaining({ row: 4, issues: [expect.objectContaining({ column: '金额', found: '=1+1' })] }),
    ]);
    for (const format of ['xlsx', 'csv'] as const) {
      const { bytes } = await deskOf(TAX).ask('downloadFailedImport', { params, query: { format } });
      const texts: string[] = [];
      for await (const { cells } of readSheet(bytes)) texts.push(cells.map(({ text }) => text).join('|'));
      expect(texts.at(-1)).toContain("'=1+1");
      expect((await imported(TAX, 'payments', bytes)).counts).toEqual({ failed: 2 });
    }
  });

  test('are told to nobody but those who work for the region, the rows themselves only to the sender', async () => {
    const { importId } = await imported(TAX, 'payments', HEADER + payment('SECRET-1', 1, 'x'));
    const other: Who = { sub: 'other', role: 'tax', regions: ['140400'] };
    const params = { id: importId };
    await expect(deskOf(other).ask('getImport', { params })).rejects.toMatchObject({ code: 'import_not_found' });
    expect(await deskOf(DESK).ask('getImport', { params })).toMatchObject({ importId });
    await expect(deskOf(DESK).ask('downloadFailedImport', { params })).rejects.toMatchObject({ status: 404 });
    const rows = await deskOf(DESK).ask('listImportRows', { params });
    expect(JSON.stringify(rows)).not.toContain(idNumber(1));
  });

  test('come from the side that collects them only', async () => {
    const sent = upload(DESK, 'payments', HEADER + payment('DESK-1', 1));
    await expect(sent).rejects.toMatchObject({ code: 'role_not_allowed' });
  });

  test('in a file that cannot be read leave nothing behind', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => payment(`BROKEN-${index}`, 1)).join('');
    const body = Buffer.from(`${HEADER}${rows}BROKEN-9,"1`);
    const { status, bytes } = await deskOf(TAX).send('POST', '/imports/payments', { body });
    const refused = { code: 'file_unreadable', fault: 'damaged' };
    expect([status, JSON.parse(bytes.toString('utf8'))]).toEqual([422, expect.objectContaining(refused)]);
    expect((await imported(TAX, 'payments', HEADER + payment('BROKEN-0', 2))).counts).toEqual({ stored: 1 });
  });
});

test('enrolments are recorded, and a different one is a row error', async () => {
  const header = '身份证号码,统筹区,参保年度,待遇开始日期\n';
  const row = (start: string) => `${header}${idNumber(500)},141181,2026,${start}\n`;
  expect((await imported(DESK, 'enrolments', row('2026-01-01'))).counts).toEqual({ stored: 1 });
  expect((await imported(DESK, 'enrolments', `${row('2026-01-01')}\n`)).counts).toEqual({ same: 1 });
  expect((await imported(DESK, 'enrolments', row('2026-03-01'))).counts).toEqual({ failed: 1 });
});

test('an aid list says what it changed', async () => {
  const header = '身份证号码,身份类别,认定日期,退出日期,认定部门\n';
  const row = (sequence: number, from: string, to = '') =>
    `${idNumber(sequence)},低保对象,${from},${to},孝义市民政局\n`;
  const first = await imported(
    DESK,
    'aid-lists',
    header + row(1, '2025-06-01') + row(2, '2025-06-01') + row(3, '2025-06-01'),
  );
  expect(first.counts).toEqual({ added: 3 });
  const next =
    header + row(1, '2025-06-01') + row(2, '2025-07-01') + row(3, '2025-06-01', '2026-01-31') + row(4, '2026-02-01');
  expect((await imported(DESK, 'aid-lists', next)).counts).toEqual({ unchanged: 1, changed: 1, removed: 1, added: 1 });
});
