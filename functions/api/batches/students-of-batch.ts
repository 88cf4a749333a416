/** What became of the students of a batch: each row beside its case as it is now. */
import { z } from 'zod';
import { endResultOf } from '../../cases/refund/case.ts';
import { REFUND_STATES } from '../../domain/refund/states.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import type { RefundOutcome, RefundOutcomes } from '../../store/cases/refund-outcomes.ts';
import { OPEN_STAGE, STUDENTS_STAGE } from '../../store/uploads/batch-stages.ts';
import type { Batch } from '../../store/uploads/batch-store.ts';
import { partKey, type UploadStore } from '../../store/uploads/upload-store.ts';
import type { RowResult } from '../../store/uploads/uploads.ts';

export const batchStudentSchema = z.object({
  /** In the university's file. */
  row: z.int(),
  /** Null in batches of releases up to 0.1.1, which did not keep it. */
  studentNumber: z.string().nullable(),
  /** Masked; null where no case of this caller names the student. */
  name: z.string().nullable(),
  idNumber: z.string().nullable(),
  caseId: z.string().nullable(),
  /** Of the case; null where none was opened, or it is not one that the caller sees. */
  state: z.enum(REFUND_STATES).nullable(),
  /** Why it stands there: of a refusal, of money that came back, of documents that are missing. */
  reason: z.string().nullable(),
  /** Decimal yuan: what is given back, once decided. */
  amount: z.string().nullable(),
  /** Decimal yuan that the bank has paid, and that did not come back. */
  paid: z.string().nullable(),
  /** The bank sent it back: the university says the right account. */
  correctable: z.boolean(),
});
export type Student = z.input<typeof batchStudentSchema>;

interface Reading {
  uploads: UploadStore;
  outcomes: RefundOutcomes;
}

/** Students of some hundred rows at a time, in the order of the file. @param after a part as it is yielded */
export async function* readStudents(
  { batchId }: Pick<Batch, 'batchId'>,
  caller: Caller,
  { uploads, outcomes }: Reading,
  after = '',
): AsyncGenerator<{ part: string; students: Student[] }> {
  for await (const { part, results } of uploads.listResults(batchId, { stage: OPEN_STAGE, after })) {
    const count = Number(part.split('#').at(-1));
    const laid = (await uploads.getRows(batchId, partKey(STUDENTS_STAGE, count))) ?? [];
    const numbers = new Map(laid.map(([row, [studentNumber]]) => [row, studentNumber]));
    const found = await outcomes.of(results.flatMap(({ caseId }) => caseId ?? []));
    const students = results.map((result) => {
      const its = result.caseId === undefined ? undefined : found.get(result.caseId);
      return describe(result, numbers.get(result.row) ?? null, its && maySee(caller, its) ? its : null, caller);
    });
    yield { part, students };
  }
}

/** A university sees its own cases; a desk those of its regions. */
const maySee = (caller: Caller, { caseId, university }: RefundOutcome): boolean =>
  caller.role === 'university' ? university === caller.university : worksFor(caller, caseId.slice(1, 7));

function describe(result: RowResult, studentNumber: string | null, its: RefundOutcome | null, caller: Caller): Student {
  const { row, caseId = null, issues = [] } = result;
  const refused = issues.map(({ message }) => message).join('；');
  if (!its) {
    const unknown = { name: null, idNumber: null, state: null, amount: null, paid: null, correctable: false };
    return { row, studentNumber, caseId, ...unknown, reason: refused === '' ? null : refused };
  }
  const { state, person, plan, payouts = [] } = its;
  const paid = payouts.find((order) => endResultOf(order)?.outcome === 'paid');
  return {
    row,
    studentNumber,
    caseId,
    name: person.masked.name,
    idNumber: person.masked.idNumber,
    state,
    reason: reasonOf(its) ?? (refused === '' ? null : refused),
    amount: plan?.assessment.amount ?? null,
    paid: paid?.amount ?? null,
    correctable: caller.role === 'university' && state === 'awaiting_account',
  };
}

function reasonOf({ state, said, ending, requested, payouts = [] }: RefundOutcome): string | null {
  if (said !== undefined || ending) return said ?? ending?.message ?? null;
  if (state === 'awaiting_documents' && requested) {
    return `请于 ${requested.until} 前补正：${requested.documents.join('、')}`;
  }
  if (state !== 'awaiting_account') return null;
  return payouts.map((order) => endResultOf(order)?.reason).findLast((reason) => reason !== undefined) ?? null;
}
