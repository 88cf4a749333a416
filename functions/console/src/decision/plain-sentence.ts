/** A decision in one sentence, as a clerk would say it at the window. */
import { wordOf } from '../words/case-words.ts';
import { OUTCOME_WORDS, REASON_WORDS, TIMING_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';

type Facts = Record<string, unknown>;
const of = (value: unknown): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** What somebody who pays late has missed. */
interface Missed {
  day: string;
  of: 'period' | 'extension';
}

/** Null where nothing is decided yet. */
export function plainSentence(decision: Facts, missed: Missed | null = null): string | null {
  if ('outcome' in decision) return refundSentence(decision);
  if ('amounts' in decision) return paymentSentence(decision, missed);
  return 'deadline' in decision && text(decision.deadline) !== '' ? `最晚 ${text(decision.deadline)} 办理` : null;
}

function paymentSentence(decision: Facts, missed: Missed | null): string | null {
  const amounts = of(decision.amounts);
  if (text(amounts.payable) === '') {
    const next = text(decision.nextOpenOn);
    const timing = text(decision.timing);
    return timing === '' ? null : `${wordOf(TIMING_WORDS, timing)}${next === '' ? '' : `，${next} 起可以缴费`}`;
  }
  const why =
    missed === null
      ? wordOf(TIMING_WORDS, text(decision.timing))
      : `因错过 ${missed.day} 截止的${missed.of === 'period' ? '集中' : '延长'}缴费期`;
  return [`应缴 ${sumOf(amounts)}`, why, waitOf(decision)].filter((part) => part !== '' && part !== '—').join('，');
}

/** `400.00 + 700.00 元`, or one amount where there is one; what others bear is said behind it. */
function sumOf({ individual, subsidy, repair, aid, payable }: Facts): string {
  const parts = [individual, subsidy, repair].map(text).filter((part) => part !== '' && Number(part) !== 0);
  const less = Number(text(aid)) > 0 ? ` − ${grouped(text(aid))}（资助）` : '';
  const total = grouped(text(payable));
  const cents = (amount: string): number => Math.round(Number(amount) * 100);
  const added = parts.reduce((sum, part) => sum + cents(part), 0) - cents(text(aid) || '0');
  // Where somebody else bears a part, the parts are not what the person pays.
  if (added !== cents(text(payable)) || (parts.length <= 1 && less === '')) return `${total} 元`;
  return `${parts.map(grouped).join(' + ')}${less} = ${total} 元`;
}

function waitOf(decision: Facts): string {
  const { months, days } = of(decision.waiting);
  const [start, end] = [text(of(decision.benefit).start), text(of(decision.benefit).end)];
  const length = text(days) === '' ? `${text(months)} 个月` : `${text(days)} 天`;
  const wait = /^0? /.test(length) ? '' : `等待 ${length}，`;
  if (start !== '' && end !== '' && start > end) return `${wait}${start} 才满，本年度没有可享受的待遇`;
  return start === '' ? '' : `${wait}从 ${start} 起享受待遇`;
}

function refundSentence(decision: Facts): string | null {
  const outcome = text(decision.outcome);
  if (outcome === '') return null;
  const amount = text(decision.amount);
  const reason = text(decision.reason);
  const why = reason === '' ? '' : `，${wordOf(REASON_WORDS, reason)}`;
  return `${wordOf(OUTCOME_WORDS, outcome)}${outcome === 'refund' && amount !== '' ? ` ${grouped(amount)} 元` : ''}${why}`;
}
