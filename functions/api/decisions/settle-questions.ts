/** What a caseworker settles of a decision's open questions: confirmed, acknowledged, supplied. */
import type { Decision } from '../../domain/decision.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { openQuestions, reviewKey, type Settlement, type SuppliedValue } from '../../domain/settlement.ts';
import { withSupplied } from '../../domain/supplied-values.ts';
import { type Issue, ProblemError } from '../../runtime/problem.ts';
import { invalidRequest } from '../http/route.ts';

export interface Settled {
  confirm: string[];
  acknowledge: string[];
  values?: SuppliedValue[];
}

const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])];

/** @throws ProblemError `invalid_request` for something that was not asked, or a value that doesn't fit its field. */
export function addToSettlement(
  before: Settlement,
  { confirm, acknowledge, values = [] }: Settled,
  decision: Decision,
  policy: PolicyVersion,
): Settlement {
  const confirmable = decision.confirm.map(({ field }) => field);
  const acknowledgeable = decision.review.filter(({ settledBy }) => settledBy === 'acknowledgement').map(reviewKey);
  const notAsked = (path: string, given: string[], asked: string[]): Issue[] =>
    given.flatMap((name, index) =>
      asked.includes(name)
        ? []
        : [{ path: `${path}.${index}`, message: `“${name}”不在待确认事项中:${asked.join('、') || '没有待确认事项'}` }],
    );
  const issues = [
    ...notAsked('confirm', confirm, confirmable),
    ...notAsked('acknowledge', acknowledge, acknowledgeable),
  ];
  if (issues.length > 0) throw invalidRequest(issues);

  const kept = before.supplied.filter(({ field }) => !values.some((value) => value.field === field));
  // Checked by itself, so that an issue's index is that of the request; then with what was supplied before.
  const checked = withSupplied(policy, values);
  if (!checked.ok) throw invalidRequest(checked.issues);
  const together = withSupplied(policy, [...kept, ...values]);
  if (!together.ok) throw invalidRequest(together.issues.map(({ message }) => ({ path: 'values', message })));
  return {
    supplied: [...kept, ...values],
    confirmed: union(before.confirmed, confirm),
    acknowledged: union(before.acknowledged, acknowledge),
  };
}

const LEFT_OPEN = {
  acknowledgement: 'acknowledge',
  value: 'values',
  fact: 'facts',
} as const;

/** @throws ProblemError `questions_left_open` that names what an approval would leave open. */
export function expectAllSettled(decision: Decision, settlement: Settlement): void {
  const { reviews, confirmations } = openQuestions(decision, settlement);
  const issues: Issue[] = [
    ...confirmations.map(({ field, clause }) => ({
      path: 'confirm',
      message: `“${field}”采用了本地文件没有写明的规定(${clause}),通过前须确认:confirm 中应有 "${field}"`,
    })),
    ...reviews.map((review) => ({
      path: LEFT_OPEN[review.settledBy],
      message:
        review.settledBy === 'acknowledgement'
          ? `${review.message};acknowledge 中应有 "${reviewKey(review)}"`
          : `${review.message};须先用 supply 补充${review.settledBy === 'value' ? '数值及其文号' : '情况'}:${review.field}`,
    })),
  ];
  if (issues.length === 0) return;
  const [first] = issues;
  throw new ProblemError(
    'questions_left_open',
    `还有 ${issues.length} 项没有确认或补充,不能通过。第一项:${first?.message ?? ''}。`,
    { issues },
  );
}
