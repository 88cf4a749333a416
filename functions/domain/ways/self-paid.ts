/** What somebody with an identity pays of the year's contribution by the aid lines of a table, on a day. */
import type { DecisionRecord } from '../decision.ts';
import type { LatePaymentRequest } from '../late-payment/request.ts';
import type { Li } from '../money.ts';
import { type AidResult, applyAid, decideAid, isFullAid } from './aid.ts';
import { isQuestion } from './answers.ts';
import { isLine, lineFor } from './contribution.ts';
import type { Inquiry, Question } from './inquiry.ts';
import type { ContributionLine, Rules } from './model.ts';
import { personOf } from './person.ts';
import { citeUsed } from './shares.ts';

/** How somebody with an identity had to pay; undefined where it is not known. */
export function owedModeBy(
  request: LatePaymentRequest,
  rules: Rules,
  record: DecisionRecord,
): 'special' | 'by_agency' | undefined {
  const { result } = aidOf(inquiryOf(request, rules), record);
  return result.kind === 'applied' ? result.applied.line.mode : undefined;
}

export function selfPaidBy(
  request: LatePaymentRequest,
  record: DecisionRecord,
): { kind: 'none' | 'applied' | 'unsettled'; pays: Li | null } {
  const { rules } = record.table;
  const inquiry = inquiryOf(request, rules);
  const { line, base, result } = aidOf(inquiry, record);
  if (result.kind !== 'applied') return { kind: result.kind, pays: null };
  const { amount } = result.applied.line;
  // What is left of a standard that nobody knows is known where nothing is left.
  if (base === null && line !== null && !isLine(line) && !isFullAid(amount.value)) return asked(line, record);
  const aided = applyAid(result.applied, base, base, inquiry, record);
  return isQuestion(aided) ? asked(aided, record) : { kind: 'applied', pays: aided.pays };
}

const inquiryOf = (request: LatePaymentRequest, rules: Rules): Inquiry => ({
  person: personOf(request),
  rules,
  assumed: new Map(),
  used: [],
  seen: [],
  lastDayOf: () => null,
});

interface FoundAid {
  line: ContributionLine | Question | null;
  /** The year's contribution, as far as it is known. */
  base: Li | null;
  result: AidResult;
}

function aidOf(inquiry: Inquiry, record: DecisionRecord): FoundAid {
  const line = lineFor(inquiry);
  inquiry.used.length = 0;
  const base = isLine(line) ? line.individual.value : null;
  const found = decideAid(inquiry, base, record);
  if (isQuestion(found)) return { line, base, result: asked(found, record) };
  citeUsed('identity', inquiry, record);
  return { line, base, result: found };
}

function asked(question: Question, record: DecisionRecord): { kind: 'unsettled'; pays: null } {
  const { code, field, message, settledBy, label } = question;
  record.review(code, field, message, settledBy, label);
  return { kind: 'unsettled', pays: null };
}
