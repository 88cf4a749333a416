import { z } from 'zod';
import { holdCase as holding } from '../../cases/hold.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames } from '../http/written-text.ts';
import { caseNotFound } from './case-not-found.ts';
import { WHO_MAY } from './who-may.ts';

const ATTEMPTS = 3;

/** For a complaint, a lawsuit or an audit: a held case keeps its person however old it is. */
export const holdCase = defineRoute({
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
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const current = await cases.get(id);
      if (!current || !worksFor(caller, current.region)) throw caseNotFound(id);
      await refuseNames({ reason }, current, identity);
      const change = holding(held, reason, { at, by: caller.sub, role: caller.role });
      if ((await cases.change(current, change)).ok) {
        return { status: 200 as const, caseId: id, body: { caseId: id, held } };
      }
    }
    throw new ProblemError('case_changed_meanwhile', '案件正被他人改动,没有登记。请再试一次。');
  },
});
