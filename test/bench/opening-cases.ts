/** A desk that opens late payments of ordinary residents of Xiaoyi, until each waits for its payment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openingOf } from '../support/residents.ts';
import { caseIdIn, type RunningMachine } from '../support/running-machine.ts';
import { median } from './percentile.ts';

const historySchema = z.object({ events: z.array(z.object({ type: z.string() })) });

/** So many cases say how long one usually takes. */
const USUAL = 16;

export interface Opened {
  /** How long each took until it waited, in ms. */
  latencies: number[];
  /** How often the machine was asked whether a case waits. */
  asked: number;
}

/**
 * @param desk token of a caseworker
 * @param from the number of the first resident: each has one case
 */
export function openingCases(machine: RunningMachine, desk: string, from = 0) {
  let opened = from;

  /** Opens cases, so many at a time. */
  return async (atATime: number, cases: number): Promise<Opened> => {
    const latencies: number[] = [];
    let asked = 0;
    let left = cases;

    const openOneByOne = async (): Promise<void> => {
      while (left-- > 0) {
        const from = performance.now();
        const number = opened++;
        const answer = await machine.api(desk, 'POST', '/cases', openingOf(number), `bench-case-${number}`);
        // To ask costs the machine too: most of what the cases before took is waited first.
        const usual = latencies.length < USUAL ? 0 : median(latencies.slice(-USUAL));
        await sleep(Math.max(0, 0.8 * usual - (performance.now() - from)));
        await waitsForPayment(caseIdIn(answer));
        latencies.push(performance.now() - from);
      }
    };

    /** Asks Step Functions and not the API, because asking should cost little: the one wait on this way is for a payment. */
    const waitsForPayment = async (caseId: string): Promise<void> => {
      const executionArn = machine.executionsOf('canbao-late-payment') + caseId;
      for (;;) {
        await sleep(4 * atATime);
        asked += 1;
        const newest = { executionArn, reverseOrder: true, maxResults: 1 };
        const { events } = historySchema.parse(await machine.stepFunctions('GetExecutionHistory', newest));
        if (events[0]?.type === 'TaskSubmitted') return;
      }
    };

    await Promise.all(Array.from({ length: atATime }, openOneByOne));
    return { latencies, asked };
  };
}
