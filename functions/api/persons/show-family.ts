/** The family of a newborn: whom its case names, that person's own cases and insurance, and the other children. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { childrenKey } from '../../cases/found-by.ts';
import { yearsStillPaid } from '../../cases/known-of-person.ts';
import type { NewbornCase } from '../../cases/newborn/case.ts';
import { NOBODY } from '../../cases/nobody.ts';
import { dateOfInstant, yearOf } from '../../domain/calendar.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { caseNotFound } from '../cases/case-not-found.ts';
import { caseSummarySchema, summarizeCase } from '../cases/case-view.ts';
import { regionsToRead } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import type { ReadServices } from '../http/services.ts';

const insuredSchema = z.object({
  coverageYear: z.int(),
  region: z.string(),
  how: z
    .enum(['enrolled', 'paid'])
    .nullable()
    .meta({ description: 'Null in a region that is not the caller’s: there only that it is so' }),
});

const familySchema = z.object({
  /** Masked; null where the case is no newborn's, or its persons are erased. */
  parent: z
    .object({ idNumber: z.string(), name: z.string(), phone: z.string().optional() })
    .nullable()
    .meta({ description: 'Who is told and pays; the application does not say whether father, mother or guardian' }),
  changed: z.boolean().meta({ description: 'It was somebody else when the case was opened' }),
  years: z.array(z.int()).meta({ description: 'For which `insured` says whether the parent takes part' }),
  insured: z.array(insuredSchema),
  children: z.array(
    caseSummarySchema.extend({
      bornOn: z.string(),
      sameBirth: z.boolean().meta({ description: 'Twins, or the same child under another certificate' }),
    }),
  ),
  more: z.boolean().meta({ description: 'There are more children than are shown' }),
  cases: z.array(caseSummarySchema).meta({ description: 'Of the parent, newest first' }),
});
type Family = z.input<typeof familySchema>;

export const showFamily = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases/{id}/family',
  operation: 'showFamily',
  summary:
    "The parent that a newborn's case names, whether that person is insured, the person's other children and own cases, in the caller's regions. It is logged.",
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: familySchema,
  problems: ['case_not_found'],
  async handle({ params: { id }, caller, at }, services) {
    const found = await services.cases.get(id);
    if (!found || !worksFor(caller, found.region)) throw caseNotFound(id);
    if (found.kind !== 'newborn' || found.parent.ref === NOBODY.ref) return { status: 200, caseId: id, body: NONE };
    const lookUp = { person: found.parent.ref, reason: 'family' };
    return { status: 200, caseId: id, lookUp, body: await familyOf(found, { caller, at }, services) };
  },
});

const NONE: Family = { parent: null, changed: false, years: [], insured: [], children: [], more: false, cases: [] };

async function familyOf(
  found: NewbornCase,
  { caller, at }: { caller: Caller; at: string },
  services: ReadServices,
): Promise<Family> {
  const { caseId, parent, coverageYear, facts, history } = found;
  const regions = await regionsToRead(caller, undefined, services.policies);
  const [listed, ofParent] = await Promise.all([
    services.foundBy.find({ key: childrenKey(parent.ref) }, regions),
    services.cases.ofPerson(parent.ref),
  ]);
  const others = listed.caseIds.filter((one) => one !== caseId);
  const children = (await services.cases.ofIds(others)).flatMap((one) =>
    // It may have moved, or have got another guardian, since it was listed.
    one.kind === 'newborn' && one.parent.ref === parent.ref && worksFor(caller, one.region)
      ? [{ ...summarizeCase(one), bornOn: one.facts.bornOn, sameBirth: one.facts.bornOn === facts.bornOn }]
      : [],
  );
  const years = [...new Set([yearOf(dateOfInstant(at)), coverageYear])].sort((one, other) => one - other);
  return {
    parent: parent.masked,
    changed: history.some(({ event }) => event === 'guardian_changed'),
    years,
    insured: await insuredIn(years, { parentRef: parent.ref, ofParent, caller }, services),
    children: children.sort((one, other) => (one.bornOn < other.bornOn ? 1 : -1)),
    more: listed.more,
    cases: ofParent
      .filter(({ region }) => worksFor(caller, region))
      .sort((one, other) => (one.openedAt < other.openedAt ? 1 : -1))
      .map(summarizeCase),
  };
}

/** An enrolment says more than a payment; of another region only that there is one or the other. */
async function insuredIn(
  years: readonly number[],
  { parentRef, ofParent, caller }: { parentRef: string; ofParent: readonly Case[]; caller: Caller },
  { ledger }: ReadServices,
): Promise<Family['insured']> {
  const [payments, ...enrolments] = await Promise.all([
    ledger.paymentsOf(parentRef),
    ...years.map((year) => ledger.getEnrolment(parentRef, year)),
  ]);
  return years.flatMap((coverageYear, index) => {
    const enrolled = enrolments[index]?.enrolled;
    const paid = payments.filter((payment) => yearsStillPaid(payment, ofParent).includes(coverageYear));
    const how = new Map<string, 'enrolled' | 'paid'>(paid.map(({ region }) => [region, 'paid']));
    if (enrolled) how.set(enrolled.region, 'enrolled');
    return [...how].map(([region, one]) => ({ coverageYear, region, how: worksFor(caller, region) ? one : null }));
  });
}
