/** A list of aid says otherwise who a person is: the open case gets the new identities, and is decided again. */
import { isDeepStrictEqual } from 'node:util';
import { identitiesByLists, type Listing } from '../domain/aid/listed-identities.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { Identity } from '../domain/late-payment/request.ts';
import type { Case } from './case.ts';
import type { CaseChange } from './changes.ts';
import type { EventOf } from './events.ts';
import { latePaymentHeedsLists, withLatePaymentFacts } from './late-payment/relist.ts';
import { newbornHeedsLists, relistNewborn } from './newborn/relist.ts';
import { refundHeedsLists, withRefundFacts } from './refund/relist.ts';

/**
 * Null where the lists say what is known, or have no part in the case any more: it has ended, or was paid.
 * @param day as of which the lists count; null where they don't
 */
export function relist(
  current: Case,
  { listings, day }: { listings: readonly Listing[]; day: LocalDate | null },
  { at, source }: { at: string; source: string },
): CaseChange<Case> | null {
  if (day === null) return null;
  const declared = current.facts.identities ?? [];
  const identities = identitiesByLists(declared, listings, day);
  if (isDeepStrictEqual(identities, declared)) return null;
  return withIdentities(current, identities, {
    at,
    by: 'system:Imports',
    event: 'aid_list_changed',
    detail: { source },
  });
}

function withIdentities(
  current: Case,
  identities: Identity[],
  event: EventOf<'aid_list_changed'>,
): CaseChange<Case> | null {
  switch (current.kind) {
    case 'late-payment':
      return withLatePaymentFacts(current, { ...current.facts, identities }, event);
    case 'newborn':
      return relistNewborn(current, identities, event);
    case 'refund':
      return withRefundFacts(current, { ...current.facts, identities }, event);
  }
}

/** Whether the lists still have a part in the case. */
export function isRelisted(current: Case): boolean {
  switch (current.kind) {
    case 'late-payment':
      return latePaymentHeedsLists(current);
    case 'newborn':
      return newbornHeedsLists(current);
    case 'refund':
      return refundHeedsLists(current);
  }
}
