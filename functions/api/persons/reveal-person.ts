import { z } from 'zod';
import { revealPerson as revealing } from '../../cases/look.ts';
import { writtenDocument } from '../../domain/person/identity-document.ts';
import { actedBy } from '../../runtime/caller.ts';
import { accepted } from '../cases/accepted.ts';
import { changeCase } from '../cases/change-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { reasonOf } from '../http/reason.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { refuseNames } from '../http/written-text.ts';

const FIELDS = ['name', 'idNumber', 'phone'] as const;

const revealSchema = z.strictObject({
  field: z.enum(FIELDS, `应为下列之一：${FIELDS.join('、')}`),
  reason: reasonOf('查看'),
});

/**
 * Shows one field of a case's person in full. First the case notes who looked, at what and why. If that entry cannot
 * be written, nothing is shown.
 */
export const revealPersonRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/reveals',
  operation: 'revealPerson',
  summary: 'Shows one field of the person of a case in full, for a reason that is written into the case first.',
  roles: WHO_MAY.revealPerson,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: revealSchema,
  answer: z.object({ field: z.enum(FIELDS), value: z.string() }),
  problems: ['case_not_found', 'person_erased', 'case_changed_meanwhile'],
  async handle({ params: { id }, body: { field, reason }, caller, at }, { cases, identity }) {
    const { before } = await changeCase(id, { caller, cases, undone: '没有显示' }, async (current) => {
      const change = accepted(revealing(current, { field, reason }, actedBy(caller, at)));
      await refuseNames({ reason }, current, identity);
      return change;
    });
    const details = await identity.open(before.person);
    const value = field === 'idNumber' ? writtenDocument(details.idNumber) : details[field];
    if (value === undefined) throw invalidRequest([{ path: 'field', message: '案件中没有这一项' }]);
    return { status: 200, caseId: id, body: { field, value } };
  },
});
