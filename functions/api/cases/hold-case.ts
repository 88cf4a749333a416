import { z } from 'zod';
import { holdCase as holding } from '../../cases/hold.ts';
import { actedBy } from '../../runtime/caller.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames } from '../http/written-text.ts';
import { changeCase } from './change-case.ts';
import { WHO_MAY } from './who-may.ts';

/** For a complaint, a lawsuit or an audit: a held case keeps its person however old it is. */
export const holdCaseRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/hold',
  operation: 'holdCase',
  summary: 'Keeps the person of a case from being erased after its years, or lets it go again.',
  roles: WHO_MAY.holdCase,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({
    held: z.boolean('请填写是否保留'),
    reason: reasonOf('保留或解除'),
  }),
  answer: z.object({ caseId: z.string(), held: z.boolean() }),
  problems: ['case_not_found', 'case_changed_meanwhile'],
  async handle({ params: { id }, body: { held, reason }, caller, at }, { cases, identity }) {
    await changeCase(id, { caller, cases, undone: '没有登记' }, async (current) => {
      await refuseNames({ reason }, current, identity);
      return holding(held, reason, actedBy(caller, at));
    });
    return { status: 200, caseId: id, body: { caseId: id, held } };
  },
});
