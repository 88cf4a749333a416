/** Names of tables' keys and how they are made. None holds an id number, a name or a phone number. */
import type { LocalDate } from '../domain/calendar.ts';

export const CASE_INDEX = { queue: 'queue', person: 'person', region: 'region', pending: 'pending' } as const;
export const LEDGER_INDEX = { person: 'person', collection: 'collection', payer: 'payer' } as const;

/** The one value of `pendingKey`: present on a case only between its write and the effect on Step Functions. */
export const PENDING = 'pending';

export const openedKey = (openedAt: string, caseId: string): string => `${openedAt}#${caseId}`;
export const personCaseKey = (kind: string, coverageYear: number, caseId: string): string =>
  `${kind}#${coverageYear}#${caseId}`;
/** Sorts by what is due first. */
export const taskDueKey = (due: string, taskId: string): string => `${due}#${taskId}`;

/** The id of the n-th wait of a case, which is the id of its task. */
export const waitId = (caseId: string, count: number): string => `${caseId}.${count}`;
/** The task of a parked case, which has no wait. */
export const parkedTaskId = (caseId: string): string => `${caseId}.parked`;
export const caseIdOfTask = (taskId: string): string => taskId.replace(/\.[^.]*$/, '');

export const paymentEntry = (voucher: string): string => `payment#${voucher}`;
export const enrolmentEntry = (personRef: string, coverageYear: number): string =>
  `enrolment#${personRef}#${coverageYear}`;
export const collectionEntry = (caseId: string): string => `collection#${caseId}`;
/** The n-th order of a case to pay out. */
export const instructionEntry = (caseId: string, count: number): string => `instruction#${caseId}#${count}`;
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
export const collectionDay = (region: string, day: LocalDate): string => `${region}#${day}`;
