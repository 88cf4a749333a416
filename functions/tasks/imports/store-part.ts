/**
 * State "StorePart", and "LeavePart" where that has failed for good: stores the rows of one part in the ledger, and keeps what became of each. Safe to run again: rows
 * that an earlier try stored are known by their source.
 */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { restoreRow } from '../../domain/imports/stored-cells.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { openPersonIdentity } from '../../runtime/person-identity.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openAidLists } from '../../store/ledger/aid-lists.ts';
import { openImportedEnrolments } from '../../store/ledger/imported-enrolments.ts';
import { openImportedPayments } from '../../store/ledger/imported-payments.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openReadsTogether } from '../../store/ledger/reads-together.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openUploadStore, partKey } from '../../store/uploads/upload-store.ts';
import {
  addCounts,
  type Counts,
  type RowResult,
  type StoredRow,
  type UploadHead,
} from '../../store/uploads/uploads.ts';
import { IMPORTS_OUTCOMES } from './outcomes.ts';
import { IMPORTERS, type ImportServices } from './row-importers.ts';

const configuration = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE', 'UPLOADS_TABLE', 'PERSON_SECRET_ARN']);
const client = openDocumentClient();
const identity = openPersonIdentity(configuration.PERSON_SECRET_ARN);
const uploads = openUploadStore(client, configuration.UPLOADS_TABLE, identity);
// Many rows are under way at a time: what they ask of the ledger in the same moment goes there together.
const reading = openReadsTogether(client, configuration.LEDGER_TABLE);
const ledger = openLedgerStore(client, configuration.LEDGER_TABLE, reading);
const services: ImportServices = {
  payments: openImportedPayments(client, configuration.LEDGER_TABLE, reading),
  enrolments: openImportedEnrolments(client, configuration.LEDGER_TABLE),
  aid: openAidLists(client, configuration.LEDGER_TABLE),
  roll: openRollStore(client, configuration.LEDGER_TABLE),
  identity,
  deaths: ledger.deaths,
  open: {
    cases: openCaseStore(client, configuration.CASES_TABLE, caseSchema),
    ledger,
    refunds: openRefundLedger(client, configuration.LEDGER_TABLE),
  },
};

/** Rows under way at a time: one of them waits for the table most of its time. */
const CONCURRENCY = 48;

const eventSchema = z.strictObject({
  uploadId: z.string(),
  fileId: z.string(),
  part: z.int().min(1),
  at: z.iso.datetime({ offset: true }),
  /** Name of the error by which the part is given up. */
  left: z.string().optional(),
});

export const handler = stepHandler(
  eventSchema,
  IMPORTS_OUTCOMES.StorePart,
  async ({ uploadId, fileId, part, at, left }): Promise<{ counts: Counts }> => {
    const key = partKey(fileId, part);
    if (left !== undefined) {
      await uploads.leavePart(uploadId, key, left);
      return { counts: {} };
    }
    const [head, rows] = await Promise.all([uploads.getHead(uploadId), uploads.getRows(uploadId, key)]);
    const done = rows ? null : await uploads.getCounts(uploadId, key);
    if (done) return { counts: done };
    if (!head || !rows) throw new Error(`upload ${uploadId} has no part ${key}`);
    const results = await withConcurrency(rows, CONCURRENCY, (row) => importRow(row, head, fileId, at));
    const counts = results.reduce<Counts>((sum, { outcome }) => addCounts(sum, { [outcome]: 1 }), {});
    const failed = rows.filter((_, index) => results[index]?.outcome === 'failed');
    await uploads.finishPart(uploadId, { part: key, counts, results }, failed);
    return { counts };
  },
);

async function importRow(stored: StoredRow, head: UploadHead, fileId: string, now: string): Promise<RowResult> {
  const row = restoreRow(stored);
  const outcome = await IMPORTERS[head.kind](
    row,
    {
      today: dateOfInstant(head.openedAt),
      regions: head.regions,
      source: `${head.uploadId}/${fileId}:${row.row}`,
      at: head.openedAt,
      now,
    },
    services,
  );
  return { row: row.row, ...outcome };
}
