import { z } from 'zod';
import { resume } from '../../cases/resume.ts';
import { actedBy } from '../../runtime/caller.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames, withoutNumbers } from '../http/written-text.ts';
import { accepted } from './accepted.ts';
import { caseRecordSchema, showCase } from './case-view.ts';
import { changeCase } from './change-case.ts';
import { WHO_MAY } from './who-may.ts';

const resumptionSchema = z.strictObject({
  reason: withoutNumbers(
    z.string('请说明故障怎样排除').trim().min(2, '请说明故障怎样排除，至少两个字').max(500, '说明不能超过 500 字'),
  ),
});

/** A parked case has no execution left: a new one is started, which finds by the case where to go on. */
export const resumeCase = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/resumption',
  operation: 'resumeCase',
  summary: 'Goes on with a parked case after what had failed was put right.',
  roles: WHO_MAY.resumeCase,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: resumptionSchema,
  answer: caseRecordSchema,
  problems: ['case_not_found', 'case_not_parked', 'case_changed_meanwhile'],
  async handle({ params: { id }, body, caller, at }, services) {
    const changing = { caller, cases: services.cases, undone: '没有恢复' };
    const { case: resumed } = await changeCase(id, changing, async (parked) => {
      const change = accepted(resume(parked, body.reason, actedBy(caller, at)));
      await refuseNames(body, parked, services.identity);
      return change;
    });
    await deliverOrLeave(resumed, services);
    return { status: 200 as const, caseId: id, body: showCase(resumed) };
  },
});
