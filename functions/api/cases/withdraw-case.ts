import { z } from 'zod';
import { heldBy } from '../../cases/let-go.ts';
import { withdraw } from '../../cases/withdraw.ts';
import { actedBy } from '../../runtime/caller.ts';
import { letGo } from '../../store/ledger/let-go.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames, withoutNumbers } from '../http/written-text.ts';
import { accepted } from './accepted.ts';
import { caseRecordSchema, showCase } from './case-view.ts';
import { changeCase } from './change-case.ts';
import { WHO_MAY } from './who-may.ts';

const withdrawalSchema = z.strictObject({
  reason: withoutNumbers(
    z.string('请填写撤回原因').trim().min(2, '请填写撤回原因，至少两个字').max(500, '撤回原因不能超过 500 字'),
  ),
});

export const withdrawCase = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/withdrawal',
  operation: 'withdrawCase',
  summary: 'Withdraws a case wherever it waits.',
  roles: WHO_MAY.withdrawCase,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: withdrawalSchema,
  answer: caseRecordSchema,
  problems: ['case_not_found', 'case_not_withdrawable', 'case_changed_meanwhile'],
  async handle({ params: { id }, body, caller, at }, services) {
    const changing = { caller, cases: services.cases, undone: '没有撤回' };
    const { case: withdrawn } = await changeCase(id, changing, async (current) => {
      await refuseNames(body, current, services.identity);
      const change = accepted(withdraw(current, body.reason, actedBy(caller, at)));
      // Others can have at once what a parked case holds; its new execution lets go again, and tells the person.
      if (current.state === 'parked') await letGo(heldBy(current), at, services);
      return change;
    });
    await deliverOrLeave(withdrawn, services);
    return { status: 200 as const, caseId: id, body: showCase(withdrawn) };
  },
});
