/**
 * What was paid wrongly comes back from whoever had it: noted with its receipt, and counted once an approver who did not
 * note it has confirmed it. Never more than was paid out.
 */
import { dateOfInstant } from '../../domain/calendar.ts';
import { add, formatYuan, type Li, parseYuan, ZERO } from '../../domain/money.ts';
import { type CaseChange, invalid, type Refusal, refuse } from '../changes.ts';
import type { By } from '../events.ts';
import { REFUND_ACTS } from './acts.ts';
import { endResultOf, type Recovery, type RefundCase } from './case.ts';

export type RecoveryToNote = Pick<Recovery, 'amount' | 'on' | 'reference' | 'reason'>;
export type RecoveryDecision = { number: number } & ({ decision: 'confirm' } | { decision: 'reject'; opinion: string });

type Refused = Refusal<
  | 'case_not_refunded'
  | 'invalid_request'
  | 'recovery_not_found'
  | 'recovery_already_decided'
  | 'same_person_reviews'
  | 'approver_needed'
>;
type Outcome = CaseChange<RefundCase> | Refused | null;

export function refuseRecovery({ caseId, state, erasedOn }: RefundCase): Refusal<'case_not_refunded'> | null {
  if (REFUND_ACTS[state].some((act) => act === 'recover') && erasedOn === undefined) return null;
  return refuse('case_not_refunded', `案件 ${caseId} 现为 ${state}，退费办结以后才能登记追回的款项。`, {
    members: { caseId, state },
  });
}

/** The same receipt twice is one (null). */
export function noteRecovery(current: RefundCase, asked: RecoveryToNote, by: By): Outcome {
  const refused = refuseRecovery(current);
  if (refused) return refused;
  const { recoveries = [] } = current;
  const known = recoveries.find(({ reference }) => reference === asked.reference);
  if (known && known.amount === asked.amount && known.on === asked.on) return null;
  const issues = known
    ? [{ path: 'reference', message: `凭据号 ${asked.reference} 已登记过 ${known.on} 的 ${known.amount} 元` }]
    : mistakesIn(current, asked, by.at);
  if (issues.length > 0) return invalid(issues);
  const number = numbersGiven(current) + 1;
  return {
    set: { recoveries: [...recoveries, { ...asked, number, noted: approvalOf(by) }] },
    event: { ...by, event: 'recovery_noted', detail: { number, ...asked } },
  };
}

/** One that was rejected is gone from the list, and its number is not given again: the history keeps it. */
const numbersGiven = ({ history }: RefundCase): number =>
  history.filter(({ event }) => event === 'recovery_noted').length;

/** Whether there is one that this person may confirm. */
export function refuseRecoveryDecision(current: RefundCase, by: Pick<By, 'by' | 'role'>): Refused | null {
  const refused = refuseRecovery(current);
  if (refused) return refused;
  const open = (current.recoveries ?? []).filter(({ confirmed }) => !confirmed);
  const [first] = open;
  if (!first) return refuse('recovery_not_found', `案件 ${current.caseId} 没有待复核的追回款项。`);
  return open.some((one) => refuseSecond(one, by) === null) ? null : refuseSecond(first, by);
}

export function decideRecovery(current: RefundCase, decided: RecoveryDecision, by: By): Outcome {
  const refused = refuseRecovery(current);
  if (refused) return refused;
  const { recoveries = [], caseId } = current;
  const { number } = decided;
  const found = recoveries.find((one) => one.number === number);
  if (!found) return refuse('recovery_not_found', `案件 ${caseId} 没有登记第 ${number} 笔追回的款项。`);
  if (found.confirmed) {
    const again = decided.decision === 'confirm' && found.confirmed.by === by.by;
    return again ? null : refuse('recovery_already_decided', `第 ${number} 笔追回的款项已经复核。`);
  }
  const wrong = refuseSecond(found, by);
  if (wrong) return wrong;
  if (decided.decision === 'reject') {
    return {
      set: { recoveries: recoveries.filter((one) => one !== found) },
      event: { ...by, event: 'recovery_rejected', detail: { number, opinion: decided.opinion } },
    };
  }
  const confirmed = { ...found, confirmed: approvalOf(by) };
  return {
    set: { recoveries: recoveries.map((one) => (one === found ? confirmed : one)) },
    event: { ...by, event: 'recovery_confirmed', detail: { number } },
  };
}

function refuseSecond({ noted }: Recovery, { by, role }: Pick<By, 'by' | 'role'>): Refused | null {
  if (role !== 'approver') return refuse('approver_needed', '追回的款项须由审批人复核。');
  if (noted.by !== by) return null;
  return refuse('same_person_reviews', '登记追回款项的人不能自己复核。请转给其他同事。');
}

function mistakesIn({ payouts = [], recoveries = [] }: RefundCase, { amount, on }: RecoveryToNote, at: string) {
  const paid = payouts.find((order) => endResultOf(order)?.outcome === 'paid');
  const today = dateOfInstant(at);
  const paidOn = paid?.result?.on ?? today;
  const sum = add(ZERO, ...[...recoveries, { amount }].map(amountOf));
  return [
    ...(on < paidOn ? [{ path: 'on', message: `退费于 ${paidOn} 支付，追回日期不能早于这一天` }] : []),
    ...(on > today ? [{ path: 'on', message: `追回日期不能晚于今天（${today}）` }] : []),
    ...(amountOf({ amount }) === ZERO ? [{ path: 'amount', message: '金额应大于零' }] : []),
    ...(sum > amountOf({ amount: paid?.amount ?? '0' })
      ? [{ path: 'amount', message: `合计追回 ${formatYuan(sum)} 元，多于退费的 ${paid?.amount ?? '0.00'} 元` }]
      : []),
  ];
}

const amountOf = ({ amount }: { amount: string }): Li => parseYuan(amount) ?? ZERO;

const approvalOf = ({ at, by, role = '' }: By) => ({ at, by, role });
