import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { fileNumber, readFileNumber } from '../../functions/domain/exchange/exchange-file.ts';
import {
  readTreasuryResultRow,
  TREASURY_RESULT_TEMPLATE,
} from '../../functions/domain/exchange/treasury-result-row.ts';
import { restoreRow } from '../../functions/domain/imports/stored-cells.ts';
import { checkTail, writeExchangeFile } from '../../functions/runtime/sheets/exchange-csv.ts';
import { type ExchangeStore, openExchangeStore } from '../../functions/store/ledger/exchange-store.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

describe('an exchange file', () => {
  const file = writeExchangeFile(
    [['文件头'], ['指令号', '金额'], ['P1', '400.00'], ['P2', '0.105']],
    ['400.00', '0.105'],
  );
  const lines = file.toString('utf8').split('\r\n');

  test('ends with the count, the sum and the digest of what is before', () => {
    const body = `${lines.slice(0, 4).join('\r\n')}\r\n`;
    const digest = createHash('sha256').update(body).digest('hex');
    expect(lines[4]).toBe(`文件尾,2,400.105,${digest}`);
    expect(checkTail(file).toString('utf8')).toBe(body);
  });

  test('that was changed or cut is refused', () => {
    expect(() => checkTail(Buffer.from(file.toString('utf8').replace('400.00', '900.00')))).toThrow(/校验值/);
    expect(() => checkTail(file.subarray(0, file.length - 20))).toThrow(/校验值/);
    expect(() => checkTail(file.subarray(0, file.indexOf('P2')))).toThrow(/校验值/);
  });

  test('without our first and last line is read as it is', () => {
    for (const text of ['指令号\r\n', '指令号\r\n文件尾款不足\r\nP1,文件尾\r\n']) {
      expect(checkTail(Buffer.from(text))).toEqual(Buffer.from(text));
    }
  });
});

describe("the treasury's result", () => {
  const read = (...cells: string[]) =>
    readTreasuryResultRow(
      restoreRow([3, cells, 't'.repeat(TREASURY_RESULT_TEMPLATE.columns.length)]),
      localDate('2026-03-10'),
    );
  const id = 'R141181-2026-AAAAAAAAAA-P1';

  test('is read as the bank writes it', () => {
    expect(read(id, '400.0', '已支付', '2026/3/9', 'Z-0001', '')).toEqual({
      ok: true,
      value: { instruction: id, amount: '400.00', result: { outcome: 'paid', on: '2026-03-09', reference: 'Z-0001' } },
    });
  });

  test('that came back says why, and never of a day to come', () => {
    expect(read(id, '400.00', '已退回', '2026-03-11', 'Z-0001', '')).toMatchObject({
      ok: false,
      issues: [{ column: '日期' }, { column: '退回原因' }],
    });
  });
});

describe('the files of a region', () => {
  let tables: OpenTables;
  let exchange: ExchangeStore;
  beforeAll(async () => {
    tables = await openTables();
    exchange = openExchangeStore(tables.client, 'Ledger');
  });
  afterAll(() => tables.close());

  const place = (day: string, region = '141181') =>
    ({ kind: 'treasury-instructions', region, day: localDate(day) }) as const;

  test('are numbered without a gap, a day without anything taking no number', async () => {
    const open = async (day: string, ids: string[]) => (await exchange.open(place(day), async () => ids))?.name.number;
    expect(await open('2026-03-10', ['a'])).toBe(1);
    expect(await open('2026-03-11', [])).toBeUndefined();
    expect(await open('2026-03-12', ['b'])).toBe(2);
    expect(await open('2026-03-10', ['a'])).toBe(1);
    const other = await exchange.open(place('2026-03-10', '140400'), async () => ['x']);
    expect(other && fileNumber(other.name)).toBe('140400-2026-000001');
    expect(await exchange.dayOf('treasury-instructions', { region: '141181', year: 2026, number: 2 })).toBe(
      '2026-03-12',
    );
  });

  test('are made once, however many ask for one at the same time, and stay what they were', async () => {
    const region = '141034';
    const find = async () => ['one', 'two'];
    const files = await Promise.all(Array.from({ length: 8 }, () => exchange.open(place('2026-04-01', region), find)));
    expect(new Set(files.map((file) => file && fileNumber(file.name)))).toEqual(new Set(['141034-2026-000001']));
    const later = await exchange.open(place('2026-04-01', region), async () => ['one', 'three', 'two']);
    expect(later?.ids).toEqual(['one', 'two']);
  });

  test('hold in the next what came too late for its own', async () => {
    const region = '140800';
    const found: Record<string, string[]> = { '2026-05-01': ['kept'], '2026-05-02': ['next'] };
    const find = async (day: string) => found[day] ?? [];
    await exchange.open(place('2026-05-01', region), find);
    found['2026-05-01']?.push('late');
    expect((await exchange.open(place('2026-05-02', region), find))?.ids).toEqual(['late', 'next']);
    expect((await exchange.open(place('2026-05-03', region), find))?.ids).toBeUndefined();
  });

  test('of many thousand rows are kept whole', async () => {
    const ids = Array.from({ length: 25_000 }, (_, index) => `R141181-2026-${String(index).padStart(10, '0')}-P1`);
    expect((await exchange.open(place('2026-06-01', '120000'), async () => ids))?.ids).toEqual(ids);
  });
});

test('a number names its region and year', () => {
  expect(readFileNumber('141181-2026-000012')).toEqual({ region: '141181', year: 2026, number: 12 });
  expect(readFileNumber('141181-12')).toBeNull();
});
