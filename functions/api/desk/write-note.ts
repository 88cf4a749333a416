import { z } from 'zod';
import { writeNote as writing } from '../../cases/share.ts';
import { actedBy } from '../../runtime/caller.ts';
import { accepted } from '../cases/accepted.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { caseRecordSchema, showCase } from '../cases/case-view.ts';
import { changeCase } from '../cases/change-case.ts';
import { maySeeCase } from '../cases/may-see-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames, withoutNumbers } from '../http/written-text.ts';
import { expectColleague, subSchema } from './colleagues.ts';

export const NOTE_LIMIT = 500;

/** A case is one item of the database; what does not fit a note is a document. */
export const noteSchema = withoutNumbers(
  z.string('请填写批注').trim().min(2, '请填写批注，至少两个字').max(NOTE_LIMIT, `批注不能超过 ${NOTE_LIMIT} 字`),
);

/** 批注, and 协办 where it asks a colleague: both decide nothing. */
export const writeNote = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/notes',
  operation: 'writeNote',
  summary: 'Writes a note into a case without deciding; with `to` it asks a colleague of its region.',
  roles: WHO_MAY.writeNote,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: z.strictObject({ note: noteSchema, to: subSchema.optional() }),
  answer: caseRecordSchema,
  problems: ['case_not_found', 'colleague_not_found', 'person_erased', 'case_changed_meanwhile'],
  async handle({ params: { id }, body: { note, to: sub }, caller, at }, { cases, identity, desk }) {
    const found = await cases.get(id);
    if (!found || !maySeeCase(caller, found)) throw caseNotFound(id);
    const to = sub === undefined ? undefined : await expectColleague(desk, { region: found.region, sub, caller, at });
    const by = actedBy(caller, at);
    await refuseNames({ note }, found, identity);
    accepted(writing(found, { note, to }, by));
    if (to) await desk.send(to.sub, { caseId: id, at });
    const kept = await changeCase(id, { caller, cases, undone: '没有写入' }, (current) =>
      accepted(writing(current, { note, to }, by)),
    );
    return { status: 200, caseId: id, body: showCase(kept.case) };
  },
});
