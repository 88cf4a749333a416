/**
 * The history of a case: an append-only list whose every entry carries the hash of the one before, so that an entry
 * changed or taken out later is found by anyone who reads the list.
 */
import { z } from 'zod';
import { digestOf } from '../domain/content/content-digest.ts';

export const historyEntrySchema = z.object({
  /** 1 for the entry that opens the case. */
  seq: z.int().min(1),
  /** ISO instant. */
  at: z.string(),
  /** Subject of the caller's token, or `system:<State>`. */
  by: z.string(),
  role: z.string().optional(),
  event: z.string(),
  /** What was decided and why; never personal data. */
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  /** SHA-256 (hex) of the canonical JSON of the entry without `hash`. */
  hash: z.string(),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;

/** What the one who changes a case says about the change. */
export type CaseEvent = Pick<HistoryEntry, 'at' | 'by' | 'role' | 'event' | 'detail'>;

const BEFORE_THE_FIRST = '0'.repeat(64);

/** The entry that follows the last one of a history. */
export function nextEntry(history: readonly HistoryEntry[], event: CaseEvent): HistoryEntry {
  const entry = {
    seq: history.length + 1,
    at: event.at,
    by: event.by,
    ...(event.role === undefined ? {} : { role: event.role }),
    event: event.event,
    detail: event.detail,
    previous: history.at(-1)?.hash ?? BEFORE_THE_FIRST,
  };
  return { ...entry, hash: digestOf(entry) };
}

/** Who looked at a case, for how long it keeps its person, what could not be done after its end: it stays where it is. */
const BESIDE_THE_STEPS = [
  'person_revealed',
  'audit_pack_taken',
  'case_held',
  'case_let_go',
  'person_erased',
  'end_unfinished',
];

/** The entry by which a case came to where it is. */
export const lastStep = <Entry extends Pick<HistoryEntry, 'event'>>(history: readonly Entry[]): Entry | undefined =>
  history.findLast(({ event }) => !BESIDE_THE_STEPS.includes(event));

/** Sequence number of the first entry that isn't what was written; null if the chain holds. */
export function findBrokenEntry(history: readonly HistoryEntry[]): number | null {
  let previous = BEFORE_THE_FIRST;
  for (const [index, { hash, ...entry }] of history.entries()) {
    if (entry.seq !== index + 1 || entry.previous !== previous || digestOf(entry) !== hash) return index + 1;
    previous = hash;
  }
  return null;
}
