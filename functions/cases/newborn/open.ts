/** A newborn's case is opened: known by its birth certificate until it has an id number. */
import { NOTHING_SETTLED } from '../../domain/settlement.ts';
import type { NewCaseOf } from '../case-base.ts';
import type { By, EventOf } from '../events.ts';
import type { NewbornCase } from './case.ts';

type Asked = Pick<
  NewbornCase,
  'caseId' | 'region' | 'coverageYear' | 'requestDigest' | 'keyDigest' | 'person' | 'parent' | 'facts' | 'alike'
>;

/** @param asked.person the child, under its birth certificate. */
export const openNewborn = (
  asked: Asked,
  by: By,
): { opened: NewCaseOf<NewbornCase>; event: EventOf<'case_opened'> } => ({
  opened: {
    ...asked,
    kind: 'newborn',
    openedAt: by.at,
    openedBy: by.by,
    birth: { ref: asked.person.ref, masked: asked.person.masked.idNumber },
    factsRevision: 0,
    reminded: [],
    registrationTold: false,
    missedTold: false,
    events: [],
    state: 'assessing',
    settlement: NOTHING_SETTLED,
    pending: { kind: 'start' },
  },
  event: { ...by, event: 'case_opened', detail: { kind: 'newborn' } },
});
