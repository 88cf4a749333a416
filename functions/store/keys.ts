/** Names of tables' keys and how they are made. None holds an id number, a name or a phone number. */
import { createHash } from 'node:crypto';
import type { LocalDate } from '../domain/calendar.ts';
import type { RetentionClass } from '../domain/retention.ts';
import { withoutZeros } from '../domain/voucher.ts';

export const CASE_INDEX = {
  queue: 'queue',
  person: 'person',
  region: 'region',
  pending: 'pending',
  amount: 'amount',
} as const;
export const LEDGER_INDEX = { person: 'person', collection: 'collection', payer: 'payer', roll: 'roll' } as const;

/** In the index of the queue: cases that wait for somebody who is not at a desk. */
export const waitingKey = (region: string): string => `waiting#${region}`;

export const openedKey = (openedAt: string, caseId: string): string => `${openedAt}#${caseId}`;
/** Sorts by the amount in 厘; a case without one comes before the smallest. */
export const amountKey = (li: number | null, caseId: string): string => `${beginningOfAmount(li)}#${caseId}`;
export const beginningOfAmount = (li: number | null): string => (li === null ? '-' : String(li).padStart(15, '0'));
export const personCaseKey = (kind: string, coverageYear: number, caseId: string): string =>
  `${kind}#${coverageYear}#${caseId}`;
/** Sorts by what is due first. */
export const taskDueKey = (due: string, taskId: string): string => `${due}#${taskId}`;

/** The id of the n-th wait of a case, which is the id of its task. */
export const waitId = (caseId: string, count: number): string => `${caseId}.${count}`;
/** The task of a parked case, which has no wait. */
export const parkedTaskId = (caseId: string): string => `${caseId}.parked`;
export const caseIdOfTask = (taskId: string): string => taskId.replace(/\.[^.]*$/, '');

/** @param voucher in its normal form, or as releases up to 0.1.1 put it */
export const paymentEntry = (voucher: string): string => `payment#${voucher}`;
/** What two records have in common that may be of one payment: their vouchers differ by zeros in front. */
export const zerosEntry = (told: {
  voucher: string;
  personRef: string;
  coverageYears: readonly number[];
  amount: string;
  collectedOn: LocalDate;
}): string =>
  [
    'zeros',
    told.personRef,
    told.coverageYears.join('.'),
    told.collectedOn,
    told.amount,
    withoutZeros(told.voucher),
  ].join('#');
export const enrolmentEntry = (personRef: string, coverageYear: number): string =>
  `enrolment#${personRef}#${coverageYear}`;
/** A death that a list has told. */
export const deathEntry = (personRef: string): string => `death#${personRef}`;
/** Whoever asked that nothing is sent to a telephone: under a keyed hash of its number. */
export const phoneStopEntry = (phoneRef: string): string => `phone-stop#${phoneRef}`;
/** Which payment of a person's year stays while others of it go back. */
export const stayingEntry = (personRef: string, coverageYear: number): string => `staying#${personRef}#${coverageYear}`;
/** That a case is found under a keyed hash: a name, a phone, a birthday. */
export const foundByEntry = (key: string, caseId: string): string => `found-by#${key}#${caseId}`;
/** One open case for a birth certificate. */
export const birthEntry = (birthRef: string): string => `birth#${birthRef}`;
/** Cases of children whom one parent bore on one day: twins, or one child under two certificates. */
export const siblingsEntry = (parentRef: string, bornOn: LocalDate): string =>
  `siblings#${createHash('sha256').update(`${parentRef} ${bornOn}`).digest('base64url')}`;
export const collectionEntry = (caseId: string): string => `collection#${caseId}`;
/** The n-th order of a case to pay out. */
export const instructionEntry = (caseId: string, count: number): string => `instruction#${caseId}#${count}`;
/** A colleague of a region's desk, under a digest: an office's accounts are names. */
export const colleagueEntry = (region: string, sub: string): string => `colleague#${region}#${personOfDesk(sub)}`;
export const deskKey = (region: string): string => `desk#${region}`;
/** What came to somebody at a desk. */
export const inboxKey = (sub: string): string => `inbox#${personOfDesk(sub)}`;
export const inboxEntry = (sub: string, at: string, caseId: string): string => `${inboxKey(sub)}#${at}#${caseId}`;
/** Until when somebody has seen what came. */
export const seenEntry = (sub: string): string => `inbox-seen#${personOfDesk(sub)}`;
const personOfDesk = (sub: string): string => createHash('sha256').update(sub).digest('base64url').slice(0, 22);

/** As it is named to the treasury. */
export const instructionId = (caseId: string, count: number): string => `${caseId}-P${count}`;
export function readInstructionId(id: string): { caseId: string; count: number } | null {
  const [, caseId, count] = /^(.+)-P([1-9]\d{0,3})$/.exec(id) ?? [];
  return caseId && count ? { caseId, count: Number(count) } : null;
}
export const refundEntry = (caseId: string): string => `refund#${caseId}`;
/** What is told outside on a day, one file each: orders to the treasury, refunds to the tax side. */
export const instructionDay = (region: string, day: LocalDate): string => `instruction#${region}#${day}`;
export const refundDay = (region: string, day: LocalDate): string => `refund#${region}#${day}`;
/** Payments of a region that no case has taken, beside what is told on days. */
export const unallocatedKey = (region: string): string => `unallocated#${region}`;
export const collectionDay = (region: string, day: LocalDate): string => `${region}#${day}`;

/**
 * Key of an entry that says: this person leaves the list of aid on a day to come. The entry stays until that day's run.
 */
export const removalEntry = (day: LocalDate, personRef: string, list = ''): string =>
  `aid-removal#${day}#${personRef}#${list}`;
export const removalKey = (shard: string): string => `aid-removal#${shard}`;

/** The region and coverage year that a case's id names. */
export function readCaseId(caseId: string): { region: string; coverageYear: number } | null {
  const [, region, year] = /^[A-Z](\d{6})-(\d{4})-/.exec(caseId) ?? [];
  return region && year ? { region, coverageYear: Number(year) } : null;
}
/** What reminders of a person on a region's roll are kept and sent under, as those of a case are under its id. */
export const rollSubject = (region: string, coverageYear: number, personRef: string): string =>
  `P${region}-${coverageYear}-${personRef}`;
/** The person of such a subject; null for a case. */
export const personOfSubject = (subject: string): string | null => /^P\d{6}-\d{4}-(.+)$/.exec(subject)?.[1] ?? null;

/** Partitions over which much is spread that would be in one otherwise. */
const shardOf = (text: string, shards: number): string =>
  String((createHash('sha256').update(text).digest()[0] ?? 0) % shards).padStart(2, '0');
const shardNames = (shards: number): string[] =>
  Array.from({ length: shards }, (_, index) => String(index).padStart(2, '0'));

export const DUE_SHARDS = shardNames(8);
export const dueKey = (day: LocalDate, shard: string): string => `${day}#${shard}`;
export const dueKeyOf = (day: LocalDate, subject: string): string => dueKey(day, shardOf(subject, DUE_SHARDS.length));

/**
 * `pendingKey` is on a case only between its write and the effect on Step Functions. Every step of every region writes
 * it, and one partition takes a thousand writes in a second; releases up to 0.1.1 had the first of these keys alone.
 */
export const PENDING_KEYS: readonly string[] = ['pending', ...shardNames(8).map((shard) => `pending#${shard}`)];
export const pendingKeyOf = (caseId: string): string => `pending#${shardOf(caseId, PENDING_KEYS.length - 1)}`;

/**
 * Under the same key while the statistics have not counted what a case has become. A case has one of the two keys: what
 * is pending is counted when it no longer is.
 */
export const UNCOUNTED_KEYS: readonly string[] = shardNames(8).map((shard) => `uncounted#${shard}`);
export const uncountedKeyOf = (caseId: string): string => `uncounted#${shardOf(caseId, UNCOUNTED_KEYS.length)}`;
export const isUncountedKey = (key: string): boolean => UNCOUNTED_KEYS.includes(key);
/** What each case was counted for, beside the figures. */
export const COUNTED_KEYS: readonly string[] = shardNames(16).map((shard) => `cases#${shard}`);
export const countedKeyOf = (caseId: string): string => `cases#${shardOf(caseId, COUNTED_KEYS.length)}`;

/** Cases to which something happened on a day. */
export const dayKey = (region: string, day: LocalDate): string => `${DAY}${region}#${day}`;
const DAY = 'day#';
export const isDayKey = (key: string): boolean => key.startsWith(DAY);
export const dayOfKey = (key: string): string => key.slice(-10);

/** In the index of the queue: cases that have ended, by how long they keep their person. */
export const endedKey = (retention: RetentionClass, shard: string): string => `ended#${retention}#${shard}`;
export const endedKeyOf = (retention: RetentionClass, caseId: string): string =>
  endedKey(retention, shardOf(caseId, DUE_SHARDS.length));

export const removalKeyOf = (personRef: string): string => removalKey(shardOf(personRef, DUE_SHARDS.length));

export const ROLL_SHARDS = shardNames(16);
export const rollKey = (region: string, coverageYear: number, shard: string): string =>
  `${region}#${coverageYear}#${shard}`;
export const rollKeyOf = (region: string, coverageYear: number, personRef: string): string =>
  rollKey(region, coverageYear, shardOf(personRef, ROLL_SHARDS.length));

export const OUTBOX_INDEX = 'outbox';
export const QUEUE_SHARDS = shardNames(4);
export const queuedKey = (shard: string): string => `queued#${shard}`;
export const queuedKeyOf = (caseId: string): string => queuedKey(shardOf(caseId, QUEUE_SHARDS.length));
export const sentKey = (region: string, day: LocalDate): string => `sent#${region}#${day}`;
export const deadKey = (region: string): string => `dead#${region}`;
