import type { Change } from './changes.ts';
import type { Status } from './execution.ts';

/** What stays known of an execution once it has ended. */
export interface Ended {
  key: string;
  machine: string;
  status: Status;
  started: number;
  stopped: number;
  /** The map run that it belonged to. */
  mapRun?: string | undefined;
}

/** Where changes are kept. */
export interface Journal {
  /** Resolves when the changes are safe; undefined if there is nothing to wait for. */
  append(key: string, changes: Change[]): Promise<void> | undefined;
  /** Keeps the text of a definition, for as long as an execution follows it. */
  keepDefinition(hash: string, text: string): void;
  definition(hash: string): string | undefined;
  /** All changes of an execution, in order. Undefined if it is not known, or no longer. */
  read(key: string): Promise<Change[] | undefined>;
  /** An execution ended: its changes may leave memory. */
  end(ended: Ended): void;
  /** An ended execution goes on. */
  reopen(key: string, changes: Change[]): void;
  /** Is told of each ended execution whose changes are no longer kept. */
  onForget(tell: (key: string) => void): void;
  close(): Promise<void>;
}

const KEPT = 1_000;

/** A journal without a disk: it keeps what is open, and of what has ended the newest thousand. */
export function createMemoryJournal(): Journal {
  const histories = new Map<string, Change[]>();
  const definitions = new Map<string, string>();
  const ended: string[] = [];
  let forgotten: (key: string) => void = () => {};
  return {
    append(key, changes) {
      const history = histories.get(key);
      if (history) for (const change of changes) history.push(change);
      else histories.set(key, changes);
      return undefined;
    },
    keepDefinition: (hash, text) => definitions.set(hash, text),
    definition: (hash) => definitions.get(hash),
    read: async (key) => histories.get(key),
    end({ key }) {
      ended.push(key);
      if (ended.length < 2 * KEPT) return;
      for (const old of ended.splice(0, KEPT)) {
        histories.delete(old);
        forgotten(old);
      }
    },
    reopen(key) {
      ended.splice(ended.indexOf(key), 1);
    },
    onForget(tell) {
      forgotten = tell;
    },
    close: async () => {},
  };
}
