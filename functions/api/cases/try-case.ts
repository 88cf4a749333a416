/**
 * What a case of this person would decide, before anybody opens it. What is known of the person is gathered by the code
 * that opens the case, and refused by the same sentences.
 */
import { z } from 'zod';
import { factsOfRefund } from '../../cases/refund/open.ts';
import { planRefund } from '../../cases/refund/plan.ts';
import { answerAssessment, isAssessmentError } from '../../domain/assessments.ts';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { latePaymentFactsSchema, requestOf } from '../../domain/late-payment/request.ts';
import { documentNumberSchema } from '../../domain/person/identity-document.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import { refundFactsSchema } from '../../domain/refund/facts.ts';
import { shownOf } from '../../domain/shown.ts';
import { isProblemCode, ProblemError } from '../../runtime/problem.ts';
import { gatherRefund, refusedOf } from '../../store/cases/open-refund-case.ts';
import { knowPerson } from '../../store/ledger/known-person.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { expectYearFree } from './claim-year.ts';
import { identitiesOf } from './identities-of.ts';
import { readOpening } from './late-payment/accept-late-payment.ts';
import { refusePaidYear } from './late-payment/refuse-paid-year.ts';
import { expectAllowed, expectPlausible, notOpened } from './refund/accept-refund.ts';

const person = z.strictObject({ idNumber: documentNumberSchema });

const latePaymentTrial = z.strictObject({
  kind: z.literal('late-payment'),
  person,
  facts: latePaymentFactsSchema,
  voucher: z.string().max(64).optional(),
  /** Today if left out. */
  paidOn: localDateSchema.optional(),
});
const refundTrial = z.strictObject({
  kind: z.literal('refund'),
  person,
  facts: refundFactsSchema.omit({ appliedOn: true }),
});
const trialSchema = z.discriminatedUnion('kind', [latePaymentTrial, refundTrial], '应为 late-payment 或 refund');

type Tried<Kind> = Extract<z.output<typeof trialSchema>, { kind: Kind }>;

/** Of a child nothing is in the ledger before it has a number: its trial is `POST /assessments/newborn`. */
export const tryCase = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/trials',
  operation: 'tryCase',
  summary:
    'What a late payment or a refund of a person would decide by the ledger and the lists of today, or why none is opened. Nothing is stored; who was looked up is logged.',
  roles: ['caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: trialSchema,
  answer: z.record(z.string(), z.unknown()).meta({ description: 'The response of the assessment contract' }),
  problems: [
    'region_not_allowed',
    'policy_not_found',
    'payment_not_found',
    'case_already_open',
    'already_insured',
    'payment_on_record',
    'person_died',
    'payment_already_refunded',
  ],
  async handle({ body, caller, at }, services) {
    const ref = await services.identity.reference(body.person.idNumber);
    const lookUp = { person: ref, reason: 'application' };
    if (body.kind === 'refund') {
      expectAllowed(body, caller);
      return { status: 200, lookUp, body: { ...(await tryRefund(body, ref, at, services)) } };
    }
    const { facts } = await readOpening(body, caller, services);
    return { status: 200, lookUp, body: { ...(await tryLatePayment({ ...body, facts }, ref, at, services)) } };
  },
});

async function tryLatePayment(
  { facts, voucher, paidOn }: Tried<'late-payment'>,
  personRef: string,
  at: string,
  services: WriteServices,
): Promise<object> {
  const { region, coverageYear } = facts;
  const known = await knowPerson(personRef, services);
  refusePaidYear({ coverageYear, region, voucher }, known);
  await expectYearFree({ personRef, coverageYear, at }, services);
  const gathered = { ...facts, ...identitiesOf(known, facts.identities, at) };
  const request = requestOf(gathered, paidOn ?? dateOfInstant(at));
  const answer = await answerAssessment('late-payment', request, services.policies.versions);
  if (!isAssessmentError(answer)) return answer;
  const { code, message, issues } = answer.error;
  throw new ProblemError(isProblemCode(code) ? code : 'invalid_request', `${message}。`, {
    issues: issues.map((one) => (one.path === 'paidOn' ? one : { ...one, path: `facts.${one.path}` })),
  });
}

async function tryRefund(
  { facts: told, person: { idNumber } }: Tried<'refund'>,
  personRef: string,
  at: string,
  services: WriteServices,
): Promise<object> {
  expectPlausible(told, idNumber, at);
  const asked = { at, person: { ref: personRef }, request: told };
  const gathered = await gatherRefund(asked, '', services);
  if ('refused' in gathered) throw notOpened(refusedOf(gathered));
  const { vouchers, payments, lists } = gathered;
  const appliedOn = dateOfInstant(at);
  const facts = factsOfRefund({ ...told, vouchers, appliedOn }, lists);
  const policy = versionInForce(await services.policies.versions(facts.region, facts.coverageYear), appliedOn);
  if (!policy) throw new ProblemError('policy_not_found', '没有这个统筹区和年度在今天有效的政策表。');
  const { assessment } = planRefund({ facts }, payments, policy);
  return { ...assessment, shown: shownOf(assessment) };
}
