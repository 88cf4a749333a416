import { z } from 'zod';
import { documentNumberSchema } from '../../domain/person/identity-document.ts';
import { coverageYearSchema } from '../../domain/regions.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { personRecordSchema, showPersonRecord } from './person-record.ts';

/** Why somebody is looked up, as the log keeps it: words of one's own could name somebody. */
const REASONS = ['application', 'duplicate', 'enquiry', 'complaint', 'audit'] as const;

/**
 * Who looked up whom and why is in the log: the person by a reference. It is a POST because an id number has no place
 * in an address.
 */
export const searchPayments = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/payments/search',
  operation: 'searchPayments',
  summary:
    "A person's payments and cases in the caller's regions, for a reason that is logged; looking into a duplicate also where else and for which years something was paid.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({
    idNumber: documentNumberSchema,
    coverageYear: coverageYearSchema.optional(),
    /** `duplicate` tells of other regions too. */
    reason: z.enum(
      REASONS,
      '应说明查询原因：application（受理申请）、duplicate（核对重复缴费）、enquiry（本人咨询）、complaint（投诉举报）或 audit（审计）',
    ),
  }),
  answer: personRecordSchema,
  problems: [],
  async handle({ body: { idNumber, coverageYear, reason }, caller, at }, { identity, ledger, cases }) {
    const person = await identity.reference(idNumber);
    const asked = { caller, at, duplicate: reason === 'duplicate' };
    const found = await showPersonRecord(person, asked, { ledger, cases });
    const payments = found.payments.filter(
      ({ coverageYears }) => coverageYear === undefined || coverageYears.includes(coverageYear),
    );
    const elsewhere =
      found.elsewhere?.filter((one) => coverageYear === undefined || one.coverageYear === coverageYear) ?? null;
    return { status: 200, lookUp: { person, reason }, body: { cases: found.cases, payments, elsewhere } };
  },
});
