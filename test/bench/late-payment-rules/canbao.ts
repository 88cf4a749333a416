/** A process that decides by our own rules: by the table in its first form, or with `published` by the published one. */
import { assessLatePayment } from '../../../functions/domain/late-payment/assess.ts';
import { versionsOf } from '../../domain/late-payment/tables.ts';
import { policy } from './answer.ts';
import { serveDecisions } from './serve-decisions.ts';

const published = versionsOf(policy.table.region, policy.table.coverageYear).at(-1);
if (!published) throw new Error('no published table of Xiaoyi for 2026');
const table = process.argv[2] === 'published' ? published : policy;

await serveDecisions((request) => {
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
});
