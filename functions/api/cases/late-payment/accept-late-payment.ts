/** Opens a late payment: one open case a person and year, claimed before the case is stored. */
import { z } from 'zod';
import type { Case } from '../../../cases/case.ts';
import { openLatePayment as openingOf } from '../../../cases/late-payment/open.ts';
import { type LatePaymentFacts, latePaymentFactsSchema } from '../../../domain/late-payment/request.ts';
import {
  birthDateIn,
  canBeBornOn,
  DOCUMENT_NAMES,
  type DocumentNumber,
  kindOfDocument,
} from '../../../domain/person/identity-document.ts';
import { maskPerson } from '../../../domain/person/masking.ts';
import { implausibleDays } from '../../../domain/plausible.ts';
import { actedBy, type Caller, worksFor } from '../../../runtime/caller.ts';
import { ProblemError } from '../../../runtime/problem.ts';
import { caseIdOf, digestContent, digestKey } from '../../../store/cases/idempotency-keys.ts';
import { knowPerson } from '../../../store/ledger/known-person.ts';
import { invalidRequest } from '../../http/route.ts';
import type { WriteServices } from '../../http/services.ts';
import { claimYear } from '../claim-year.ts';
import { identitiesOf } from '../identities-of.ts';
import { openingPersonSchema } from '../opening-person.ts';
import { refusePaidYear } from './refuse-paid-year.ts';

const HISTORY_NEEDED =
  '请填写参保史：insuredYears（已参保年度）、lapsedYears（断保年度）或 firstEnrolment（首次参保），至少一项';

export const latePaymentOpeningSchema = z.strictObject({
  kind: z.literal('late-payment').default('late-payment'),
  person: openingPersonSchema,
  /** The facts of the assessment, without the day of payment. */
  facts: latePaymentFactsSchema.refine(
    ({ history }) =>
      history?.insuredYears !== undefined ||
      history?.lapsedYears !== undefined ||
      history?.firstEnrolment !== undefined,
    { path: ['history'], message: HISTORY_NEEDED },
  ),
  /** Of a payment for the year that no case has: the case is to be confirmed by it. */
  voucher: z.string().max(64).optional(),
});
type Opening = z.output<typeof latePaymentOpeningSchema>;

/** @throws ProblemError as the route says */
export async function acceptLatePayment(
  body: Opening,
  { key, caller, at }: { key: string; caller: Caller; at: string },
  services: WriteServices,
): Promise<{ stored: boolean; opened: Case }> {
  const { person, facts } = await readOpening(body, caller, services);
  const { voucher } = body;
  const keyDigest = digestKey(caller.sub, key);
  const caseId = caseIdOf('L', facts.region, facts.coverageYear, keyDigest);
  const { ref, sealed, foundBy } = await services.identity.seal(person);
  const used = { caseId, requestDigest: digestContent({ ...body, person: { ...person, idNumber: ref }, facts }) };

  const earlier = await services.keys.find(keyDigest.toString('hex'));
  if (earlier && earlier.requestDigest !== used.requestDigest) throw keyReused();
  const existing = earlier && (await services.cases.get(caseId));
  if (existing) return { stored: false, opened: existing };

  const known = await knowPerson(ref, services);
  refusePaidYear({ coverageYear: facts.coverageYear, region: facts.region, voucher }, known);
  await claimYear({ personRef: ref, coverageYear: facts.coverageYear, caseId, at }, services);
  if (!(await services.keys.claim(keyDigest.toString('hex'), used, at))) {
    await services.ledger.releaseEnrolment(ref, facts.coverageYear, caseId);
    throw keyReused();
  }
  const asked = {
    caseId,
    requestDigest: used.requestDigest,
    keyDigest: keyDigest.toString('hex'),
    person: { ref, masked: maskPerson(person), sealed, foundBy },
    facts: { ...facts, ...identitiesOf(known, facts.identities, at) },
  };
  const opening = openingOf(asked, actedBy(caller, at));
  await services.foundBy.list(foundBy, { caseId, region: facts.region });
  const { stored, case: opened } = await services.cases.put(opening.opened, opening.event);
  return { stored, opened };
}

/** What only the system can check: the caller's regions, the policy tables, the birth date and the document that the number tells. */
export async function readOpening<Person extends { idNumber: DocumentNumber }>(
  { person, facts }: { person: Person; facts: LatePaymentFacts },
  caller: Caller,
  { policies }: Pick<WriteServices, 'policies'>,
) {
  const { region, coverageYear } = facts;
  if ((await policies.versions(region, coverageYear)).length === 0) {
    throw new ProblemError(
      'policy_not_found',
      `没有统筹区 ${region} 在 ${coverageYear} 年度的政策表，请核对区划代码和参保年度。`,
      {
        issues: [{ path: 'facts.region', message: '没有这个统筹区和年度的政策表' }],
      },
    );
  }
  if (!worksFor(caller, region)) {
    throw new ProblemError(
      'region_not_allowed',
      `您不负责统筹区 ${region}，只能受理 ${caller.regions.join('、')} 的案件。`,
    );
  }
  const birthDate = birthDateIn(person.idNumber) ?? facts.birthDate;
  if (facts.birthDate !== undefined && !canBeBornOn(person.idNumber, facts.birthDate)) {
    throw invalidRequest([{ path: 'facts.birthDate', message: '出生日期与证件号码不一致，请核对，或不填出生日期' }]);
  }
  const kind = kindOfDocument(person.idNumber);
  const identityDocument = kind === 'id_card' ? undefined : kind;
  if (facts.identityDocument !== undefined && facts.identityDocument !== kind) {
    throw invalidRequest([
      { path: 'facts.identityDocument', message: `证件号码是${DOCUMENT_NAMES[kind]}的，请核对，或不填这一项` },
    ]);
  }
  const implausible = implausibleDays(facts, birthDate);
  if (implausible.length > 0) {
    throw invalidRequest(implausible.map(({ path, message }) => ({ path: `facts.${path}`, message })));
  }
  return {
    person,
    facts: { ...facts, ...(birthDate && { birthDate }), ...(identityDocument && { identityDocument }) },
  };
}

const keyReused = (): ProblemError =>
  new ProblemError(
    'idempotency_key_reused',
    '这个 Idempotency-Key 已用于另一份内容。新案件请用新的值，重试请用原来的内容。',
  );
