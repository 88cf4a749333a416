import type { Change } from '../execution/changes.ts';
import type { Status } from '../execution/execution.ts';

/** What stays known of an execution once it has ended. */
export interface Ended {
  key: string;
  machine: string;
  status: Status;
  started: number;
  stopped: number;
  /** The map run that it belonged to. */
  mapRun: string | undefined;
  /** Its own map runs. */
  mapRuns: string[];
}

/** Where an ended execution's changes lie on disk. */
export interface ArchivePlace {
  file: number;
  offset: number;
  length: number;
}

export type EndedAt = Ended & { place: ArchivePlace };

/** Where changes are kept. */
export interface Journal {
  /**
   * Resolves when the changes are safe; undefined if there is nothing to wait for.
   * Rejects with a JournalError if they cannot be written.
   */
  append(key: string, changes: Change[]): Promise<void> | undefined;
  /** Rejects with a JournalError as long as nothing can be written. */
  probe(): Promise<void>;
  /** Keeps the text of a definition; it is safe before any change appended later. */
  keepDefinition(hash: string, text: string): void;
  definition(hash: string): string | undefined;
  /** All changes of an execution, in order. `place` is that given when it ended. */
  read(key: string, place: ArchivePlace | undefined): Promise<Change[] | undefined>;
  /** An open execution only waits: its changes may leave memory until `awaken`. False if they can't. */
  rest(key: string): boolean;
  /** All changes of an open execution that rested. */
  awaken(key: string): Change[] | undefined;
  /** An execution ended: its changes may leave memory. */
  end(ended: Ended): ArchivePlace | undefined;
  /** An ended execution goes on: its changes so far, to be followed by others. */
  reopen(key: string, changes: Change[]): Promise<void>;
  /** Calls `tell` when the changes of the executions in a file are no longer kept. */
  onForget(tell: (file: number) => void): void;
  close(): Promise<void>;
}

/** What a journal on disk held when it was opened. */
export interface KeptExecutions {
  open: Map<string, Change[]>;
  /** In order of their start. */
  ended: EndedAt[];
}

/** The journal cannot be read or written. Names the file, and the place in it if that is damaged. */
export class JournalError extends Error {
  override name = 'JournalError';
}
