/**
 * State "OpenCases": a refund case for each of some hundred students, or the case that has their payments already. Safe
 * to run again: the key of a case is its batch and person.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { dateOfInstant, yearOf } from '../../domain/calendar.ts';
import { restoreRow } from '../../domain/imports/stored-cells.ts';
import { foundByStudentNumber } from '../../domain/person/found-by.ts';
import { maskPerson } from '../../domain/person/masking.ts';
import { DEPARTURE_TEMPLATE, readDepartureRow } from '../../domain/student-batch/departure-row.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { sealPayee } from '../../runtime/seal-payee.ts';
import { openStarter } from '../../runtime/start-execution.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openIdempotencyKeys } from '../../store/cases/idempotency-keys.ts';
import { openRefundCase, type RefundOpened, type RefundOpening } from '../../store/cases/open-refund-case.ts';
import { IMPATIENT, openDocumentClient } from '../../store/client.ts';
import { openFoundBy } from '../../store/ledger/found-by.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { goodStage, OPEN_STAGE, ROWS_A_PART, STUDENTS_STAGE } from '../../store/uploads/batch-stages.ts';
import { type Batch, openBatchStore } from '../../store/uploads/batch-store.ts';
import { openUploadStore, packRows, partKey } from '../../store/uploads/upload-store.ts';
import { addCounts, type Counts, type RowResult, type StoredRow } from '../../store/uploads/uploads.ts';
import { STUDENT_BATCH_OUTCOMES } from './outcomes.ts';
import { startRefund } from './start-refund.ts';

const configuration = readConfiguration([
  'UPLOADS_TABLE',
  'CASES_TABLE',
  'LEDGER_TABLE',
  'POLICIES_TABLE',
  'PERSON_SECRET_ARN',
  'REFUND_STATE_MACHINE_ARN',
]);
const client = openDocumentClient();
const identity = openPersonIdentity(configuration.PERSON_SECRET_ARN);
const uploads = openUploadStore(client, configuration.UPLOADS_TABLE, identity);
const batches = openBatchStore(client, configuration.UPLOADS_TABLE);
const cases = openCaseStore(client, configuration.CASES_TABLE, caseSchema);
const services = {
  cases,
  refunds: openRefundLedger(client, configuration.LEDGER_TABLE),
  policies: openPolicyStore(client, configuration.POLICIES_TABLE),
  roll: openRollStore(client, configuration.LEDGER_TABLE),
  foundBy: openFoundBy(client, configuration.LEDGER_TABLE),
  keys: openIdempotencyKeys(client, configuration.LEDGER_TABLE),
  deliver: startRefund(openStarter(new SFNClient(IMPATIENT), configuration.REFUND_STATE_MACHINE_ARN)),
};

const CONCURRENCY = 16;

/** As a distributed map hands over a batch. */
const eventSchema = z.strictObject({
  BatchInput: z.strictObject({ batchId: z.string() }),
  Items: z.array(z.int()).min(1),
});

export const handler = stepHandler(
  eventSchema,
  STUDENT_BATCH_OUTCOMES.OpenCases,
  async ({ BatchInput: { batchId }, Items }): Promise<{ counts: Counts }> => {
    const batch = await batches.get(batchId);
    if (!batch) throw new Error(`there is no batch ${batchId}`);
    const parts = [...new Set(Items.map((item) => Math.floor(item / ROWS_A_PART) + 1))];
    const counts = await withConcurrency(parts, 1, (part) => openPart(batch, part));
    return { counts: counts.reduce(addCounts, {}) };
  },
);

async function openPart(batch: Batch, part: number): Promise<Counts> {
  const { batchId, check } = batch;
  const done = await uploads.getCounts(batchId, partKey(OPEN_STAGE, part));
  if (done) return done;
  const laid = partKey(goodStage(check), part);
  const rows = await uploads.getRows(batchId, laid);
  if (!rows) throw new Error(`batch ${batchId} has no part ${part}`);
  const opened = await withConcurrency(rows, CONCURRENCY, (row) => openRow(batch, row));
  const results = opened.map(({ result }) => result);
  const counts = results.reduce<Counts>((sum, { outcome }) => addCounts(sum, { [outcome]: 1 }), {});
  const refused = rows.filter((_, index) => results[index]?.outcome === 'refused');
  const left = opened.filter(({ result }) => result.outcome !== 'refused').map(({ personRef }) => personRef);
  await batches.putLeft(batch, part, left);
  await uploads.putRows(batchId, partKey(STUDENTS_STAGE, part), packRows(rows.map(numberOfStudent)));
  await uploads.putResults(batchId, { part: partKey(OPEN_STAGE, part), counts, results }, refused);
  await uploads.dropRows(batchId, laid);
  return counts;
}

/** The first cell of the template, and nothing else of the row. */
const numberOfStudent = ([row, [studentNumber = ''], forms]: StoredRow): StoredRow => [
  row,
  [studentNumber],
  forms.slice(0, 1),
];

async function openRow(batch: Batch, stored: StoredRow): Promise<{ personRef: string; result: RowResult }> {
  const opening = await openingOf(batch, stored);
  const opened = await openRefundCase(opening, services);
  return { personRef: opening.person.ref, result: describe(stored[0], opened) };
}

function describe(row: number, opened: RefundOpened): RowResult {
  if (opened.outcome === 'opened') return { row, outcome: 'opened', caseId: opened.caseId };
  const { outcome, message, caseId } = opened;
  const issue = { column: '身份证号码', found: '', message, expected: '请在批次结果中查看，不需要再次提交此行' };
  return { row, outcome, issues: [issue], ...(caseId && { caseId }) };
}

async function openingOf(batch: Batch, stored: StoredRow): Promise<RefundOpening> {
  const { batchId, university, sent, openedBy, openedAt } = batch;
  const at = sent?.at ?? openedAt;
  const today = dateOfInstant(at);
  const read = readDepartureRow(restoreRow(stored), today);
  if (!read.ok) throw new Error(`row ${stored[0]} of batch ${batchId} was laid ready and cannot be read`);
  const { studentNumber, idNumber, name, kind, on, account } = read.value;
  const [region = '', vouchers = ''] = stored[1].slice(DEPARTURE_TEMPLATE.columns.length);
  const { ref, sealed, foundBy } = await identity.seal({ idNumber, name });
  const asStudent = await identity.listUnder([foundByStudentNumber(studentNumber, university)]);
  return {
    key: `batch-${batchId}-${ref}`,
    openedBy: sent?.by ?? openedBy,
    role: 'university',
    at,
    person: { ref, masked: maskPerson({ idNumber, name }), sealed, foundBy: [...foundBy, ...asStudent] },
    request: {
      region,
      coverageYear: yearOf(today),
      ground: 'departure',
      applicant: 'university',
      departure: { kind, on },
      vouchers: vouchers.split(' '),
      payee: await sealPayee(account, { ref, name }, identity),
    },
    university,
    batchId,
  };
}
