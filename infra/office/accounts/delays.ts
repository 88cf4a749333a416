/**
 * How long somebody waits who was wrong too often. What is counted: the account and the address for a computer that
 * nobody knows, and only the computer itself where the account has signed in from it before. So nobody is locked out of
 * an account, or out of an address that many share, by who only tries (OWASP calls it device cookies).
 *
 * Counted in this process: who can restart the office needs no password.
 */

const FREE = 5;
const FIRST_MS = 30_000;
const LONGEST_MS = 15 * 60_000;
const FORGOTTEN_MS = 24 * 60 * 60_000;
/** Who guesses from more addresses than this gets those forgotten that were wrong longest ago. */
const KEPT = 50_000;

interface Wrongs {
  count: number;
  /** Of these, how many were refused unread since the last one that was read. */
  refused: number;
  until: number;
  lastAt: number;
}

export interface Delays {
  /** How long who tries has to wait, in ms; otherwise 0, and the try counts as wrong until it is said to be right. */
  begin(keys: readonly string[], now: number): number;
  /** The try was right: nobody waits for it; what only this person has is forgotten altogether. */
  succeed(keys: readonly string[], forget: readonly string[]): void;
  /** Tries that were refused unread since this was asked last. */
  takeRefused(key: string): number;
  /** How many are remembered. */
  size(): number;
}

/** @param now of the calls: milliseconds of a clock that only runs on */
export function createDelays(): Delays {
  const known = new Map<string, Wrongs>();

  function find(key: string, now: number): Wrongs {
    const found = known.get(key);
    if (found !== undefined && now - found.lastAt < FORGOTTEN_MS) return found;
    return { count: 0, refused: 0, until: 0, lastAt: now };
  }

  function keep(key: string, wrongs: Wrongs): void {
    known.delete(key); // the latest stand last
    known.set(key, wrongs);
    if (known.size <= KEPT) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }

  return {
    size: () => known.size,
    begin(keys, now) {
      const found = keys.map((key) => [key, find(key, now)] as const);
      const wait = Math.max(0, ...found.map(([, { until }]) => until - now));
      for (const [key, wrongs] of found) {
        if (wait > 0) {
          keep(key, { ...wrongs, refused: wrongs.refused + 1 });
          continue;
        }
        const count = wrongs.count + 1;
        const delay = count < FREE ? 0 : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(count - FREE, 20));
        keep(key, { ...wrongs, count, until: now + delay, lastAt: now });
      }
      return wait;
    },
    succeed(keys, forget) {
      for (const key of keys) {
        const wrongs = known.get(key);
        if (wrongs === undefined) continue;
        if (forget.includes(key)) known.delete(key);
        else keep(key, { ...wrongs, count: wrongs.count - 1, until: 0 });
      }
    },
    takeRefused(key) {
      const wrongs = known.get(key);
      if (wrongs === undefined) return 0;
      const { refused } = wrongs;
      wrongs.refused = 0;
      return refused;
    },
  };
}
