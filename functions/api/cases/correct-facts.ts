import { z } from 'zod';
import { correctFacts as correcting } from '../../cases/correct.ts';
import { actedBy } from '../../runtime/caller.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames } from '../http/written-text.ts';
import { accepted } from './accepted.ts';
import { caseRecordSchema, showCase } from './case-view.ts';
import { changeCase } from './change-case.ts';
import { knownBirth } from './known-birth.ts';
import { WHO_MAY } from './who-may.ts';

export const correctFactsRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/correction',
  operation: 'correctFacts',
  summary:
    'Corrects facts of an open case with a reason; it is decided again. A fact is given as a whole, null takes it out.',
  roles: WHO_MAY.correctFacts,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({
    facts: z
      .record(z.string().max(100), z.unknown())
      .refine((facts) => Object.keys(facts).length > 0, '请填写要更正的内容'),
    reason: reasonOf('更正'),
  }),
  answer: caseRecordSchema,
  problems: ['case_not_found', 'facts_not_correctable', 'case_changed_meanwhile'],
  async handle({ params: { id }, body, caller, at }, services) {
    const { cases, identity, ledger } = services;
    const kept = await changeCase(id, { caller, cases, undone: '没有更正' }, async (current) => {
      await refuseNames(body, current, identity);
      const bornOn = await knownBirth(current, body.facts, identity);
      const change = accepted(correcting(current, body, actedBy(caller, at), bornOn));
      // What was put out for collection is the amount of the decision before.
      if (change && current.state === 'awaiting_payment') await ledger.closeCollection(id, 'cancelled', at);
      return change;
    });
    await deliverOrLeave(kept.case, services);
    return { status: 200 as const, caseId: id, body: showCase(kept.case) };
  },
});
