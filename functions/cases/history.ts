/**
 * The history of a case: a list that only grows. Each entry carries the hash of the one before. So whoever reads the
 * list finds an entry that somebody changed or took out.
 */
import { z } from 'zod';
import { digestOf } from '../domain/content/content-digest.ts';
import { type EventName, isBesideTheSteps } from './events.ts';

export const historyEntrySchema = z.object({
  /** 1 for the entry that opens the case. */
  seq: z.int().min(1),
  /** ISO instant. */
  at: z.string(),
  /** Subject of the caller's token, or `system:<State>`. */
  by: z.string(),
  role: z.string().optional(),
  /** Of the colleague, as the sign-in said it then; releases up to 0.1.1 kept none. */
  name: z.string().optional(),
  /** One of `EVENT_NAMES`, or a name of a later release. */
  event: z.string(),
  /** What was decided and why; never personal data. */
  detail: z.record(z.string(), z.unknown()),
  previous: z.string(),
  /** SHA-256 (hex) of the canonical JSON of the entry without `hash`. */
  hash: z.string(),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;

const BEFORE_THE_FIRST = '0'.repeat(64);

/** The entry that follows the last one of a history. */
export function nextEntry(
  history: readonly HistoryEntry[],
  event: Omit<HistoryEntry, 'seq' | 'previous' | 'hash'>,
): HistoryEntry {
  const entry = {
    seq: history.length + 1,
    at: event.at,
    by: event.by,
    ...(event.role === undefined ? {} : { role: event.role }),
    ...(event.name === undefined ? {} : { name: event.name }),
    event: event.event,
    detail: event.detail,
    previous: history.at(-1)?.hash ?? BEFORE_THE_FIRST,
  };
  return { ...entry, hash: digestOf(entry) };
}

/** The newest entry that moved the case. An entry beside the steps (somebody looked at it) moves nothing. */
export const lastStep = <Entry extends Pick<HistoryEntry, 'event'>>(history: readonly Entry[]): Entry | undefined =>
  history.findLast(({ event }) => !isBesideTheSteps(event));

/** The last entry of one of these names. */
export const lastOf = <Entry extends Pick<HistoryEntry, 'event'>>(
  history: readonly Entry[],
  ...names: readonly EventName[]
): Entry | undefined => history.findLast(({ event }) => names.some((name) => name === event));

/** Sequence number of the first entry that isn't what was written; null if the chain holds. */
export function findBrokenEntry(history: readonly HistoryEntry[]): number | null {
  let previous = BEFORE_THE_FIRST;
  for (const [index, { hash, ...entry }] of history.entries()) {
    if (entry.seq !== index + 1 || entry.previous !== previous || digestOf(entry) !== hash) return index + 1;
    previous = hash;
  }
  return null;
}
