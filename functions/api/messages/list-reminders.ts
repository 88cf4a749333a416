import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../../domain/calendar.ts';
import { regionSchema } from '../../domain/regions.ts';
import { REMINDER_OCCASIONS } from '../../domain/reminder/steps.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { DUE_SHARDS, personOfSubject } from '../../store/keys.ts';
import type { Reminder } from '../../store/messages/reminder.ts';
import { pageQuery } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import type { OutboxServices } from '../http/services.ts';
import { readOn, requireRegion } from './message-view.ts';

const reminderViewSchema = z.object({
  /** Null for a person on the roll who has no case. */
  caseId: z.string().nullable(),
  /** Masked; null where it is not known. */
  name: z.string().nullable(),
  occasion: z.enum(REMINDER_OCCASIONS),
  coverageYear: z.int(),
  /** What it is about: the last day of a period, a payment, documents. */
  lastDay: z.string(),
  /** -1 is the day after it. */
  daysBefore: z.int(),
  /** held: a payment may not be visible yet */
  state: z.enum(['planned', 'held']),
  said: z.object({ paidOn: z.string() }).nullable(),
});
type ReminderView = z.input<typeof reminderViewSchema>;

const NAMES_AT_A_TIME = 16;

export const listReminders = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/reminders',
  operation: 'listReminders',
  summary: 'What is planned to go out in a region on a day, and why. What went out already is in GET /outbox.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ ...pageQuery, region: regionSchema, day: localDateSchema }),
  body: NO_BODY,
  answer: z.object({ reminders: z.array(reminderViewSchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed'],
  async handle({ query: { region, day, limit, cursor }, caller }, services) {
    requireRegion(caller, region);
    const page = await readOn(cursor, (after) => planned(region, day, limit, after, services));
    const named = await withConcurrency(page.found, NAMES_AT_A_TIME, (one) => showReminder(one, services));
    const next = page.next && Buffer.from(JSON.stringify(page.next)).toString('base64url');
    return { status: 200, body: { reminders: named, cursor: next } };
  },
});

/** Page by page through the shards of a day, which all regions share. */
async function planned(
  region: string,
  day: LocalDate,
  limit: number,
  after: Record<string, unknown> | null,
  { reminders }: OutboxServices,
): Promise<{ found: Reminder[]; next: Record<string, unknown> | null }> {
  const found: Reminder[] = [];
  const { shard: first = DUE_SHARDS[0], ...begun } = after ?? {};
  let start = Object.keys(begun).length > 0 ? begun : null;
  for (const shard of DUE_SHARDS.filter((one) => one >= String(first))) {
    do {
      if (found.length >= limit) return { found, next: { shard, ...start } };
      const page = await reminders.due(day, shard, limit, start);
      found.push(...page.reminders.filter((one) => one.region === region));
      start = page.next;
    } while (start !== null);
  }
  return { found, next: null };
}

async function showReminder(reminder: Reminder, { cases, roll }: OutboxServices): Promise<ReminderView> {
  const { subject, occasion, coverageYear, lastDay, daysBefore, state, said } = reminder;
  const personRef = personOfSubject(subject);
  const name =
    personRef === null
      ? ((await cases.get(subject))?.person.masked.name ?? null)
      : ((await roll.contactOf(personRef))?.maskedName ?? null);
  return {
    caseId: personRef === null ? subject : null,
    name,
    occasion,
    coverageYear,
    lastDay,
    daysBefore,
    state: state === 'held' ? 'held' : 'planned',
    said: said ? { paidOn: said.paidOn } : null,
  };
}
