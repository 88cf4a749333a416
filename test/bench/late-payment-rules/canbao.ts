/**
 * A process that decides by our own rules: by the table in its first form, or with `published` by the published one, or with
 * `decided` by that one too, but only facts of which nothing is open.
 */
import { assessLatePayment } from '../../../functions/domain/late-payment/assess.ts';
import type { LatePaymentRequest } from '../../../functions/domain/late-payment/request.ts';
import { versionsOf } from '../../domain/late-payment/tables.ts';
import { policy } from './answer.ts';
import { serveDecisions } from './serve-decisions.ts';

const published = versionsOf(policy.table.region, policy.table.coverageYear).at(-1);
if (!published) throw new Error('no published table of Xiaoyi for 2026');
const [, , asked] = process.argv;
const table = asked === 'published' || asked === 'decided' ? published : policy;
const isDecided = (request: LatePaymentRequest) => assessLatePayment(request, table).status === 'decided';

await serveDecisions(
  (request) => {
    const { amounts, waiting, benefit, review, ...decision } = assessLatePayment(request, table);
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
  },
  asked === 'decided' ? isDecided : undefined,
);
