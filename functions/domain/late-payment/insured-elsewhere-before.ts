/**
 * Who has left another scheme was insured there: a year up to then is no lapsed year before somebody has looked at it,
 * whether the payment comes late or in the period.
 */
import { yearOf } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import { EVENTS } from '../regions.ts';
import { eventsOf } from '../ways/person.ts';
import type { LatePaymentRequest } from './request.ts';

/** Events that end an insurance by another scheme. */
const LEFT: readonly string[] = ['left_employee_scheme', 'discharged', 'accompanying_spouse', 'released'];

/** @param lapsed years that make a wait, or make it longer */
export function askAboutOtherScheme(
  request: LatePaymentRequest,
  lapsed: readonly number[],
  record: DecisionRecord,
): void {
  const left = eventsOf(request)
    .filter(({ kind, on }) => LEFT.includes(kind) && lapsed.some((year) => year <= yearOf(on)))
    .toSorted((one, other) => (one.on < other.on ? 1 : -1))[0];
  if (!left) return;
  const years = lapsed.filter((year) => year <= yearOf(left.on));
  const message =
    `该人 ${left.on} ${EVENTS[left.kind] ?? ''},${years.join('、')} 年度列为断保。` +
    '当时如在该制度参保,不算断保,请核实参保经历;属实断保的再确认';
  record.review('lapsed_before_exit', 'exit', message, 'acknowledgement', '退出其他制度保障');
}
