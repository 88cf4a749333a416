import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { documentNumberSchema } from '../../domain/person/identity-document.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../../domain/regions.ts';
import { REMINDER_OCCASIONS } from '../../domain/reminder/steps.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { rollSubject } from '../../store/keys.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import { requireRegion } from './message-view.ts';

export const noteSaidPaid = defineRoute({
  entry: 'outbox',
  method: 'POST',
  path: '/reminders/said-paid',
  operation: 'noteSaidPaid',
  summary: 'Notes that a person says to have paid: no reminder until the record must be visible.',
  roles: ['caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({
    idNumber: documentNumberSchema,
    region: regionSchema,
    coverageYear: coverageYearSchema,
    paidOn: localDateSchema,
    channel: z.enum(CHANNELS).optional(),
  }),
  answer: z.object({ noted: z.int() }),
  problems: ['region_not_allowed', 'reminder_not_found'],
  async handle({ body, caller, at }, { reminders, ledger, identity }) {
    const { idNumber, region, coverageYear, paidOn, channel } = body;
    requireRegion(caller, region);
    if (paidOn > dateOfInstant(at)) throw invalidRequest([{ path: 'paidOn', message: '缴费日期不能晚于今天' }]);
    const personRef = await identity.reference(idNumber);
    const openCase = await ledger.findOpenCase(personRef, coverageYear);
    const subjects = [rollSubject(region, coverageYear, personRef), ...(openCase === null ? [] : [openCase])];
    const said = { paidOn, ...(channel && { channel }) };
    const noted = await Promise.all(
      subjects.flatMap((subject) => REMINDER_OCCASIONS.map((occasion) => reminders.noteSaid(subject, occasion, said))),
    );
    const count = noted.filter((one) => one).length;
    if (count === 0) throw new ProblemError('reminder_not_found', '没有为此人计划的提醒，不用登记。');
    return { status: 200, body: { noted: count } };
  },
});
