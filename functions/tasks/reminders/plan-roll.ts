/** State "PlanRoll": plans for the people of one shard of a region's roll, page by page. Those planned are left alone. */
import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { nextStep } from '../../domain/reminder/steps.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { stepHandler } from '../../runtime/task-handler.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { openDocumentClient } from '../../store/client.ts';
import { rollSubject } from '../../store/keys.ts';
import { openRollStore } from '../../store/ledger/roll-store.ts';
import { openReminderRuns } from '../../store/messages/reminder-runs.ts';
import { openReminderStore } from '../../store/messages/reminder-store.ts';
import { REMINDERS_OUTCOMES } from './outcomes.ts';
import { at } from './run-event.ts';

const configuration = readConfiguration(['LEDGER_TABLE', 'REMINDERS_TABLE']);
const client = openDocumentClient();
const roll = openRollStore(client, configuration.LEDGER_TABLE);
const reminders = openReminderStore(client, configuration.REMINDERS_TABLE);
const runs = openReminderRuns(client, configuration.REMINDERS_TABLE);

const WRITES_AT_A_TIME = 32;
/** Of real time; what is left is the next invocation's. */
const BUDGET_MS = 30_000;

const eventSchema = z.strictObject({
  region: z.string(),
  coverageYear: z.int(),
  shard: z.string(),
  lastDay: localDateSchema,
  at,
  /** Where the invocation before stopped. */
  start: z.record(z.string(), z.unknown()).nullable().default(null),
});

export const handler = stepHandler(
  eventSchema,
  REMINDERS_OUTCOMES.PlanRoll,
  async ({ region, coverageYear, shard, lastDay, at, start }) => {
    const step = nextStep('period', lastDay, dateOfInstant(at));
    const started = performance.now();
    let next = start;
    do {
      const page = await roll.roll(region, coverageYear - 1, shard, next);
      await withConcurrency(page.personRefs, WRITES_AT_A_TIME, async (personRef) => {
        if (!step) return;
        const subject = rollSubject(region, coverageYear, personRef);
        await reminders.plan({ subject, occasion: 'period', region, coverageYear, lastDay, ...step, plannedAt: at });
      });
      next = page.next;
    } while (next !== null && performance.now() - started < BUDGET_MS);
    if (next === null) await runs.setPlanned(region, coverageYear, shard, lastDay);
    return { more: next !== null, start: next };
  },
);
