/** A late payment is opened: at a desk, or by a newborn's case whose own time is over. */
import { latePaymentFactsOf } from '../../domain/newborn/late-payment-facts.ts';
import { NOTHING_SETTLED } from '../../domain/settlement.ts';
import type { NewCaseOf } from '../case-base.ts';
import type { By, EventOf } from '../events.ts';
import type { NewbornCase } from '../newborn/case.ts';
import { stepEvent } from '../steps.ts';
import type { LatePaymentCase } from './case.ts';

type Opened = { opened: NewCaseOf<LatePaymentCase>; event: EventOf<'case_opened'> };

type Asked = Pick<LatePaymentCase, 'caseId' | 'requestDigest' | 'keyDigest' | 'person' | 'facts'>;

export const openLatePayment = (asked: Asked, by: By): Opened => ({
  opened: caseOf(asked, { at: by.at, by: by.by }),
  event: { ...by, event: 'case_opened', detail: { kind: 'late-payment' } },
});

/** The id of a child's late payment follows from its own case's, so that a second try finds the first. */
export const latePaymentIdOf = ({ caseId, region, coverageYear }: NewbornCase): string =>
  `L${region}-${coverageYear}-${caseId.split('-').at(-1) ?? ''}`;

/** With everything that is known of the child. */
export function openLatePaymentOf(child: NewbornCase, at: string): Opened {
  const { caseId: from, region, coverageYear, person, openedBy, requestDigest, keyDigest } = child;
  const { identityDocument } = child.facts;
  const known = latePaymentFactsOf({ region, ...child.facts }, coverageYear);
  const facts = { ...known, ...(identityDocument && { identityDocument }) };
  const asked = { caseId: latePaymentIdOf(child), requestDigest, keyDigest, person, facts };
  return {
    // Payments find it by the child's own region and year, whatever its facts say.
    opened: { ...caseOf(asked, { at, by: openedBy }), region, coverageYear },
    event: stepEvent('OpenLatePaymentCase', at, 'case_opened', { kind: 'late-payment', from }),
  };
}

const caseOf = (asked: Asked, { at, by }: By): NewCaseOf<LatePaymentCase> => ({
  ...asked,
  kind: 'late-payment',
  region: asked.facts.region,
  coverageYear: asked.facts.coverageYear,
  openedAt: at,
  openedBy: by,
  state: 'assessing',
  settlement: NOTHING_SETTLED,
  pending: { kind: 'start' },
});
