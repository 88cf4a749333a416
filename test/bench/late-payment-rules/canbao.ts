/** A process that decides by our own rules. */
import { assessLatePayment } from '../../../functions/domain/late-payment/assess.ts';
import { policy } from './answer.ts';
import { serveDecisions } from './serve-decisions.ts';

await serveDecisions((request) => {
  const { amounts, waiting, benefit, review, ...decision } = assessLatePayment(request, policy);
  return {
    timing: decision.timing,
    nextOpenOn: decision.nextOpenOn,
    identity: decision.identity,
    ...amounts,
    months: waiting.months,
    repaired: waiting.repaired,
    benefitStart: benefit.start,
    benefitEnd: benefit.end,
    reviews: review.map(({ code }) => code),
    basis: decision.basis,
  };
});
