import { z } from 'zod';
import { decideRecovery as deciding } from '../../../cases/refund/recover.ts';
import { actedBy } from '../../../runtime/caller.ts';
import { reasonOf } from '../../http/reason.ts';
import { defineRoute, NO_PARAMETERS } from '../../http/route.ts';
import { refuseNames } from '../../http/written-text.ts';
import { accepted } from '../accepted.ts';
import { caseRecordSchema, showCase } from '../case-view.ts';
import { changeCase } from '../change-case.ts';
import { WHO_MAY } from '../who-may.ts';
import { expectRefund } from './expect-refund.ts';

const decisionSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('confirm') }),
  z.strictObject({ decision: z.literal('reject'), opinion: reasonOf('不予确认') }),
]);

export const decideRecoveryRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/recoveries/{number}/decision',
  operation: 'decideRecovery',
  summary: 'Confirms what came back of a refund, or says that it did not: by an approver who did not note it.',
  roles: WHO_MAY.decideRecovery,
  params: z.strictObject({ id: z.string().max(100), number: z.string().regex(/^[1-9]\d{0,3}$/, '应为登记的序号') }),
  query: NO_PARAMETERS,
  body: decisionSchema,
  answer: caseRecordSchema,
  problems: [
    'case_not_found',
    'case_not_refunded',
    'recovery_not_found',
    'recovery_already_decided',
    'same_person_reviews',
    'approver_needed',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id, number }, body, caller, at }, { cases, identity }) {
    const changing = { caller, cases, undone: '没有登记' };
    const { case: decided } = await changeCase(id, changing, async (current) => {
      if (body.decision === 'reject') await refuseNames({ opinion: body.opinion }, current, identity);
      const decision = { ...body, number: Number(number) };
      return accepted(deciding(expectRefund(current), decision, actedBy(caller, at)));
    });
    return { status: 200, caseId: id, body: showCase(decided) };
  },
});
