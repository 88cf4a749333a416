/**
 * What happened in a region on one day, for an auditor: a text with one line for each record, in an order that is always the
 * same, and the SHA-256 of its bytes. Whoever writes the digest down sees years later whether a record was changed, added or
 * lost. Every line is canonical JSON. The text holds histories only, which erasing a person leaves as they are.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { dateOfInstant, type LocalDate } from '../domain/calendar.ts';
import { canonicalJson } from '../domain/content/canonical-json.ts';
import type { EventName } from './events.ts';

/** An entry as it is stored, whatever somebody or a later release made of it: the line of it says all of it. */
export const caseHistorySchema = z.object({
  caseId: z.string(),
  /** Where the case is now. */
  region: z.string().catch(''),
  history: z.array(z.record(z.string(), z.unknown())),
});
export type CaseHistory = z.output<typeof caseHistorySchema>;

const entrySchema = z.object({
  seq: z.int(),
  at: z.iso.datetime({ offset: true }),
  by: z.string(),
  role: z.string().optional(),
  name: z.string().optional(),
  event: z.string(),
  detail: z.object({ action: z.string().optional().catch(undefined) }).catch({}),
});

/** A version of a policy table that officers published on the day. `content`: the digest that was approved. */
export interface TablePublished {
  region: string;
  coverageYear: number;
  version: string;
  content: string;
  at: string;
  by: string;
  name?: string | undefined;
}

/** One line of the day as it is listed. `case` without an entry: its records of the day are lost. */
export interface DayRecord {
  caseId: string;
  seq: number;
  at: string;
  event: string;
  action: string | null;
  by: string;
  name: string | null;
  role: string | null;
}

/** A day of a region. */
export interface DayOfRegion {
  region: string;
  day: LocalDate;
}

type Standing<Entry> = Readonly<{ caseId: string; region: string; history: readonly Entry[] }>;

const movedSchema = z.object({ event: z.literal('moved'), detail: z.object({ region: z.string() }) });

/**
 * Each entry with the region in which the case stood when it was written: that of its number until it moved, and the entry
 * of the move is the last there. So nothing depends on when somebody asks. A move to a region without a table ends the case
 * where it is: of the last one the case itself says whether it went.
 */
function inRegions<Entry>({ caseId, region, history }: Standing<Entry>): { entry: Entry; region: string }[] {
  const moves = history.map((entry) => movedSchema.safeParse(entry).data?.detail.region);
  const last = moves.findLastIndex((to) => to !== undefined);
  let stands = regionOfNumber(caseId) ?? region;
  return history.map((entry, index) => {
    const placed = { entry, region: stands };
    const to = moves[index];
    if (to !== undefined && (index < last || to === region)) stands = to;
    return placed;
  });
}

const regionOfNumber = (caseId: string): string | undefined => /^[A-Z](\d{6})-/.exec(caseId)?.[1];

/** The days, where we are, on which something happened to a case, each of the region in which the case stood then. */
export function daysOf(found: Standing<{ at: string }>): DayOfRegion[] {
  const days = inRegions(found).map(({ entry, region }) => ({ region, day: dateOfInstant(entry.at) }));
  return [...new Map(days.map((one) => [`${one.region} ${one.day}`, one])).values()];
}

const line = (value: unknown): string => `${canonicalJson(value)}\n`;

/** @param previous digest of the part before; null for the first */
export const headOfDay = (place: DayOfRegion, previous: string | null): string => line({ ...place, previous });

export const lineOfTable = ({ name: _name, ...table }: TablePublished): string => line({ table });

/** @param found undefined where the case is gone */
export function linesOfCase(caseId: string, found: CaseHistory | undefined, asked: DayOfRegion) {
  const entries = (found ? inRegions(found) : []).flatMap(({ entry, region }) => {
    const { data } = entrySchema.safeParse(entry);
    const isOfDay = region === asked.region && data !== undefined && dateOfInstant(data.at) === asked.day;
    return isOfDay ? [{ data, text: line({ case: caseId, entry }) }] : [];
  });
  const records = entries.map(({ data: { seq, at, event, detail, by, name, role } }): DayRecord => {
    return { caseId, seq, at, event, action: detail.action ?? null, by, name: name ?? null, role: role ?? null };
  });
  const isLost = entries.length === 0;
  return {
    text: isLost ? line({ case: caseId, lost: true }) : entries.map(({ text }) => text).join(''),
    records,
    isLost,
  };
}

export const digestOfText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What an auditor counts of a day. */
export const DAY_COUNTS = [
  'opened',
  'decided',
  'corrected',
  'paid',
  'refundsOrdered',
  'refundsPaid',
  'refundsReturned',
  'withdrawn',
  'revealed',
  'packsTaken',
  'erased',
] as const;
type DayCount = (typeof DAY_COUNTS)[number];

const COUNT_OF: Partial<Record<EventName, DayCount>> = {
  case_opened: 'opened',
  task_decided: 'decided',
  facts_corrected: 'corrected',
  payment_confirmed: 'paid',
  payout_instructed: 'refundsOrdered',
  payout_paid: 'refundsPaid',
  payout_returned: 'refundsReturned',
  payout_bounced: 'refundsReturned',
  case_withdrawn: 'withdrawn',
  person_revealed: 'revealed',
  document_shown: 'revealed',
  audit_pack_taken: 'packsTaken',
  person_erased: 'erased',
};

const countOf = new Map<string, DayCount>(Object.entries(COUNT_OF));

/** As what a record is counted; null for a step between. */
export const countedAs = ({ event }: Pick<DayRecord, 'event'>): DayCount | null => countOf.get(event) ?? null;
