import { z } from 'zod';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { batchParams, readBatch } from './batch-view.ts';
import { batchStudentSchema, readStudents, type Student } from './students-of-batch.ts';

/** A page takes whole parts, until it has so many students. */
const STUDENTS_A_PAGE = 500;

export const listBatchStudents = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches/{id}/students',
  operation: 'listBatchStudents',
  summary: 'What became of each student of a batch: state, reason, amount, as the cases are now; page by page.',
  roles: ['university', 'caseworker', 'approver', 'auditor'],
  params: batchParams,
  query: z.strictObject({
    cursor: z
      .string()
      .regex(/^[\w-]{1,200}$/, '翻页标记应为上一页给出的 cursor')
      .optional(),
  }),
  body: NO_BODY,
  answer: z.object({ students: z.array(batchStudentSchema), cursor: z.string().nullable() }),
  problems: ['batch_not_found'],
  async handle({ params: { id }, query: { cursor }, caller }, services) {
    const batch = await readBatch(id, caller, services.batches);
    const after = cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();
    const students: Student[] = [];
    let last = '';
    for await (const part of readStudents(batch, caller, services, after)) {
      if (students.length >= STUDENTS_A_PAGE) {
        return { status: 200, body: { students, cursor: Buffer.from(last).toString('base64url') } };
      }
      students.push(...part.students);
      last = part.part;
    }
    return { status: 200, body: { students, cursor: null } };
  },
});
