/** What a caseworker settles of a decision's open questions: confirmed, acknowledged, supplied. */
import type { Decision } from '../domain/decision.ts';
import { implausibleValue } from '../domain/plausible.ts';
import type { PolicyVersion } from '../domain/policy.ts';
import { openQuestions, reviewKey, type Settlement } from '../domain/settlement.ts';
import { asTablesWrite, withSupplied } from '../domain/supplied-values.ts';
import { invalid, isRefusal, type RefusedField, refuse } from './changes.ts';
import type { DecisionRefusal, TaskDecision } from './decision.ts';

type Settling = Extract<TaskDecision, { action: 'approve' | 'supply' }>;

/** An approval leaves nothing open; whoever supplies says at least one value or fact. */
export function settle(
  before: Settlement,
  decided: Settling,
  decision: Decision | undefined,
  policy: PolicyVersion | null,
): Settlement | DecisionRefusal {
  if (!decision || !policy) throw new Error('a decision was asked for without an assessment');
  const after = addToSettlement(before, decided, decision, policy);
  if (isRefusal(after)) return after;
  if (decided.action === 'approve') return refuseLeftOpen(decision, after) ?? after;
  if (decided.values.length === 0 && Object.keys(decided.facts ?? {}).length === 0) {
    return invalid([{ path: 'values', message: '补充数据时应填写数值及其文号，或补充情况' }]);
  }
  return after;
}

/**
 * What was settled, for the history: `instead` names the supplied values that stand in the place of an adopted one.
 *
 * @param after as it is kept with the case
 * @param decision that was decided on
 */
export function settledDetail(
  decided: Settling,
  after: Settlement,
  decision: Pick<Decision, 'confirm'> | undefined,
): Record<string, unknown> {
  const given = 'values' in decided ? decided.values.map(({ field }) => field) : [];
  const instead = given.filter((field) => decision?.confirm.some((adopted) => adopted.field === field));
  return {
    ...(decided.confirm.length > 0 && { confirmed: decided.confirm }),
    ...(decided.acknowledge.length > 0 && { acknowledged: decided.acknowledge }),
    ...(given.length > 0 && { supplied: after.supplied.filter(({ field }) => given.includes(field)) }),
    ...(instead.length > 0 && { instead }),
    ...('facts' in decided && decided.facts && { facts: Object.keys(decided.facts) }),
  };
}

const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])];

/** Refuses what was not asked, and a value that doesn't fit its field. */
function addToSettlement(
  before: Settlement,
  decided: Settling,
  decision: Decision,
  policy: PolicyVersion,
): Settlement | DecisionRefusal {
  const { confirm, acknowledge } = decided;
  const values = 'values' in decided ? decided.values.map((one) => asTablesWrite(one, policy)) : [];
  const confirmable = decision.confirm.map(({ field }) => field);
  const acknowledgeable = decision.review.filter(({ settledBy }) => settledBy === 'acknowledgement').map(reviewKey);
  const notAsked = (path: string, given: string[], asked: string[]): RefusedField[] =>
    given.flatMap((name, index) =>
      asked.includes(name) ? [] : [{ path: `${path}.${index}`, message: '不在待确认事项中' }],
    );
  const issues = [
    ...notAsked('confirm', confirm, confirmable),
    ...notAsked('acknowledge', acknowledge, acknowledgeable),
    ...values.flatMap(({ value }, index) => {
      const message = implausibleValue(value);
      return message === null ? [] : [{ path: `values.${index}.value`, message }];
    }),
  ];
  if (issues.length > 0) return invalid(issues);

  const kept = before.supplied.filter(({ field }) => !values.some((value) => value.field === field));
  const together = withSupplied(policy, kept);
  if (!together.ok) return invalid(together.issues.map(({ message }) => ({ path: 'values', message })));
  // On top of what was supplied before, by itself: an issue's index is that of the request.
  const checked = withSupplied(together.policy, values);
  if (!checked.ok) return invalid(checked.issues);
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

/** Names what an approval would leave open. */
function refuseLeftOpen(decision: Decision, settlement: Settlement): DecisionRefusal | null {
  const { reviews, confirmations } = openQuestions(decision, settlement);
  const issues: RefusedField[] = [
    ...confirmations.map(({ label, document }) => ({
      path: 'confirm',
      message: `“${label}”采用了本地文件没有写明的规定（${document}），同意前须逐项确认`,
    })),
    ...reviews.map(({ settledBy, message, label }) => ({
      path: LEFT_OPEN[settledBy],
      message:
        settledBy === 'acknowledgement'
          ? `${message}；同意前须确认已看到`
          : `${message}；须先补充“${label}”${settledBy === 'value' ? '及其依据文件的文号' : ''}`,
    })),
  ];
  if (issues.length === 0) return null;
  const [first] = issues;
  const message = `还有 ${issues.length} 项没有确认或补充，不能同意。第一项：${first?.message ?? ''}。`;
  return refuse('questions_left_open', message, { issues });
}
