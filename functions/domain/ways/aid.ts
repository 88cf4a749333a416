/**
 * Rule "identity": which aid does the person get? All lines that fit, of several the highest once (就高不就低). Aid is
 * never below zero and never above what it aids.
 */
import type { LocalDate } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import { type Li, li, subtract, ZERO } from '../money.ts';
import { holds } from './condition.ts';
import { areMeant } from './identities.ts';
import { type Inquiry, type Question, silentEnd } from './inquiry.ts';
import type { AidAmount, AidLine, Rules } from './model.ts';
import type { Told } from './told.ts';

/** The categories for which the person meets every condition of the notice. */
export const qualifiedFor = (inquiry: Inquiry): string[] =>
  inquiry.person.identities
    .map(({ category }) => category)
    .filter((category) =>
      inquiry.rules.aid.lines.some(({ codes, who }) => codes.includes(category) && holds(who, inquiry) === true),
    );

export interface AppliedAid {
  readonly line: AidLine;
  /** The identity through which it applies; null where it is for an age or a school. */
  readonly category: string | null;
  readonly identifiedOn: LocalDate | undefined;
}

export type AidResult =
  | { kind: 'none' }
  | { kind: 'applied'; applied: AppliedAid }
  /** An identity is held, but the text doesn't settle which aid follows. */
  | { kind: 'unsettled' };

export const NO_AID: AidResult = { kind: 'none' };

/** @param base what would be aided: the contribution of the year */
export function decideAid(inquiry: Inquiry, base: Li | null, record: DecisionRecord): AidResult | Question {
  const { rules, person } = inquiry;
  const { lines } = rules.aid;
  const applied: AppliedAid[] = [];
  let open: Question | null = null;
  for (const line of lines) {
    if (person.identities.length === 0 && line.ofIdentities) continue;
    const answer = holds(line.who, inquiry);
    if (answer === false) continue;
    if (answer !== true) {
      open ??= answer;
      continue;
    }
    const through = person.identities.find((one) => covers(line, one.category, rules));
    applied.push({ line, category: through?.category ?? null, identifiedOn: through?.identifiedOn });
  }
  const unsettled = unlisted(inquiry, record);
  const place = ({ category }: AppliedAid): number => person.identities.findIndex((one) => one.category === category);
  // Of several that give the same, the one that is said first.
  const highest = highestOf(
    applied.toSorted((one, other) => place(one) - place(other)),
    base,
    inquiry,
    record,
  );
  // Full aid can't be surpassed, so nothing unsettled beside it matters.
  const isFull = highest !== null && isFullAid(highest.line.amount.value);
  if (open !== null && !isFull) return open;
  if (unsettled && !isFull) return { kind: 'unsettled' };
  return highest ? { kind: 'applied', applied: highest } : NO_AID;
}

const DISABLED = ['severely_disabled', 'disabled_unable_to_work'];

const covers = ({ codes }: AidLine, category: string, rules: Rules): boolean =>
  areMeant(codes, category, rules) ||
  (!rules.exactCodes &&
    ((codes.includes('disabled') && DISABLED.includes(category)) ||
      (codes.includes('severely_disabled') && category === 'disabled')));

/** An identity that no line speaks of: known to get nothing, or nobody says. */
function unlisted({ rules, person }: Inquiry, record: DecisionRecord): boolean {
  const { lines, others } = rules.aid;
  let unsettled = false;
  for (const { category } of person.identities) {
    if (lines.some((line) => covers(line, category, rules))) continue;
    if (others.value === 'none') {
      record.take('identity', others);
      continue;
    }
    const name = rules.groups[category] ?? category;
    const message = `政策文件未规定${name}的个人缴费金额:${others.note ?? ''}`;
    record.review('aid_silent', rules.asked.aidOf(category), message, 'value', `${name}的个人缴费金额`);
    unsettled = true;
  }
  return unsettled;
}

export const isFullAid = (amount: AidAmount | null): boolean =>
  amount?.kind === 'pays' ? amount.amount === 0 : amount?.kind === 'percent' && amount.percent === 100;

function highestOf(
  applied: readonly AppliedAid[],
  base: Li | null,
  { rules }: Inquiry,
  record: DecisionRecord,
): AppliedAid | null {
  const [first, ...others] = applied;
  if (!first) return null;
  if (others.length === 0) return first;
  const { several } = rules.aid;
  if (several.standing === 'silent') {
    const message = '同时具有多重身份,政策文件未规定如何适用;暂按最高的一项计算,须由人工确认';
    record.review('several_identities_silent', several.field, message, 'value', several.label);
  } else {
    record.take('several_identities', several);
  }
  const remains = ({ line }: AppliedAid): number => leftOf(line, base) ?? Number.POSITIVE_INFINITY;
  const highest = others.reduce((best, next) => (remains(next) < remains(best) ? next : best), first);
  const tied = applied.filter((one) => remains(one) === remains(highest));
  if (tied.some(({ line }) => line.payer.value !== highest.line.payer.value)) {
    const names = [...new Set(tied.map(({ line }) => line.name))].join('、');
    const message = `${names}资助额相同而资金来源不同,由谁负担须人工认定`;
    record.review('aid_payer_tie', 'payers.aid', message, 'acknowledgement');
  }
  return highest;
}

/** What a line leaves to the person of an amount, before rounding; null where it can't be told. */
function leftOf({ amount }: AidLine, base: Li | null): number | null {
  const { value } = amount;
  if (value === null) return null;
  if (value.kind === 'pays') return value.amount;
  if (base === null) return null;
  return value.kind === 'gives' ? Math.max(0, base - value.amount) : (base * (100 - value.percent)) / 100;
}

export interface Aided {
  /** What the person pays. */
  readonly pays: Li | null;
  readonly aid: Li | null;
  readonly parts: { payer: string; amount: Li }[];
  readonly payer: string | null;
}

/** What the applied line makes of an amount. @param aidable what the line aids of it: all, or one tier's */
export function applyAid(
  { line }: AppliedAid,
  base: Li | null,
  aidable: Li | null,
  inquiry: Inquiry,
  record: DecisionRecord,
): Aided | Question {
  const amount = record.take('aid', line.amount);
  // Who bears it is told, or asked, together with how much it is.
  if (amount === null) return { pays: null, aid: null, parts: [], payer: payerOf(line, record) };
  if (base === null || aidable === null) {
    const left = amount.kind === 'pays' ? amount.amount : isFullAid(amount) ? ZERO : null;
    return {
      pays: line.tier === null ? left : null,
      aid: null,
      parts: [],
      payer: payerOf(line, record),
    };
  }
  const aid = given(amount, aidable, inquiry, record);
  if (typeof aid !== 'number') return aid;
  const payer = line.parts.length === 0 && aid > 0 ? payerOf(line, record) : null;
  return { pays: subtract(base, aid), aid, parts: split(line, aid, record), payer };
}

/** Who bears the aid; null where several do, each of whom is cited. */
function payerOf({ parts, payer }: AidLine, record: DecisionRecord): string | null {
  for (const part of parts) record.take('aid_payer', part.payer);
  if (parts.length > 0 || (payer.value === null && !saysSilent(payer))) return null;
  return record.take('aid_payer', payer);
}

/** A table that writes `silent` wants to be asked; one that has no payers at all does not. */
const saysSilent = (payer: Told<string>): boolean => payer.written === 'silent';

function given(amount: AidAmount, aidable: Li, inquiry: Inquiry, record: DecisionRecord): Li | Question {
  switch (amount.kind) {
    case 'pays':
      return li(Math.max(0, aidable - amount.amount));
    case 'gives':
      return li(Math.min(aidable, amount.amount));
    case 'percent': {
      const { rules } = inquiry;
      const unit = rules.places === 3 ? 1 : 10;
      const exact = (aidable * amount.percent) / (100 * unit);
      if (Number.isInteger(exact)) return li(exact * unit);
      const rounding = rules.aid.rounding;
      if (rounding.value === null) return silentEnd(rounding);
      record.take('aid_rounding', rounding);
      const whole = { half_up: Math.floor(exact + 0.5), down: Math.floor(exact), up: Math.ceil(exact) }[rounding.value];
      return li(whole * unit);
    }
  }
}

/** Several who pay one line: fixed amounts, and one who bears the rest. */
function split({ parts }: AidLine, aid: Li, record: DecisionRecord): { payer: string; amount: Li }[] {
  const fixed = parts.reduce((sum, { amount }) => sum + (amount === 'rest' ? 0 : amount), 0);
  return parts.flatMap(({ amount, payer }) => {
    const code = record.take('aid_payer', payer);
    return code === null ? [] : [{ payer: code, amount: amount === 'rest' ? li(Math.max(0, aid - fixed)) : amount }];
  });
}
