import type { LatePaymentRequest } from '../../../functions/domain/late-payment/request.ts';
import { serveRounds } from '../five-tasks/serve-rounds.ts';
import type { Answer } from './answer.ts';
import { makeRequests } from './requests.ts';

/** Facts that each is asked to decide. */
export const REQUESTS = 600;
/** Decisions that count as one in a round, so that counting costs nothing. */
export const BATCH = 60;

/**
 * A process of one who decides: with `answers`, prints the answer to each request on a line; otherwise serves rounds.
 * Whoever answers at once is not made to wait for the event loop.
 */
export async function serveDecisions(
  decide: (request: LatePaymentRequest) => Answer | Promise<Answer>,
  isServed: (request: LatePaymentRequest) => boolean = () => true,
): Promise<void> {
  const requests = makeRequests(REQUESTS).filter(isServed);
  if (process.argv[2] === 'answers') {
    for (const request of requests) console.log(JSON.stringify(await decide(request)));
    return;
  }
  await serveRounds(async (number) => {
    for (let at = number * BATCH; at < (number + 1) * BATCH; at += 1) {
      const request = requests[at % requests.length];
      const answer = request && decide(request);
      if (answer instanceof Promise) await answer;
    }
  });
}
