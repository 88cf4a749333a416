/**
 * Every month: the person is taken out of cases whose years are over, out of their notices, their documents, and out
 * of what was put out for collection. Safe to run again; what somebody holds, or whose person has an open case, is looked at again each month.
 */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { erase as erasure, isErased, keptFor } from '../../cases/erase.ts';
import { foundByOf } from '../../cases/found-by.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { endedThrough, RETENTION_CLASSES, type RetentionClass } from '../../domain/retention.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { listEnded } from '../../store/cases/case-lists.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openDocumentErasure } from '../../store/documents/document-files.ts';
import { DUE_SHARDS } from '../../store/keys.ts';
import { openFoundBy } from '../../store/ledger/found-by.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openNoticeStore } from '../../store/messages/notice-store.ts';
import { changeByStep } from '../case/change-case.ts';

const configuration = readConfiguration([
  'CASES_TABLE',
  'DOCUMENTS_BUCKET',
  'LEDGER_TABLE',
  'NOTICES_TABLE',
  'RETENTION_YEARS',
  'SETTLED_RETENTION_YEARS',
]);
const client = openDocumentClient();
const cases = openCaseStore(client, configuration.CASES_TABLE, caseSchema);
const ended = listEnded(client, configuration.CASES_TABLE);
const notices = openNoticeStore(client, configuration.NOTICES_TABLE);
const foundBy = openFoundBy(client, configuration.LEDGER_TABLE);
const ledger = openLedgerStore(client, configuration.LEDGER_TABLE);
const eraseDocuments = openDocumentErasure(configuration.DOCUMENTS_BUCKET);
const roll = openRollStore(client, configuration.LEDGER_TABLE);
const YEARS: Record<RetentionClass, number> = {
  closed: Number(configuration.RETENTION_YEARS),
  settled: Number(configuration.SETTLED_RETENTION_YEARS),
};

const CONCURRENCY = 16;

const eventSchema = z.object({
  source: z.literal('canbao.erase'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime: at }) => {
  const outcomes: Outcome[] = [];
  for (const retention of RETENTION_CLASSES) {
    const through: LocalDate = endedThrough(dateOfInstant(at), YEARS[retention]);
    for (const shard of DUE_SHARDS) {
      const expired = await ended(retention, shard, through);
      outcomes.push(...(await withConcurrency(expired, CONCURRENCY, (caseId) => erase(caseId, at))));
    }
  }
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  writeLog('info', { message: 'persons erased', count: count('erased') });
  if (count('failed') > 0) throw new NotErasedError(`${count('failed')} of ${outcomes.length}`);
  return { erased: count('erased'), kept: count('kept') };
});

type Outcome = 'erased' | 'kept' | 'failed';

class NotErasedError extends Error {
  override readonly name = 'NotErased';
}

/** The case last: until it is done, it is due. One that fails is no reason to leave the others. */
async function erase(caseId: string, at: string): Promise<Outcome> {
  try {
    const found = await cases.get(caseId);
    if (!found || isErased(found)) return 'kept';
    if (keptFor(found, await cases.ofPerson(found.person.ref))) return 'kept';
    await notices.erase(caseId);
    await ledger.eraseCollection(caseId);
    if (found.kind === 'newborn') await roll.eraseGuardian(found.person.ref);
    await foundBy.drop(foundByOf(found), caseId);
    await eraseDocuments(caseId);
    const after = await changeByStep(cases, caseId, (current) => erasure(current, at));
    return isErased(after) ? 'erased' : 'kept';
  } catch (error) {
    writeLog('error', { message: 'a person was not erased', caseId, ...describeError(error) });
    return 'failed';
  }
}
