/**
 * What becomes of a reminder whose day has come: the policy in force today decides, not the one by which it was
 * planned. Pure.
 */
import { addDays, type LocalDate } from '../calendar.ts';
import { type BasisEntry, DecisionRecord } from '../decision.ts';
import { assessLatePayment } from '../late-payment/assess.ts';
import type { LatePaymentAssessment } from '../late-payment/assessment.ts';
import type { PolicyVersion } from '../policy.ts';
import { assessReminder } from './assess.ts';
import type { ReminderAssessment } from './assessment.ts';
import type { ReminderRequest } from './request.ts';
import { LATE_STEP, nextStep, type ReminderOccasion, type ReminderStep } from './steps.ts';

export interface PlannedStep {
  occasion: Extract<ReminderOccasion, 'period' | 'exit_window'>;
  /** The last day as it was when this was planned. */
  lastDay: LocalDate;
  daysBefore: number;
}

/** What a message is made from. */
export interface ReminderMatter {
  request: ReminderRequest;
  assessment: ReminderAssessment;
  /** The decision for a payment today, or on the next open day: amounts and wait with their clauses. */
  quoted: LatePaymentAssessment;
  /** The region's last day, on which the time to pay ends or ended. */
  lastDay: LocalDate;
  /** Whether an ordinary payment forecloses the special one; null where the table is silent. */
  foreclosure: { forecloses: boolean | null; basis: BasisEntry[] };
}

type DoneReason = 'paid' | 'not_payable' | 'record_never_visible' | 'no_last_day';

export type DueDecision =
  | { action: 'send'; daysBefore: number; matter: ReminderMatter; next: ReminderStep | null }
  /** A payment may still be invisible up to the day before. */
  | { action: 'postpone'; until: LocalDate }
  /** The last day, or what is due next, is another one than was planned. */
  | { action: 'move'; lastDay: LocalDate; next: ReminderStep }
  | { action: 'done'; reason: DoneReason };

/** The last day of a region's time to pay; null where the table has none, or nobody can be late. */
export function lastDayOfRegion({ table: { period, extension } }: PolicyVersion): LocalDate | null {
  return period.kind === 'year_round' ? null : (extension?.end.value ?? period.end.value);
}

/** @param policy in force on `request.asOf` */
export function decideDue(planned: PlannedStep, request: ReminderRequest, policy: PolicyVersion): DueDecision {
  const { asOf, coverageYear, paidOn } = request;
  if (request.paidYears?.includes(coverageYear)) return { action: 'done', reason: 'paid' };
  const assessment = assessReminder(request, policy);
  if (assessment.holdUntil !== null) return { action: 'postpone', until: addDays(assessment.holdUntil, 1) };
  if (paidOn !== undefined && assessment.recordVisibleAfter === null) {
    return { action: 'done', reason: 'record_never_visible' };
  }
  const lastDay = planned.occasion === 'period' ? lastDayOfRegion(policy) : exitLastDay(assessment, planned);
  if (lastDay === null) return { action: 'done', reason: 'no_last_day' };

  const moved = lastDay === planned.lastDay ? null : nextStep(planned.occasion, lastDay, addDays(asOf, -1));
  if (moved && moved.dueOn > asOf) return { action: 'move', lastDay, next: moved };
  const daysBefore = asOf > lastDay ? LATE_STEP : (moved?.daysBefore ?? planned.daysBefore);
  const next = nextStep(planned.occasion, lastDay, asOf);
  // What is said after the last day is about paying late; an exit window has no such message.
  const over = asOf > lastDay && planned.occasion !== 'period';
  if (!assessment.send || over) {
    return next ? { action: 'move', lastDay, next } : { action: 'done', reason: 'not_payable' };
  }
  const matter = { request, assessment, quoted: quote(request, assessment, policy), lastDay };
  return { action: 'send', daysBefore, matter: { ...matter, foreclosure: foreclosure(policy) }, next };
}

/** Only where the payment would still be one on leaving another scheme. */
const exitLastDay = ({ template, deadline }: ReminderAssessment, { lastDay }: PlannedStep): LocalDate =>
  template === 'exit_window' && deadline !== null ? deadline : lastDay;

function quote(request: ReminderRequest, assessment: ReminderAssessment, policy: PolicyVersion): LatePaymentAssessment {
  const { region, coverageYear, identities, channel, exit, bornOn, asOf } = request;
  const paidOn = assessment.nextOpenOn ?? asOf;
  return assessLatePayment({ region, coverageYear, paidOn, identities, channel, exit, birthDate: bornOn }, policy);
}

function foreclosure(policy: PolicyVersion): ReminderMatter['foreclosure'] {
  const { ordinaryForecloses } = policy.table.aid;
  const record = new DecisionRecord(policy);
  if (ordinaryForecloses.standing === 'silent') return { forecloses: null, basis: [] };
  const forecloses = record.use('foreclosed', 'aid.ordinaryForecloses', ordinaryForecloses);
  return { forecloses, basis: record.close().basis };
}
