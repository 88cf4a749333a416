/** How long the wait is, and from when to when benefits run. */
import { addDays, addMonths, type LocalDate, yearOf } from '../domain/calendar.ts';
import type { Benefit, LatePaymentAssessment, Waiting } from '../domain/late-payment/assessment.ts';
import { need } from './filled.ts';
import type { Footnotes } from './footnotes.ts';

export const WAIT_RULES = [
  'waiting',
  'variable_wait',
  'first_lapsed_year',
  'lapsed_before',
  'repair',
  'waiting_floor',
  'wait_exemption',
];
export const BENEFIT_RULES = ['benefit_start', 'benefit_end', 'benefit_part'];

/** The day of the payment: still to come, or settled. */
export interface PaidOn {
  day: LocalDate;
  isSettled: boolean;
}

/** @param paid absent where nothing is to be paid */
export function benefitLines(
  { waiting, benefit, basis, review }: LatePaymentAssessment,
  notes: Footnotes,
  paid?: PaidOn,
): string[] {
  const lines = [`待遇等待期：${waitWords(waiting, benefit, paid)}。${notes.markRules(basis, WAIT_RULES)}`];
  const { start, end } = benefit;
  const mark = notes.markRules(basis, BENEFIT_RULES);
  if (!start) {
    const never = review.some(({ code }) => code === 'no_benefit');
    return [...lines, never ? `待遇时间：按规定，参保后本年度不享受待遇。${mark}` : '待遇开始日须由经办机构核定。'];
  }
  const toCome = paid && !paid.isSettled;
  const condition = toCome ? `在 ${paid.day} 缴费的，` : '';
  const period = `${periodWords(start, end)}${isOver(benefit) ? '' : shareWords(benefit)}`;
  const actual = toCome ? '。实际日期以税务部门的征收日为准' : '';
  return [...lines, `待遇时间：${condition}${period}${actual}。${mark}`];
}

interface Period {
  start: LocalDate | null;
  end: LocalDate | null;
}

/** True where benefits would begin after the last day of what was paid for. */
export const isOver = ({ start, end }: Period): boolean => !!start && !!end && start > end;

/** Nobody reads a first day behind the last one: such a year brings nothing, and the next one is paid for by itself. */
export function periodWords(start: LocalDate, end: LocalDate | null): string {
  if (!end) return `从 ${start} 起享受待遇`;
  if (start <= end) return `从 ${start} 起享受待遇，到 ${end} 止`;
  return (
    `按规定从 ${start} 起才能享受待遇，而 ${yearOf(end)} 年度的待遇到 ${end} 为止，该年度没有可以享受的待遇；` +
    `${yearOf(end) + 1} 年度须在该年度的缴费期内另行缴费，待遇按该年度的规定核定`
  );
}

export const shareWords = ({ part }: Pick<Benefit, 'part'>): string =>
  part === undefined ? '' : `，按规定享受待遇的 ${part}`;

/** Whether a result says how long the wait is. */
export const isWaitKnown = ({ months, days }: Waiting): boolean => months !== null || days !== undefined;

/** Nobody is told that there is no wait because nobody knew of one; nor that it runs from the payment where it does not. */
function waitWords(waiting: Waiting, { start }: Benefit, paid: PaidOn | undefined): string {
  const { months, days, atLeast } = waiting;
  const length = need(days ?? months, '待遇等待期');
  if (length === 0) return '没有等待期';
  const after = paid?.day && (days === undefined ? addMonths(paid.day, length) : addDays(paid.day, length));
  const floor = atLeast ? '（文件规定不低于该期限）' : '';
  const from = start !== null && start === after ? '，自缴费之日起计算' : '';
  return `${length} ${days === undefined ? '个月' : '天'}${floor}${from}`;
}
