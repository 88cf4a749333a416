import { z } from 'zod';
import { noteRecovery as noting } from '../../../cases/refund/recover.ts';
import { localDateSchema } from '../../../domain/calendar.ts';
import { formatYuan, yuanSchema } from '../../../domain/money.ts';
import { actedBy } from '../../../runtime/caller.ts';
import { defineRoute, NO_PARAMETERS } from '../../http/route.ts';
import { refuseNames, withoutNumbers } from '../../http/written-text.ts';
import { accepted } from '../accepted.ts';
import { caseRecordSchema, showCase } from '../case-view.ts';
import { changeCase } from '../change-case.ts';
import { WHO_MAY } from '../who-may.ts';
import { expectRefund } from './expect-refund.ts';

const recoverySchema = z.strictObject({
  amount: yuanSchema,
  /** The day on which it came in. */
  on: localDateSchema,
  reference: z.string('请填写凭据号').regex(/^[A-Za-z0-9-]{4,64}$/, '凭据号应为 4 至 64 位字母、数字或连字符'),
  reason: withoutNumbers(z.string('请写明追回原因').trim().min(2, '请写明追回原因，至少两个字').max(500)),
});

/** Noted by one person; it counts once an approver who did not note it has confirmed it. */
export const noteRecoveryRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/recoveries',
  operation: 'noteRecovery',
  summary: 'Notes what came back of a refund that was paid wrongly. The same receipt twice is one.',
  roles: WHO_MAY.noteRecovery,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: recoverySchema,
  answer: caseRecordSchema,
  problems: ['case_not_found', 'case_not_refunded', 'case_changed_meanwhile'],
  async handle({ params: { id }, body, caller, at }, { cases, identity }) {
    const changing = { caller, cases, undone: '没有登记' };
    const { case: noted } = await changeCase(id, changing, async (current) => {
      await refuseNames({ reason: body.reason }, current, identity);
      const recovery = { ...body, amount: formatYuan(body.amount) };
      return accepted(noting(expectRefund(current), recovery, actedBy(caller, at)));
    });
    return { status: 200, caseId: id, body: showCase(noted) };
  },
});
