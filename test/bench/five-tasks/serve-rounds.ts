import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Asks a contender to run executions, so many at a time, for so long. */
export const roundSchema = z.object({ atATime: z.number(), seconds: z.number() });
export type Round = z.infer<typeof roundSchema>;

/** What came of it: executions that ended, seconds until the last of them had, and seconds of processor time. */
export const resultSchema = z.object({ ended: z.number(), seconds: z.number(), cpu: z.number() });
export type RoundResult = z.infer<typeof resultSchema>;

/**
 * Serves rounds over stdin and stdout, one line each, until stdin ends. An execution counts when its end is kept, and
 * only then the next one starts in its place.
 */
export async function serveRounds(runOne: (number: number, atATime: number) => Promise<void>): Promise<void> {
  let started = 0;
  console.log('ready');
  for await (const line of createInterface({ input: process.stdin })) {
    const { atATime, seconds } = roundSchema.parse(JSON.parse(line));
    const cpu = process.cpuUsage();
    const from = performance.now();
    const until = from + seconds * 1000;
    let ended = 0;
    const runOneByOne = async () => {
      while (performance.now() < until) {
        await runOne(started++, atATime);
        ended += 1;
      }
    };
    await Promise.all(Array.from({ length: atATime }, runOneByOne));
    const { user, system } = process.cpuUsage(cpu);
    const result: RoundResult = { ended, seconds: (performance.now() - from) / 1000, cpu: (user + system) / 1e6 };
    console.log(JSON.stringify(result));
  }
}
