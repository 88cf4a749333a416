import { z } from 'zod';
import type { Case, Wait } from '../../cases/case.ts';
import { actionsFor, decide } from '../../cases/decide.ts';
import type { Action } from '../../cases/decision.ts';
import type { Payee } from '../../cases/refund/payouts.ts';
import { TIME_ZONE } from '../../domain/calendar.ts';
import { type Caller, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { sealPayee } from '../../runtime/seal-payee.ts';
import { caseIdOfTask, parkedTaskId } from '../../store/keys.ts';
import { ACTION_WORDS } from '../../words/acts.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { accepted } from '../cases/accepted.ts';
import { caseRecordSchema, showCase } from '../cases/case-view.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { parkAbandoned } from '../executions/park-abandoned.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { refuseNames } from '../http/written-text.ts';
import { decisionSchema, type TaskDecision } from './task-actions.ts';

/** Changes of the case by others between reading and deciding; more in a row are a fault. */
const ATTEMPTS = 3;

export const decideTask = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/tasks/{id}/decision',
  operation: 'decideTask',
  summary: 'Decides an open task. Which actions fit is said by the task.',
  roles: WHO_MAY.decideTask,
  params: z.strictObject({ id: z.string().max(100) }),
  query: NO_PARAMETERS,
  body: decisionSchema,
  answer: caseRecordSchema,
  problems: [
    'task_not_found',
    'task_already_decided',
    'task_expired',
    'action_does_not_fit',
    'questions_left_open',
    'same_person_reviews',
    'approver_needed',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id }, body, caller, at }, services) {
    const { decided, delivery } = await decideOpenTask(id, { decided: body, caller, at }, services);
    if (delivery === 'expired') {
      throw new ProblemError(
        'task_expired',
        '这个待办的等待已经失效(流程已超时或中止)。您的意见已记入案件,案件已转为挂起,请在案件中查看。',
        { members: { caseId: decided.caseId } },
      );
    }
    return { status: 200 as const, caseId: decided.caseId, body: showCase(decided) };
  },
});

export interface DecisionOfCaller {
  decided: TaskDecision;
  caller: Caller;
  /** ISO instant. */
  at: string;
}

/**
 * Decides one task. `expired`: the decision is kept with the case, but its execution no longer waits; it is parked.
 * @throws ProblemError as the route says
 */
export async function decideOpenTask(
  taskId: string,
  { decided, caller, at }: DecisionOfCaller,
  services: WriteServices,
): Promise<{ decided: Case; delivery: 'done' | 'expired' }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const current = await readCase(taskId, caller, services);
    const wait = expectOpen(current, taskId, decided.action);
    await refuseNames(decided, current, services.identity);
    const policy = await policyOf(current, services);
    const payee = await payeeOf(current, decided, services);
    const by = { at, by: caller.sub, role: caller.role };
    const change = accepted(decide(current, wait, { decided, by, policy, payee }));
    const outcome = await services.cases.change(current, change);
    if (outcome.ok) return finish(outcome.case, wait, at, services);
  }
  throw new ProblemError('case_changed_meanwhile', '案件正被他人改动,没有办成。请刷新后再试。');
}

/** The new account of a refund, sealed for the person whose refund it is. */
async function payeeOf(
  { person }: Case,
  decided: TaskDecision,
  { identity }: WriteServices,
): Promise<Payee | undefined> {
  if (decided.action !== 'correct_account') return undefined;
  const { name } = await identity.open(person);
  return sealPayee(decided.account, { ref: person.ref, name }, identity);
}

async function finish(decided: Case, wait: Wait, at: string, services: WriteServices) {
  const delivery = await deliverOrLeave(decided, services);
  const expired = delivery === 'gone' && (await parkAbandoned(decided, wait, at, services));
  return { decided, delivery: expired ? ('expired' as const) : ('done' as const) };
}

async function readCase(taskId: string, caller: Caller, { cases }: WriteServices): Promise<Case> {
  const found = await cases.get(caseIdOfTask(taskId));
  if (!found || !worksFor(caller, found.region)) throw taskNotFound(taskId);
  return found;
}

async function policyOf({ plan, region, coverageYear }: Case, { policies }: WriteServices) {
  const versions = await policies.versions(region, coverageYear);
  return versions.find(({ version }) => version === plan?.assessment.policy.version) ?? null;
}

/** @throws ProblemError saying who decided it and when, or that it is none, or that the action doesn't fit it. */
function expectOpen(current: Case, taskId: string, action: Action): Wait {
  const { wait, state, caseId, history, waits } = current;
  if (wait?.waitId === taskId) {
    const actions = actionsFor(current);
    if (actions.includes(action)) return wait;
    const possible = actions.map((name) => `${name}(${ACTION_WORDS[name]})`).join('、');
    throw doesNotFit(
      `“${ACTION_WORDS[action]}”不适用于这个待办,可以办理:${possible || '无,等待中的事项不需要经办人决定'}。`,
    );
  }
  if (taskId === parkedTaskId(caseId) && state === 'parked') {
    throw doesNotFit('案件因故障挂起,不能在待办中决定:请先排除故障后恢复流程,或撤回案件。');
  }
  const entry = history.findLast(({ event, detail }) => event === 'task_decided' && detail.task === taskId);
  if (entry) {
    const when = new Date(entry.at).toLocaleString('zh-CN', { timeZone: TIME_ZONE, hour12: false });
    throw new ProblemError('task_already_decided', `这个待办已由 ${entry.by} 于 ${when} 办结,请查看案件 ${caseId}。`, {
      members: { caseId, decidedBy: entry.by, decidedAt: entry.at },
    });
  }
  const count = Number(taskId.slice(caseId.length + 1));
  if (count >= 1 && count <= waits) {
    throw new ProblemError(
      'task_expired',
      `这个待办已经过期或随案件结束,案件 ${caseId} 现为“${STATE_WORDS[state]}”。`,
      {
        members: { caseId, state },
      },
    );
  }
  throw taskNotFound(taskId);
}

const doesNotFit = (detail: string): ProblemError => new ProblemError('action_does_not_fit', detail);

const taskNotFound = (taskId: string): ProblemError =>
  new ProblemError('task_not_found', `没有待办 ${taskId.slice(0, 40)},或不属于您负责的统筹区。`);
