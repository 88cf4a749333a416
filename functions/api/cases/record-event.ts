import { z } from 'zod';
import type { CaseBase } from '../../cases/case-base.ts';
import { asChildOf, foundByOf } from '../../cases/found-by.ts';
import { knownByBirthOnly, type NewbornCase } from '../../cases/newborn/case.ts';
import { expectNewborn, recordEvent as recordEventOf, wasReceived } from '../../cases/newborn/event.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { maskPerson } from '../../domain/person/masking.ts';
import { actedBy } from '../../runtime/caller.ts';
import { digestContent, digestKey } from '../../store/cases/idempotency-keys.ts';
import { knowPerson } from '../../store/ledger/known-person.ts';
import { findNewbornYear } from '../../store/policies/newborn-year.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { readIdempotencyKey } from '../http/read-idempotency-key.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { accepted } from './accepted.ts';
import { caseRecordSchema, showCase } from './case-view.ts';
import { changeCase } from './change-case.ts';
import { claimYear } from './claim-year.ts';
import { identitiesOf } from './identities-of.ts';
import { type NewbornEvent, newbornEventSchema } from './newborn/event.ts';
import { WHO_MAY } from './who-may.ts';

export const recordEventRoute = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/cases/{id}/events',
  operation: 'recordEvent',
  summary: 'Records what happened to a newborn. The same Idempotency-Key and body are taken once.',
  roles: WHO_MAY.recordEvent,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: newbornEventSchema,
  headers: { 'Idempotency-Key': 'A text of 8 to 200 characters, new for every event' },
  answer: caseRecordSchema,
  problems: [
    'idempotency_key_required',
    'case_not_found',
    'case_has_ended',
    'id_number_differs',
    'case_already_open',
    'already_insured',
    'idempotency_key_reused',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id }, body, headers, caller, at }, services) {
    const key = digestKey(caller.sub, readIdempotencyKey(headers['idempotency-key'])).toString('hex');
    const idNumber = 'idNumber' in body ? body.idNumber : undefined;
    const ref = idNumber && (await services.identity.reference(idNumber));
    const guardian = 'guardian' in body ? await services.identity.seal(body.guardian) : undefined;
    const digest = digestContent({
      ...body,
      ...(ref && { idNumber: ref }),
      ...(guardian && 'guardian' in body && { guardian: { ...body.guardian, idNumber: guardian.ref } }),
    });
    const received = { key, digest };
    const changing = { caller, cases: services.cases, undone: '没有登记' };
    const { before, case: recorded } = await changeCase(id, changing, async (found) => {
      const current = accepted(expectNewborn(found));
      if (accepted(wasReceived(current, received))) return null;
      const joins = idNumber && (await personWith(idNumber, current, body, services));
      const movesTo = await destinationOf(current, body, at, services);
      const by = actedBy(caller, at);
      const known = ref === undefined ? undefined : await knowPerson(ref, services);
      const listed = known && identitiesOf(known, current.facts.identities, at);
      const diedOn = known?.diedOn ?? undefined;
      const change = accepted(
        recordEventOf(
          current,
          {
            event: body,
            joins,
            guardian: guardian && guardianWith(guardian, current, body),
            listed,
            diedOn,
            movesTo,
            received,
          },
          by,
        ),
      );
      await claimYears(current, change.moves, at, services);
      return change;
    });
    if (before.kind === 'newborn' && recorded.coverageYear !== before.coverageYear && !knownByBirthOnly(before)) {
      await services.ledger.releaseEnrolment(before.person.ref, before.coverageYear, id);
    }
    // Another person, or another region: an entry that is there already is written over.
    await services.foundBy.list(foundByOf(recorded), { caseId: id, region: recorded.region });
    await deliverOrLeave(recorded, services);
    return { status: 200, caseId: id, body: showCase(recorded) };
  },
});

/** The child under its id number; a name that is not given stays the one that is there. */
async function personWith(
  idNumber: string,
  { person }: NewbornCase,
  body: NewbornEvent,
  { identity }: WriteServices,
): Promise<CaseBase['person']> {
  const given = 'name' in body ? body.name : undefined;
  const name = given ?? (await identity.open(person)).name;
  const { ref, sealed, foundBy } = await identity.seal({ idNumber, name });
  // What it was found by before stays until the person is erased.
  return { ref, sealed, foundBy: [...(person.foundBy ?? []), ...foundBy], masked: maskPerson({ idNumber, name }) };
}

/** The case is found by the guardian before, too, until the child is erased. */
function guardianWith(
  { ref, sealed, foundBy }: Awaited<ReturnType<WriteServices['identity']['seal']>>,
  { parent }: NewbornCase,
  body: NewbornEvent,
): CaseBase['person'] | undefined {
  if (body.event !== 'guardian_changed') return undefined;
  return {
    ref,
    sealed,
    foundBy: [...(parent.foundBy ?? []), ...foundBy, asChildOf(ref)],
    masked: maskPerson(body.guardian),
  };
}

async function destinationOf({ facts }: NewbornCase, event: NewbornEvent, at: string, { policies }: WriteServices) {
  if (event.event !== 'moved') return undefined;
  return { coverageYear: await findNewbornYear(policies, event.region, facts.bornOn, dateOfInstant(at)) };
}

/** Before the case changes, so that payments find it and no other case is opened for the child. */
async function claimYears(
  current: NewbornCase,
  moves: Partial<Pick<CaseBase, 'person' | 'coverageYear'>> | undefined,
  at: string,
  services: WriteServices,
): Promise<void> {
  if (!moves || (!moves.person && knownByBirthOnly(current))) return;
  const { person = current.person, coverageYear = current.coverageYear } = moves;
  await claimYear({ personRef: person.ref, coverageYear, caseId: current.caseId, at }, services);
}
