/** The tasks that work through files: each dies after each of its writes in turn, and is tried again. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { type CaseStore, openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { goodStage, OPEN_STAGE } from '../../functions/store/uploads/batch-stages.ts';
import { type BatchStore, openBatchStore } from '../../functions/store/uploads/batch-store.ts';
import { openUploadStore, packRows, partKey, type UploadStore } from '../../functions/store/uploads/upload-store.ts';
import type { StoredRow } from '../../functions/store/uploads/uploads.ts';
import { openOffice } from '../api/office.ts';
import { departure, paymentRow, studentId, UNIVERSITY } from '../support/university.ts';

const AT = '2026-03-10T01:00:00.000Z';
/** Students, or rows, of one file. */
const COUNT = 3;

let office: Awaited<ReturnType<typeof openOffice>>;
let uploads: UploadStore;
let batches: BatchStore;
let cases: CaseStore<ReturnType<typeof caseSchema.parse>>;
let identity: ReturnType<typeof openPersonIdentity>;
let openCases: (event: unknown) => Promise<unknown>;
let storePart: (event: unknown) => Promise<unknown>;
beforeAll(async () => {
  office = await openOffice(AT);
  const client = openDocumentClient();
  identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
  uploads = openUploadStore(client, 'Uploads', identity);
  batches = openBatchStore(client, 'Uploads');
  cases = openCaseStore(client, 'Cases', caseSchema);
  openCases = (await import('../../functions/tasks/student-batch/open-cases.ts')).handler;
  storePart = (await import('../../functions/tasks/imports/store-part.ts')).handler;
});
afterEach(() => {
  office.services.onWrite = () => 'lives';
});
afterAll(() => office.close());

/** Runs a task that dies after its n-th write, and again until it answers, and once more; whether it died. */
async function runDying(n: number, run: () => Promise<unknown>): Promise<{ died: boolean; answers: unknown[] }> {
  let writes = 0;
  office.services.onWrite = () => {
    writes += 1;
    return writes === n ? 'after' : 'lives';
  };
  const first = await run().catch(() => null);
  return { died: first === null, answers: [await run(), await run()] };
}

/** Sequences of people of a file: every attempt has its own. */
const sequencesOf = (attempt: number): number[] =>
  Array.from({ length: COUNT }, (_, index) => attempt * 10 + index + 1);

async function importPayments(attempt: number): Promise<void> {
  const uploadId = `I-${attempt}`;
  const head = { uploadId, kind: 'payments' as const, openedBy: 'tax', role: 'tax', regions: ['141181'], openedAt: AT };
  await uploads.openUpload(head);
  const rows = sequencesOf(attempt).map(
    (sequence, index): StoredRow => [index + 2, paymentRow(sequence), 't'.repeat(10)],
  );
  await uploads.putRows(uploadId, partKey('file', 1), packRows(rows));
}

async function sendBatch(attempt: number): Promise<string> {
  const batchId = `B-${attempt}`;
  const rows = sequencesOf(attempt).map(
    (sequence, index): StoredRow => [index + 2, [...departure(sequence), '141181', `UNI-${sequence}`], 't'.repeat(10)],
  );
  await uploads.putRows(batchId, partKey(goodStage('c'), 1), packRows(rows));
  const counted = { rows: COUNT, good: COUNT, failed: 0, staying: 0, sums: [], regions: ['141181'] };
  const named = { batchId, university: UNIVERSITY, openedBy: 'office', role: 'university', openedAt: AT, check: 'c' };
  await batches.put({ ...named, ...counted });
  await batches.send({ batchId, check: 'c' }, { at: AT, by: 'office', roll: COUNT, difference: 0 });
  return batchId;
}

describe('a process that dies after each write in turn', () => {
  test('of an import: every row is stored once, and counted as stored', async () => {
    for (let attempt = 1, died = true; died; attempt += 1) {
      await importPayments(attempt);
      const part = { uploadId: `I-${attempt}`, fileId: 'file', part: 1, at: AT };
      const result = await runDying(attempt, () => storePart(part));
      died = result.died;
      expect(result.answers).toEqual([{ counts: { stored: COUNT } }, { counts: { stored: COUNT } }]);
      expect(await uploads.getRows(part.uploadId, partKey('file', 1))).toBeNull();
      expect(attempt).toBeLessThan(20);
    }
  });

  test('of a batch: every student has one case and one execution, and is told of once', async () => {
    const started = () =>
      office.services.calls.flatMap(({ operation, body }) => (operation === 'StartExecution' ? body.name : []));
    for (let attempt = 1, died = true; died; attempt += 1) {
      await importPayments(attempt);
      await storePart({ uploadId: `I-${attempt}`, fileId: 'file', part: 1, at: AT });
      const batchId = await sendBatch(attempt);
      const event = { BatchInput: { batchId }, Items: sequencesOf(attempt).map((_, index) => index) };
      const result = await runDying(attempt, () => openCases(event));
      died = result.died;
      expect(result.answers).toEqual([{ counts: { opened: COUNT } }, { counts: { opened: COUNT } }]);
      const told: string[] = [];
      for await (const { results } of uploads.listResults(batchId, { stage: OPEN_STAGE })) {
        told.push(...results.map(({ caseId = '' }) => caseId));
      }
      const kept: string[] = [];
      for (const sequence of sequencesOf(attempt)) {
        const own = await cases.ofPerson(await identity.reference(studentId(sequence)));
        kept.push(...own.map(({ caseId }) => caseId));
      }
      expect(kept).toHaveLength(COUNT);
      expect(told).toEqual(kept);
      for (const caseId of kept) expect(started()).toContain(caseId);
      expect(attempt).toBeLessThan(20);
    }
  });
});
