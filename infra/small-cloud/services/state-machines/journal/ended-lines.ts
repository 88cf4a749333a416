import type { Status } from '../execution/execution.ts';
import { type ArchivePlace, type Ended, type EndedAt, JournalError } from './journal.ts';

const STATUSES: readonly Status[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** A line of the archive's index: all that a start needs to know of an ended execution. */
export function writeEndedLine(
  { key, machine, status, started, stopped, mapRun, mapRuns }: Ended,
  { offset, length }: ArchivePlace,
): string {
  const rest = mapRun === undefined && mapRuns.length === 0 ? [] : [mapRun ?? null, ...mapRuns];
  return JSON.stringify([key, machine, status, started, stopped, offset, length, ...rest]);
}

export function readEndedLine(text: string, file: number): EndedAt {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value)) throw new JournalError(`The archive's index has a line that is none: ${text}`);
  const [key, machine, status, started, stopped, offset, length, mapRun, ...mapRuns] = value;
  return {
    key: String(key),
    machine: String(machine),
    status: STATUSES.find((known) => known === status) ?? 'ABORTED',
    started: Number(started),
    stopped: Number(stopped),
    mapRun: typeof mapRun === 'string' ? mapRun : undefined,
    mapRuns: mapRuns.map(String),
    place: { file, offset: Number(offset), length: Number(length) },
  };
}
