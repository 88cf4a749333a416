import { ownMb, residentMb } from '../support/machine-process.ts';

/** By how many percent the last of some peaks is above the first. */
export const growthOf = (peaks: readonly number[]): number =>
  100 * ((peaks.at(-1) ?? Number.NaN) / (peaks[0] ?? Number.NaN) - 1);

/** Watches the memory of a process, all its threads together, twice a second. */
export function watchMemory(pid: number | undefined): {
  peak(): number;
  ownPeak(): number;
  own(): number;
  stop(): void;
} {
  let peak = 0;
  let ownPeak = 0;
  let own = 0;
  const look = () => {
    const now = ownMb(pid);
    peak = Math.max(peak, residentMb(pid));
    ownPeak = Math.max(ownPeak, now);
    own = Math.max(own, now);
  };
  look();
  const timer = setInterval(look, 500);
  return {
    /** MB since the last time it was asked, or since the beginning. */
    peak() {
      look();
      const reached = peak;
      peak = 0;
      return reached;
    },
    /** The same, of memory that is its own: a database's files are mapped, and the system takes their pages back at need. */
    ownPeak() {
      look();
      const reached = ownPeak;
      ownPeak = 0;
      return reached;
    },
    /** The most MB that were its own and no pages of files. */
    own: () => own,
    stop: () => clearInterval(timer),
  };
}
