/**
 * Every night: people whose last day on a list of aid was yesterday, or a day that an earlier night has missed. Their
 * open cases are decided again as by an import. Safe to run again: what has taken effect is not due any more.
 */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { DUE_SHARDS } from '../../store/keys.ts';
import { openAidLists, type Removal } from '../../store/ledger/aid-lists.ts';
import { openLedgerStore } from '../../store/ledger/ledger-store.ts';
import { openRefundLedger } from '../../store/ledger/refund-ledger-store.ts';
import { decideAgain, type OpenCases } from './decide-again.ts';

const { CASES_TABLE, LEDGER_TABLE } = readConfiguration(['CASES_TABLE', 'LEDGER_TABLE']);
const client = openDocumentClient();
const aid = openAidLists(client, LEDGER_TABLE);
const open: OpenCases = {
  cases: openCaseStore(client, CASES_TABLE, caseSchema),
  ledger: openLedgerStore(client, LEDGER_TABLE),
  refunds: openRefundLedger(client, LEDGER_TABLE),
};

const CONCURRENCY = 16;

const eventSchema = z.object({
  source: z.literal('canbao.aid-lists'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime: at }) => {
  const outcomes: Outcome[] = [];
  for (const shard of DUE_SHARDS) {
    const removals = await aid.dueRemovals(shard, dateOfInstant(at));
    outcomes.push(...(await withConcurrency(removals, CONCURRENCY, (removal) => end(removal, at))));
  }
  const left = outcomes.filter((outcome) => outcome === 'left').length;
  writeLog('info', { message: 'aid listings ended', count: outcomes.length - left });
  // Tried again by the scheduler's service, and found again by the next night.
  if (left > 0) throw new ListingsLeftError(`${left} of ${outcomes.length}`);
  return { ended: outcomes.length };
});

type Outcome = 'ended' | 'left';

class ListingsLeftError extends Error {
  override readonly name = 'ListingsLeft';
}

/** One that fails is no reason to leave the others. */
async function end(removal: Removal, at: string): Promise<Outcome> {
  const { personRef, removedOn } = removal;
  try {
    await decideAgain(personRef, await aid.of(personRef), { at, source: `aid-lists/${removedOn}` }, open);
    await aid.finishRemoval(removal, at);
    return 'ended';
  } catch (error) {
    writeLog('warn', { message: 'aid listing left for the next night', ...describeError(error) });
    return 'left';
  }
}
