import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Batch, type BatchStore, openBatchStore } from '../../functions/store/uploads/batch-store.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
let batches: BatchStore;
beforeAll(async () => {
  tables = await openTables();
  batches = openBatchStore(tables.client, 'Uploads');
});
afterAll(() => tables.close());

const checked = (check: string, parts: Partial<Batch> = {}): Batch => ({
  batchId: 'B-1',
  university: '10108',
  openedBy: 'office',
  role: 'university',
  openedAt: '2026-03-10T01:00:00.000Z',
  check,
  regions: ['141181'],
  rows: 2,
  good: 2,
  failed: 0,
  staying: 0,
  sums: [],
  ...parts,
});
const sent = { at: '2026-03-10T02:00:00.000Z', by: 'office', roll: 2, difference: 0 };

test('a batch is sent as it was checked last, and is not checked any more once it was sent', async () => {
  expect(await batches.put(checked('one'))).toEqual({ stored: true, replaced: null });
  expect(await batches.put(checked('two', { good: 1 }))).toEqual({ stored: true, replaced: checked('one') });
  // Who looked at the first check has not seen what would be sent now.
  expect((await batches.send({ batchId: 'B-1', check: 'one' }, sent))?.sent).toBeUndefined();
  expect((await batches.send({ batchId: 'B-1', check: 'two' }, sent))?.sent).toEqual(sent);
  expect(await batches.put(checked('three'))).toEqual({ stored: false });
  expect((await batches.send({ batchId: 'B-1', check: 'two' }, { ...sent, roll: 3 }))?.sent).toEqual(sent);
  expect((await batches.get('B-1'))?.check).toBe('two');
});

test('who has a case by a batch is known by it, however many parts it has and however often one is done', async () => {
  for (const part of [1, 2, 2]) await batches.putLeft(checked('one'), part, [`p${part}-a`, `p${part}-b`]);
  expect(await batches.listLeft('10108')).toEqual(new Set(['p1-a', 'p1-b', 'p2-a', 'p2-b']));
  expect(await batches.listLeft('10112')).toEqual(new Set());
});
