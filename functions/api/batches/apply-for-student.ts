/**
 * One student by a form: a batch of one row, checked as a file's rows are and sent at once. Its payments are found by the
 * student's number, and there is nothing to hold against the roll.
 */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DEPARTURE_NAMES, DEPARTURE_TEMPLATE } from '../../domain/student-batch/departure-row.ts';
import { writeCsv } from '../../runtime/sheets/write-csv.ts';
import type { UploadStore } from '../../store/uploads/upload-store.ts';
import type { RowResult } from '../../store/uploads/uploads.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { uploadIdOf } from '../imports/import-access.ts';
import { batchViewSchema, openSent } from './batch-view.ts';
import { checkBatch } from './check-batch.ts';

const DEPARTURE_KINDS = ['transfer', 'withdrawal', 'enlistment', 'early_graduation', 'other'] as const;

const cell = z.string().trim().max(100, '最多 100 个字').default('');

const studentSchema = z.strictObject({
  studentNumber: cell,
  idNumber: cell,
  name: cell,
  college: cell,
  kind: z.enum(DEPARTURE_KINDS, `离校情形应为以下之一：${DEPARTURE_KINDS.join('、')}`),
  on: cell,
  bank: cell,
  account: cell,
});
type Student = z.output<typeof studentSchema>;

export const applyForStudent = defineRoute({
  entry: 'files',
  method: 'POST',
  creates: true,
  path: '/batches/single',
  operation: 'applyForStudent',
  summary: 'A university applies for one student who left: checked as a row of a file is, and sent at once.',
  roles: ['university'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: studentSchema,
  answer: batchViewSchema,
  problems: [],
  async handle({ body, caller, at }, services) {
    const { batches, uploads } = services;
    const { sub, role, university = '' } = caller;
    const file = fileOf(body);
    // Of the day too: what is applied for again, after it was withdrawn, is another application.
    const name = `${at.slice(0, 10)} ${JSON.stringify(body)}`;
    const batchId = uploadIdOf('B', { ...caller, sub: university }, 'single', name);
    const before = await batches.get(batchId);
    if (before?.sent) return { status: 200, body: await openSent(before, at, services) };
    const check = randomBytes(6).toString('hex');
    const results: RowResult[] = [];
    const noted = { ...services, uploads: notingResults(uploads, results) };
    const found = await checkBatch(file, { batchId, university, check, at }, noted);
    if (found.good === 0) throw invalidRequest(results.flatMap(issuesOf));
    const single: true = true;
    await batches.put({ batchId, university, openedBy: sub, role, openedAt: at, check, single, ...found });
    const sent = { at, by: sub, roll: found.staying + found.good, difference: 0 };
    const batch = await batches.send({ batchId, check }, sent);
    if (!batch) throw new Error(`batch ${batchId} is not stored`);
    return { status: 201, body: await openSent(batch, at, services) };
  },
});

const fileOf = (student: Student): Buffer =>
  writeCsv([
    DEPARTURE_TEMPLATE.columns.map(({ title }) => title),
    DEPARTURE_TEMPLATE.columns.map(({ key }) => (key === 'kind' ? DEPARTURE_NAMES[student.kind] : student[key])),
  ]);

/** What is wrong goes back to whoever typed it, and is kept nowhere. */
const notingResults = (uploads: UploadStore, results: RowResult[]): UploadStore => ({
  ...uploads,
  async putResults(_uploadId, found) {
    results.push(...found.results);
  },
});

const issuesOf = ({ issues = [] }: RowResult): { path: string; message: string }[] =>
  issues.map(({ column, message, expected }) => ({
    path: DEPARTURE_TEMPLATE.columns.find(({ title }) => title === column)?.key ?? '',
    message: `${message}，${expected}`,
  }));
