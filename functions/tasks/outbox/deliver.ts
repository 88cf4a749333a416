/**
 * Every minute: sends what waits in the outbox. Notices of the workflows come here first; reminders only when their
 * own run could not hand them over.
 */
import { z } from 'zod';
import { caseSchema } from '../../cases/case.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { QUEUE_SHARDS } from '../../store/keys.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import type { Message } from '../../store/messages/outbox-store.ts';
import { lookUp } from '../reminders/look-up.ts';
import { attemptUntil } from './attempt.ts';
import { type Addressed, type DeliveryCounts, deliverMessages } from './deliver-messages.ts';
import { openChannels } from './open-channels.ts';
import { openPhoneWishes } from './phone-wishes.ts';
import { whyUnsaid } from './still-to-say.ts';

const configuration = readConfiguration([
  'CASES_TABLE',
  'LEDGER_TABLE',
  'NOTICES_TABLE',
  'PERSON_SECRET_ARN',
  'GATEWAY_SECRET_ARN',
  'GATEWAY_URL',
  'QUIET_HOURS',
]);
const client = openDocumentClient();
const channels = openChannels(client, configuration);
const cases = openCaseStore(client, configuration.CASES_TABLE, caseSchema);
const roll = openRollStore(client, configuration.LEDGER_TABLE);
const byPhone = openPhoneWishes(channels.identity, roll);

const BATCH = 100;
const READS_AT_A_TIME = 16;
/** Of real time, so that a run is over before the function's own limit. */
const BUDGET_MS = 30_000;

const eventSchema = z.object({
  source: z.literal('canbao.deliver'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

export const handler = taskHandler(eventSchema, async ({ scheduledTime: at }) => {
  const total: DeliveryCounts = { sent: 0, postponed: 0, dead: 0, gatewayDown: false };
  const started = performance.now();
  for (const shard of QUEUE_SHARDS) {
    for (let more = true; more && performance.now() - started < BUDGET_MS; ) {
      const waiting = await channels.outbox.queued(shard, at, BATCH);
      const counts = await deliverMessages(await claimAll(waiting, at), at, channels);
      total.sent += counts.sent;
      total.postponed += counts.postponed;
      total.dead += counts.dead;
      // A gateway that is down is not asked again and again: the others wait where they are until the next minute.
      more = waiting.length === BATCH && !counts.gatewayDown;
    }
  }
  if (total.sent + total.dead > 0) writeLog('info', { message: 'outbox delivered', count: total.sent });
  if (total.dead > 0) writeLog('warn', { message: 'dead messages', count: total.dead });
  return total;
});

/** Those that no other run has taken meanwhile. */
async function claimAll(waiting: readonly Message[], at: string): Promise<Addressed[]> {
  const until = attemptUntil(at);
  const claimed = await withConcurrency(waiting, READS_AT_A_TIME, async (message) => {
    if (!(await channels.outbox.claim(message, until))) return [];
    const lookedUp = await lookUp(message.caseId, { cases, roll });
    const unsaid = whyUnsaid(message, lookedUp);
    if (unsaid) {
      await channels.outbox.markDead(message, unsaid, at);
      return [];
    }
    const { recipient } = lookedUp;
    return [{ message, recipient: recipient && (await byPhone(recipient)) }];
  });
  return claimed.flat();
}
