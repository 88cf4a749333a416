import type { Change } from '../execution/changes.ts';
import type { Journal } from './journal.ts';

const KEPT = 1_000;

/** A journal without a disk: it keeps what is open, and of what has ended the newest thousand. */
export function createMemoryJournal(): Journal {
  const histories = new Map<string, Change[]>();
  const definitions = new Map<string, string>();
  const ended: string[] = [];
  let started = 0;
  let forgotten: (file: number) => void = () => {};
  return {
    append(key, changes) {
      const history = histories.get(key);
      if (history) for (const change of changes) history.push(change);
      else histories.set(key, changes);
      return undefined;
    },
    probe: async () => {},
    keepDefinition: (hash, text) => definitions.set(hash, text),
    definition: (hash) => definitions.get(hash),
    rest: () => false,
    awaken: (key) => histories.get(key),
    read: async (key) => histories.get(key),
    end({ key }) {
      ended.push(key);
      const file = Math.floor(started++ / KEPT);
      if (ended.length === 2 * KEPT) {
        for (const old of ended.splice(0, KEPT)) histories.delete(old);
        forgotten(file - 1);
      }
      return { file, offset: 0, length: 0 };
    },
    async reopen() {},
    onForget(tell) {
      forgotten = tell;
    },
    close: async () => {},
  };
}
