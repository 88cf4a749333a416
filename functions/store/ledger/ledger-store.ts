/**
 * Payments, enrolments and collections of persons. One open case for a person and coverage year: the enrolment item
 * carries it, and the condition on that one item keeps it.
 */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  type ClaimOutcome,
  type Collection,
  collectionSchema,
  type Enrolment,
  enrolmentSchema,
  type Payment,
  paymentSchema,
} from '../../cases/ledger.ts';
import { ERASED, NOBODY } from '../../cases/nobody.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { normalVoucher } from '../../domain/voucher.ts';
import { collectionDay, collectionEntry, enrolmentEntry, paymentEntry, rollKeyOf } from '../keys.ts';
import { openBirthClaims } from './birth-claims.ts';
import { openDeaths } from './deaths.ts';
import { openLedgerItems, type ReadEntry } from './ledger-items.ts';
import { openRecordedPayments, PAYMENTS } from './recorded-payments.ts';
import { listedAs, openUnallocatedPayments } from './unallocated-payments.ts';

export interface EnrolmentClaim {
  personRef: string;
  coverageYear: number;
  caseId: string;
  /** ISO instant. */
  at: string;
}

export type LedgerStore = ReturnType<typeof openLedgerStore>;

/** @param reading another way to read single items */
export function openLedgerStore(client: DynamoDBDocumentClient, table: string, reading?: ReadEntry) {
  const { read, update, putNew, ofDay, ofPerson } = openLedgerItems(client, table, reading);
  const recorded = openRecordedPayments({ read, update, putNew, ofPerson });

  async function getEnrolment(personRef: string, coverageYear: number): Promise<Enrolment | null> {
    const item = await read(enrolmentEntry(personRef, coverageYear));
    return item && enrolmentSchema.parse(item);
  }

  /** Claims the year for a case; again by the same case is no error. */
  async function claimEnrolment(claim: EnrolmentClaim): Promise<ClaimOutcome> {
    const claimed = await update(enrolmentEntry(claim.personRef, claim.coverageYear), {
      UpdateExpression:
        'SET openCase = :case, claimedAt = :at, personRef = :person, personEntryKey = :key, coverageYear = :year',
      ConditionExpression: '(attribute_not_exists(openCase) AND attribute_not_exists(enrolled)) OR openCase = :case',
      ExpressionAttributeValues: {
        ':case': claim.caseId,
        ':at': claim.at,
        ':person': claim.personRef,
        ':key': `enrolment#${claim.coverageYear}`,
        ':year': claim.coverageYear,
      },
    });
    if (claimed) return { ok: true };
    const enrolment = await getEnrolment(claim.personRef, claim.coverageYear);
    if (enrolment?.openCase && enrolment.claimedAt) {
      return { ok: false, reason: 'open_case', caseId: enrolment.openCase, claimedAt: enrolment.claimedAt };
    }
    if (enrolment?.enrolled) return { ok: false, reason: 'enrolled', caseId: enrolment.enrolled.caseId };
    // Released between the two calls.
    return claimEnrolment(claim);
  }

  /** Takes over the claim of a case that was never stored; false if the claim is no longer the one that was seen. */
  async function takeOverEnrolment(
    claim: EnrolmentClaim,
    from: { caseId: string; claimedAt: string },
  ): Promise<boolean> {
    return update(enrolmentEntry(claim.personRef, claim.coverageYear), {
      UpdateExpression: 'SET openCase = :case, claimedAt = :at',
      ConditionExpression: 'openCase = :old AND claimedAt = :oldAt',
      ExpressionAttributeValues: {
        ':case': claim.caseId,
        ':at': claim.at,
        ':old': from.caseId,
        ':oldAt': from.claimedAt,
      },
    });
  }

  /** Lets the year go; nothing happens if another case has it. */
  async function releaseEnrolment(personRef: string, coverageYear: number, caseId: string): Promise<void> {
    await update(enrolmentEntry(personRef, coverageYear), {
      UpdateExpression: 'REMOVE openCase, claimedAt',
      ConditionExpression: 'openCase = :case',
      ExpressionAttributeValues: { ':case': caseId },
    });
  }

  /**
   * The person is insured: recorded, and the case's claim released, by one update. False if another case holds the year,
   * or if the payment was given back.
   */
  async function recordEnrolment(
    personRef: string,
    coverageYear: number,
    enrolled: NonNullable<Enrolment['enrolled']>,
  ): Promise<boolean> {
    return update(enrolmentEntry(personRef, coverageYear), {
      UpdateExpression: 'SET enrolled = :enrolled, rollKey = :roll REMOVE openCase, claimedAt',
      ConditionExpression: `(openCase = :case OR enrolled.caseId = :case)${enrolled.voucher === undefined ? '' : ' AND NOT contains(givenBack, :voucher)'}`,
      ExpressionAttributeValues: {
        ...(enrolled.voucher !== undefined && { ':voucher': normalVoucher(enrolled.voucher) }),
        ':enrolled': enrolled,
        ':case': enrolled.caseId,
        ':roll': rollKeyOf(enrolled.region, coverageYear, personRef),
      },
    });
  }

  /** Strongly consistent: the case that waits for the person's payment is found right after it was opened. */
  async function findOpenCase(personRef: string, coverageYear: number): Promise<string | null> {
    return (await getEnrolment(personRef, coverageYear))?.openCase ?? null;
  }

  /** Once a voucher: `same` if it was stored with the same content, `conflict` with what was stored otherwise. */
  async function putPayment(
    payment: Payment,
  ): Promise<{ outcome: 'stored' } | { outcome: 'same' | 'conflict'; stored: Payment }> {
    const entry = paymentEntry(normalVoucher(payment.voucher));
    const personEntryKey = `${PAYMENTS}${payment.coverageYears[0]}#${payment.voucher}`;
    if (await putNew({ entry, personEntryKey, ...listedAs(payment), ...payment })) return { outcome: 'stored' };
    const stored = paymentSchema.parse(await read(entry));
    return { outcome: stored.digest === payment.digest ? 'same' : 'conflict', stored };
  }

  /** A person's payments of all years, regions and channels, the earliest first; eventually consistent. */
  async function paymentsOf(personRef: string): Promise<Payment[]> {
    return (await recorded.paymentsOf(personRef)).sort((one, other) => (one.collectedOn < other.collectedOn ? -1 : 1));
  }

  /** Puts an amount out for collection, once a case. */
  async function putCollection(collection: Collection): Promise<void> {
    const entry = collectionEntry(collection.caseId);
    if (await putNew(collectionItem(entry, collection))) return;
    const before = collectionSchema.parse(await read(entry));
    if (before.pushedAt >= collection.pushedAt) return;
    // Decided again: what was put out before stays to be seen under its own day, cancelled.
    const cancelled = { ...before, status: 'cancelled' as const, closedAt: before.closedAt ?? collection.pushedAt };
    await putNew(collectionItem(`${entry}#${before.pushedAt}`, cancelled));
    const { entry: _key, ...item } = collectionItem(entry, collection);
    const names = Object.keys(item);
    await update(entry, {
      UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')} REMOVE closedAt`,
      ConditionExpression: '#pushedAt = :before',
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(Object.entries(item).map(([name, value]) => [`:${name}`, value])),
        ':before': before.pushedAt,
      },
    });
  }

  /** Says that an amount is no longer to be collected; nothing happens if it never was, or is closed. */
  async function closeCollection(caseId: string, status: 'paid' | 'cancelled', at: string): Promise<void> {
    await update(collectionEntry(caseId), {
      UpdateExpression: 'SET #status = :status, closedAt = :at',
      ConditionExpression: '#status = :open',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status, ':at': at, ':open': 'open' },
    });
  }

  /** Takes the person out of what was put out for collection; that it was, and how much, stays. */
  async function eraseCollection(caseId: string): Promise<void> {
    await update(collectionEntry(caseId), {
      UpdateExpression: 'SET person = :masked, personRef = :nobody REMOVE personEntryKey',
      ConditionExpression: 'attribute_exists(personEntryKey)',
      ExpressionAttributeValues: { ':masked': { idNumber: ERASED, name: ERASED }, ':nobody': NOBODY.ref },
    });
  }

  /** What was put out for collection in a region on a day. */
  async function collections(region: string, day: LocalDate): Promise<Collection[]> {
    return (await ofDay(collectionDay(region, day))).map((item) => collectionSchema.parse(item));
  }

  return {
    births: openBirthClaims(client, table),
    deaths: openDeaths(client, table),
    unallocated: openUnallocatedPayments(client, table),
    claimEnrolment,
    takeOverEnrolment,
    releaseEnrolment,
    recordEnrolment,
    getEnrolment,
    findOpenCase,
    putPayment,
    /** By its voucher, however it is written. */
    getPayment: recorded.find,
    findTwin: recorded.findTwin,
    tellTwin: recorded.tellTwin,
    paymentsOf,
    putCollection,
    closeCollection,
    eraseCollection,
    collections,
  };
}

const collectionItem = (entry: string, collection: Collection) => ({
  entry,
  personEntryKey: entry.replace('#', `#${collection.coverageYear}#`),
  collectionDay: collectionDay(collection.region, collection.pushedOn),
  ...collection,
});
