/** The figures of a decision, in the words and the order of a desk. */
import { wordOf } from '../words/case-words.ts';
import {
  APPLICANT_WORDS,
  CATEGORY_WORDS,
  LODGED_WORDS,
  MODE_WORDS,
  OUTCOME_WORDS,
  PAYER_WORDS,
  REASON_WORDS,
  TIMING_WORDS,
} from '../words/dictionary.ts';
import { yuan as sayYuan } from '../words/yuan.ts';

export interface Figure {
  label: string;
  value: string;
  /** What everybody looks for first. */
  main?: true;
}

type Facts = Record<string, unknown>;

const of = (value: unknown): Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** `¥` before an amount would be read as more exact than 元 after it; desks write 元. */
const yuan = (value: unknown): string => {
  const amount = text(value);
  return amount === null ? '未定' : sayYuan(amount);
};
const day = (value: unknown): string => text(value) ?? '未定';

export function figuresShown(decision: Facts): Figure[] {
  return [...refundFigures(decision), ...newbornFigures(decision), ...paymentFigures(decision)];
}

function paymentFigures(decision: Facts): Figure[] {
  if (!('amounts' in decision)) return [];
  const amounts = of(decision.amounts);
  const payers = of(decision.payers);
  const names = of(decision.names);
  const aidParts = (Array.isArray(decision.aidParts) ? decision.aidParts.map(of) : []).map(
    ({ payer, amount }) => `${yuan(amount)}${bearer(payer, names)}`,
  );
  const benefit = of(decision.benefit);
  return [
    { label: '本人应缴', value: yuan(amounts.payable), main: true },
    { label: '待遇开始', value: beginsOf(benefit), main: true },
    { label: '等待期', value: waitingText(of(decision.waiting)), main: true },
    { label: '待遇终止', value: day(benefit.end) },
    ...('timing' in decision ? [{ label: '缴费时段', value: wordOf(TIMING_WORDS, text(decision.timing)) }] : []),
    ...given('下一缴费日', decision.nextOpenOn),
    { label: '个人缴费部分', value: `${yuan(amounts.individual)}${bearer(payers.individual, names)}` },
    { label: '财政补助部分', value: `${yuan(amounts.subsidy)}${bearer(payers.subsidy, names)}` },
    ...(isSome(amounts.repair) ? [{ label: '修复缴费', value: yuan(amounts.repair) }] : []),
    ...named('一并收缴', amounts.alongside),
    ...named('可自愿另缴', amounts.offered),
    ...(isSome(amounts.aid) ? [{ label: '资助', value: `${yuan(amounts.aid)}${bearer(payers.aid, names)}` }] : []),
    ...(aidParts.length > 0 ? [{ label: '资助的负担', value: aidParts.join('；') }] : []),
    ...(text(decision.identity)
      ? [
          {
            label: '按何身份',
            value: nameIn(names, text(decision.identity)) ?? wordOf(CATEGORY_WORDS, text(decision.identity)),
          },
        ]
      : []),
    ...(text(decision.paymentMode)
      ? [{ label: '缴费方式', value: wordOf(MODE_WORDS, text(decision.paymentMode)) }]
      : []),
    ...(benefit.retroactive === true ? [{ label: '追溯', value: '待遇追溯到缴费以前' }] : []),
  ];
}

/** A day behind the last one begins nothing. */
function beginsOf({ start, end, part }: Facts): string {
  const [from, until] = [text(start), text(end)];
  if (from !== null && until !== null && from > until) return `${from}，本年度待遇已止，没有可享受的待遇`;
  return part === undefined ? day(start) : `${day(start)}（享受 ${String(part)}）`;
}

const named = (label: string, parts: unknown): Figure[] =>
  (Array.isArray(parts) ? parts.map(of) : []).map(({ name, amount }) => ({
    label,
    value: `${String(name)} ${yuan(amount)}`,
  }));

function waitingText(waiting: Facts): string {
  const least = waiting.atLeast === true ? '（不低于）' : '';
  if (text(waiting.days) !== null) return Number(waiting.days) === 0 ? '没有等待期' : `${waiting.days} 天${least}`;
  if (text(waiting.months) === null) return '未定';
  const months = Number(waiting.months);
  const parts = [
    Number(waiting.variable) > 0 ? `固定 ${waiting.fixed} + 断保 ${waiting.variable}` : '',
    Number(waiting.repaired) > 0 ? `已修复 ${waiting.repaired}` : '',
  ].filter((part) => part !== '');
  if (months === 0) return '没有等待期';
  return `${months} 个月${least}${parts.length > 0 ? `，其中${parts.join(',')}` : ''}`;
}

function refundFigures(decision: Facts): Figure[] {
  if (!('outcome' in decision && 'items' in decision)) return [];
  const items = Array.isArray(decision.items) ? decision.items.map(of) : [];
  const kept = Array.isArray(decision.kept) ? decision.kept.map(String) : [];
  const years = Array.isArray(decision.remainingYears) ? decision.remainingYears.map(String) : [];
  return [
    {
      label: '结果',
      value: text(decision.outcome) === null ? '须由人决定' : wordOf(OUTCOME_WORDS, text(decision.outcome)),
      main: true,
    },
    { label: '退费金额', value: yuan(decision.amount), main: true },
    ...(text(decision.reason)
      ? [{ label: '理由', value: wordOf(REASON_WORDS, text(decision.reason)), main: true as const }]
      : []),
    ...items.map((item) => ({
      label: `退 ${textOr(item.paymentId)}`,
      value: `${textOr(item.coverageYear)} 年度 ${yuan(item.amount)}`,
    })),
    ...(kept.length > 0 ? [{ label: '保留的缴费', value: kept.join('、') }] : []),
    ...(years.length > 0 ? [{ label: '剩余年度', value: years.join('、') }] : []),
    ...(text(decision.applicant)
      ? [{ label: '申请人', value: wordOf(APPLICANT_WORDS, text(decision.applicant)) }]
      : []),
    ...(text(decision.applyAt) ? [{ label: '受理处', value: wordOf(LODGED_WORDS, text(decision.applyAt)) }] : []),
  ];
}

function newbornFigures(decision: Facts): Figure[] {
  if (!('birthYear' in decision && 'nextYear' in decision)) return [];
  const [birth, next] = [of(decision.birthYear), of(decision.nextYear)];
  const remind = Array.isArray(decision.remindOn) ? decision.remindOn.map(String) : [];
  return [
    { label: '最晚办理', value: day(decision.deadline), main: true },
    { label: '出生当年待遇', value: day(birth.benefitStart), main: true },
    ...(decision.registrationRequired === null
      ? []
      : [{ label: '先登记', value: decision.registrationRequired === true ? '须先登记' : '不须' }]),
    { label: `${textOr(birth.coverageYear)} 年度缴费`, value: yuan(birth.contribution) },
    { label: `${textOr(next.coverageYear)} 年度缴费`, value: yuan(next.contribution) },
    ...given(`${textOr(next.coverageYear)} 年度缴费截止`, next.deadline),
    ...given(`${textOr(next.coverageYear)} 年度待遇开始`, next.benefitStart),
    ...(remind.length > 0 ? [{ label: '提醒日期', value: remind.join('、') }] : []),
  ];
}

const textOr = (value: unknown): string => text(value) ?? '';
const given = (label: string, value: unknown): Figure[] => (text(value) === null ? [] : [{ label, value: day(value) }]);
const isSome = (amount: unknown): boolean => text(amount) !== null && Number(amount) !== 0;
const bearer = (payer: unknown, names: Facts): string =>
  text(payer) === null ? '' : `，由${nameIn(names, text(payer)) ?? wordOf(PAYER_WORDS, text(payer))}负担`;
/** What the table itself calls a code that it declares. */
const nameIn = (names: Facts, code: string | null): string | null => (code === null ? null : text(names[code]));
