import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { ImpactOf } from '../../../functions/audit/impact.ts';
import { addSums, type ImpactSums, nothingYet } from '../../../functions/audit/impact-sums.ts';

const count = z.int();
const decidedSchema = z.object({
  list: z.instanceof(Uint8Array),
  sums: z.object({
    counts: z.object({ unchanged: count, changed: count, revived: count, undecided: count }),
    rules: z.record(z.string(), z.object({ cases: count, more: count })),
  }),
});
/** What a thread says of a block: a line for each case that would change, and the sums. */
type DecidedBlock = z.output<typeof decidedSchema>;

/** What is decided lives for a block: a large young generation is cleaned up rarely. */
const resourceLimits = { maxYoungGenerationSizeMb: 128 };

/** A thread answers one block after the other. */
class ImpactThread {
  readonly #worker: Worker;
  readonly #waiting: PromiseWithResolvers<DecidedBlock>[] = [];

  constructor(workerData: object) {
    this.#worker = new Worker(new URL('./impact-thread.ts', import.meta.url), { workerData, resourceLimits });
    this.#worker.on('message', (answer: unknown) => this.#waiting.shift()?.resolve(decidedSchema.parse(answer)));
    this.#worker.on('error', (error) => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    });
  }

  decide(block: Uint8Array): Promise<DecidedBlock> {
    const waiting = Promise.withResolvers<DecidedBlock>();
    // Whoever decides blocks may stop before it comes to this one.
    waiting.promise.catch(() => {});
    this.#waiting.push(waiting);
    const { buffer, byteLength } = block;
    const isAlone = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
    this.#worker.postMessage(block, isAlone ? [buffer] : []);
    return waiting.promise;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Blocks a thread at most: one that it decides, one that it takes next. */
const AHEAD = 2;

/**
 * Decides blocks of stored cases by a draft, on all processors.
 * @param blocks lines as `writeBlock` makes them, all of the draft's region and year
 * @param list takes the lines of the cases that would change, in the order of the blocks
 * @throws what a thread failed with
 */
export async function decideBlocks(
  { draft, inForce, asOf }: ImpactOf,
  blocks: AsyncIterable<Uint8Array>,
  list: (lines: Uint8Array) => void,
): Promise<ImpactSums> {
  const workerData = { draft: draft.source, inForce: inForce?.source ?? null, asOf };
  const threads = Array.from({ length: availableParallelism() }, () => new ImpactThread(workerData));
  const sums = nothingYet();
  const underWay: Promise<DecidedBlock>[] = [];
  const takeFirst = async (): Promise<void> => {
    const decided = await underWay.shift();
    if (!decided) return;
    list(decided.list);
    addSums(sums, decided.sums);
  };
  try {
    let next = 0;
    for await (const block of blocks) {
      const thread = threads[next % threads.length];
      if (thread) underWay.push(thread.decide(block));
      next += 1;
      if (underWay.length >= AHEAD * threads.length) await takeFirst();
    }
    while (underWay.length > 0) await takeFirst();
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
  return sums;
}
