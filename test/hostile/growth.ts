/** How the work of something grows with its input, told by the processor's time: other programs do not count. */

/** Tries of which the best counts: a collection of garbage may fall into any one. */
const TRIES = 3;

async function workOf(work: (size: number) => unknown, size: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = process.cpuUsage();
    await work(size);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, user + system);
  }
  return least;
}

/** Microseconds that say nothing about growth: starting, compiling, one collection of garbage. */
const NOISE = 60_000;

/** By how much the work is multiplied when the input is four times as long: about 4 is linear, 16 quadratic. */
export async function growthOf(work: (size: number) => unknown, size: number): Promise<number> {
  await work(Math.ceil(size / 8));
  const [one, four] = [await workOf(work, size), await workOf(work, size * 4)];
  return (four + NOISE) / (one + NOISE);
}
