/** Opens the case of a newborn, known by its birth certificate until it has an id number. */

import type { Case } from '../../../cases/case.ts';
import { asChildOf } from '../../../cases/found-by.ts';
import { openNewborn as openingOf } from '../../../cases/newborn/open.ts';
import { dateOfInstant } from '../../../domain/calendar.ts';
import { maskBirthCertificate } from '../../../domain/person/birth-certificate.ts';
import { maskName, maskPerson } from '../../../domain/person/masking.ts';
import { actedBy, type Caller, worksFor } from '../../../runtime/caller.ts';
import { ProblemError } from '../../../runtime/problem.ts';
import { caseIdOf, digestContent, digestKey } from '../../../store/cases/idempotency-keys.ts';
import { findNewbornYear } from '../../../store/policies/newborn-year.ts';
import { invalidRequest } from '../../http/route.ts';
import type { WriteServices } from '../../http/services.ts';
import { claimBirth } from './claim-birth.ts';
import { birthDateIssues, type NewbornOpening } from './opening.ts';

/** @throws ProblemError `invalid_request`, `policy_not_found`, `region_not_allowed`, `idempotency_key_reused`, `case_already_open`, `already_insured` */
export async function acceptNewborn(
  body: NewbornOpening,
  { key, caller, at }: { key: string; caller: Caller; at: string },
  services: WriteServices,
): Promise<{ stored: boolean; opened: Case }> {
  const { region, bornOn, identities, parent } = body;
  const coverageYear = await readOpening(body, caller, at, services);
  const keyDigest = digestKey(caller.sub, key);
  const caseId = caseIdOf('N', region, coverageYear, keyDigest);
  const child = { idNumber: body.birthCertificateNumber, name: nameOfChild(body) };
  const known = await services.identity.seal(child);
  const sealedParent = await services.identity.seal(parent);
  const content = { ...body, birthCertificateNumber: known.ref, parent: { ...parent, idNumber: sealedParent.ref } };
  const used = { caseId, requestDigest: digestContent(content) };

  const earlier = await services.keys.find(keyDigest.toString('hex'));
  if (earlier && earlier.requestDigest !== used.requestDigest) throw keyReused();
  const existing = earlier && (await services.cases.get(earlier.caseId));
  if (existing) return { stored: false, opened: existing };

  await claimBirth({ birthRef: known.ref, caseId, at }, services);
  if (!(await services.keys.claim(keyDigest.toString('hex'), used, at))) {
    await services.ledger.births.release(known.ref, caseId);
    throw keyReused();
  }
  const alike = await findAlike(await services.ledger.births.addSibling(sealedParent.ref, bornOn, caseId), services);
  const ofParent = [...sealedParent.foundBy, asChildOf(sealedParent.ref)];
  const masked = maskBirthCertificate(child.idNumber);
  const asked = {
    caseId,
    region,
    coverageYear,
    requestDigest: used.requestDigest,
    keyDigest: keyDigest.toString('hex'),
    person: {
      ref: known.ref,
      masked: { idNumber: masked, name: maskName(child.name) },
      sealed: known.sealed,
      foundBy: known.foundBy,
    },
    parent: {
      ref: sealedParent.ref,
      masked: maskPerson(parent),
      sealed: sealedParent.sealed,
      foundBy: ofParent,
    },
    facts: { bornOn, ...(identities && { identities }) },
    ...(alike.length > 0 && { alike }),
  };
  const opening = openingOf(asked, actedBy(caller, at));
  await services.foundBy.list([...known.foundBy, ...ofParent], { caseId, region });
  const { stored, case: opened } = await services.cases.put(opening.opened, opening.event);
  return { stored, opened };
}

/** Those that were stored, and that nobody has taken back: whoever opens the next one is told of them. */
async function findAlike(caseIds: readonly string[], { cases }: Pick<WriteServices, 'cases'>): Promise<string[]> {
  const found = await Promise.all(caseIds.map((caseId) => cases.get(caseId)));
  return found.flatMap((one) => (one && one.state !== 'withdrawn' && one.state !== 'rejected' ? one.caseId : []));
}

/** Until it has a name, a child is called after the parent. */
const nameOfChild = ({ childName, parent }: NewbornOpening): string => childName ?? `${parent.name}之子女`;

/** The coverage year of the table that decides. */
async function readOpening(body: NewbornOpening, caller: Caller, at: string, { policies }: WriteServices) {
  const { region, bornOn } = body;
  const issues = birthDateIssues(bornOn, dateOfInstant(at));
  if (issues.length > 0) throw invalidRequest(issues);
  const coverageYear = await findNewbornYear(policies, region, bornOn, dateOfInstant(at));
  if (coverageYear === null) {
    const message = `没有统筹区 ${region} 在孩子出生当年或次年的政策表，请核对区划代码和出生日期。`;
    const issue = { path: 'region', message: '没有这个统筹区和年度的政策表' };
    throw new ProblemError('policy_not_found', message, { issues: [issue] });
  }
  if (!worksFor(caller, region)) {
    const message = `您不负责统筹区 ${region}，只能受理 ${caller.regions.join('、')} 的案件。`;
    throw new ProblemError('region_not_allowed', message);
  }
  return coverageYear;
}

const keyReused = (): ProblemError =>
  new ProblemError(
    'idempotency_key_reused',
    '这个 Idempotency-Key 已用于另一份内容。新案件请用新的值，重试请用原来的内容。',
  );
