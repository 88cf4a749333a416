/** The open task of a case is taken, or handed over with a note. */
import { z } from 'zod';
import { handOver, take } from '../../cases/share.ts';
import { actedBy } from '../../runtime/caller.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { caseRecordSchema, showCase } from '../cases/case-view.ts';
import { changeCase } from '../cases/change-case.ts';
import { maySeeCase } from '../cases/may-see-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames } from '../http/written-text.ts';
import { expectColleague, subSchema } from './colleagues.ts';
import { noteSchema } from './write-note.ts';

const CASE = z.strictObject({ id: z.string().max(100) });

export const takeTask = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/take',
  operation: 'takeTask',
  summary: "Takes the open task of a case; a colleague's with the reason why one stands in.",
  roles: WHO_MAY.takeTask,
  params: CASE,
  query: NO_PARAMETERS,
  body: z.strictObject({ reason: reasonOf('代办').optional() }),
  answer: caseRecordSchema,
  problems: [
    'case_not_found',
    'no_open_task',
    'task_taken',
    'same_person_reviews',
    'approver_needed',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id }, body: { reason }, caller, at }, { cases, identity }) {
    const kept = await changeCase(id, { caller, cases, undone: '没有认领' }, async (current) => {
      await refuseNames({ reason }, current, identity);
      return accepted(take(current, reason, actedBy(caller, at)));
    });
    return { status: 200, caseId: id, body: showCase(kept.case) };
  },
});

export const handOverTask = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/hand-over',
  operation: 'handOverTask',
  summary: 'Hands the open task of a case over to a colleague of its region, with a note that comes to that colleague.',
  roles: WHO_MAY.handOverTask,
  params: CASE,
  query: NO_PARAMETERS,
  body: z.strictObject({ to: subSchema, note: noteSchema }),
  answer: caseRecordSchema,
  problems: [
    'case_not_found',
    'colleague_not_found',
    'no_open_task',
    'task_taken',
    'same_person_reviews',
    'approver_needed',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id }, body: { to: sub, note }, caller, at }, { cases, identity, desk }) {
    const found = await cases.get(id);
    if (!found || !maySeeCase(caller, found)) throw caseNotFound(id);
    const to = await expectColleague(desk, { region: found.region, sub, caller, at });
    const by = actedBy(caller, at);
    await refuseNames({ note }, found, identity);
    accepted(handOver(found, { to, note }, by));
    await desk.send(to.sub, { caseId: id, at });
    const kept = await changeCase(id, { caller, cases, undone: '没有转交' }, (current) =>
      accepted(handOver(current, { to, note }, by)),
    );
    return { status: 200, caseId: id, body: showCase(kept.case) };
  },
});
