import { residentMb } from '../local/machine-process.ts';

/** Watches the memory of a process, all its threads together, once a second. */
export function watchMemory(pid: number | undefined): { peak(): number; stop(): void } {
  let peak = residentMb(pid);
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb(pid));
  }, 1000);
  return {
    /** MB since the last time it was asked, or since the beginning. */
    peak() {
      const reached = Math.max(peak, residentMb(pid));
      peak = 0;
      return reached;
    },
    stop: () => clearInterval(timer),
  };
}
