/**
 * Every few minutes: counts what has changed in cases, for the statistics. The first time, and after a release that counts
 * something else, every case is counted. Every night the figures are added up anew, and one that is wrong is put right.
 */
import { z } from 'zod';
import { COUNTS_REVISION } from '../../cases/counts.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { CountedElsewhereError, openCounter } from '../../store/counts/counter.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';

const { CASES_TABLE, COUNTS_TABLE, POLICIES_TABLE } = readConfiguration([
  'CASES_TABLE',
  'COUNTS_TABLE',
  'POLICIES_TABLE',
]);
const client = openDocumentClient();
const counter = openCounter(client, { cases: CASES_TABLE, counts: COUNTS_TABLE });
const policies = openPolicyStore(client, POLICIES_TABLE);

/** Cases of one run: the next one goes on. */
const MOST_CASES = 4000;

const eventSchema = z.object({
  source: z.enum(['canbao.count', 'canbao.recount']),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ source, scheduledTime: at }) => {
  const done = { counted: 0, takenIn: 0, mended: 0 };
  try {
    done.counted = await counter.countMarked(at, MOST_CASES);
    const isFirst = (await counter.takenInBy()) !== COUNTS_REVISION;
    if (!isFirst && source !== 'canbao.recount') return done;
    const regions = [...new Set((await policies.list()).map(({ region }) => region))];
    const { count, all } = await counter.takeIn(regions, at, MOST_CASES);
    done.takenIn = count;
    if (isFirst && all) await counter.noteTakenIn(at);
    if (source === 'canbao.recount' && all) done.mended = await counter.mend(regions, at);
  } catch (error) {
    // The one that was first does the same work.
    if (!(error instanceof CountedElsewhereError)) throw error;
  }
  if (done.mended > 0) writeLog('warn', { message: 'figures mended', count: done.mended });
  return done;
});
