/** A university says the right account of its student, where the bank sent the money back. Two people look at it again. */
import { z } from 'zod';
import { payeeAccountSchema } from '../../../domain/refund/payee-account.ts';
import { decideOpenTask } from '../../decisions/decide-task.ts';
import { opinionSchema } from '../../decisions/task-actions.ts';
import { defineRoute, NO_PARAMETERS } from '../../http/route.ts';
import { accepted } from '../accepted.ts';
import { caseNotFound } from '../case-not-found.ts';
import { caseRecordSchema, forUniversity, showCase } from '../case-view.ts';
import { maySeeCase } from '../may-see-case.ts';
import { WHO_MAY } from '../who-may.ts';
import { refuseCorrecting } from './refuse-correcting.ts';

export const correctAccount = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/account',
  operation: 'correctAccount',
  summary: "A university corrects its student's account after the bank sent the money back.",
  roles: WHO_MAY.correctAccount,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ account: payeeAccountSchema, opinion: opinionSchema }),
  answer: caseRecordSchema,
  problems: ['case_not_found', 'action_does_not_fit', 'case_changed_meanwhile', 'task_already_decided', 'task_expired'],
  async handle({ params: { id }, body, caller, at }, services) {
    const found = await services.cases.get(id);
    if (!found || !maySeeCase(caller, found)) throw caseNotFound(id);
    const refused = refuseCorrecting(found);
    if (refused) accepted(refused);
    const decision = { decided: { action: 'correct_account' as const, ...body }, caller, at };
    const { decided } = await decideOpenTask(found.wait?.waitId ?? '', decision, services);
    return { status: 200 as const, caseId: id, body: forUniversity(showCase(decided)) };
  },
});
