import { z } from 'zod';
import { idNumberSchema } from '../../domain/person/id-card.ts';
import { coverageYearSchema } from '../../domain/regions.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import { personRecordSchema, showPersonRecord } from './person-record.ts';

/**
 * A duplicate is often paid in two places: a desk sees all of a person's payments, wherever they were made. It is a
 * POST because an id number has no place in an address.
 */
export const searchPayments = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/payments/search',
  operation: 'searchPayments',
  summary:
    "A person's payments of all regions and channels, each with the refund case that has it, and the person's cases in the caller's regions.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.strictObject({ idNumber: idNumberSchema, coverageYear: coverageYearSchema.optional() }),
  answer: personRecordSchema,
  problems: [],
  async handle({ body: { idNumber, coverageYear }, caller, at }, { identity, ledger, cases }) {
    const found = await showPersonRecord(await identity.reference(idNumber), { caller, at }, { ledger, cases });
    const payments = found.payments.filter(
      ({ coverageYears }) => coverageYear === undefined || coverageYears.includes(coverageYear),
    );
    return { status: 200, body: { cases: found.cases, payments } };
  },
});
