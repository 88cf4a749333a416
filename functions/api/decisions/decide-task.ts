import { z } from 'zod';
import type { Case, Wait } from '../../cases/case.ts';
import { decide } from '../../cases/decide.ts';
import type { Action } from '../../cases/decision.ts';
import type { Payee } from '../../cases/refund/payouts.ts';
import { asOfToday, type Consent, decisionNamed, decisionShown } from '../../cases/shown.ts';
import { type LocalDate, TIME_ZONE } from '../../domain/calendar.ts';
import { shownOf } from '../../domain/shown.ts';
import { actedBy, type Caller } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { sealPayee } from '../../runtime/seal-payee.ts';
import { changeUntilKept } from '../../store/cases/change-until-kept.ts';
import { caseIdOfTask, parkedTaskId } from '../../store/keys.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { accepted } from '../cases/accepted.ts';
import { caseRecordSchema, showCase } from '../cases/case-view.ts';
import { contended } from '../cases/change-case.ts';
import { refuseAction, refuseDeciding } from '../cases/fits.ts';
import { knownBirth } from '../cases/known-birth.ts';
import { maySeeCase } from '../cases/may-see-case.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { parkAbandoned } from '../executions/park-abandoned.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { refuseNames } from '../http/written-text.ts';
import { todayOf } from './as-of-today.ts';
import { decisionSchema, type SentDecision } from './task-actions.ts';

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
    'figures_changed',
    'case_changed_meanwhile',
  ],
  async handle({ params: { id }, body, caller, at }, services) {
    const { decided, delivery } = await decideOpenTask(id, { decided: body, caller, at }, services);
    if (delivery === 'expired') {
      throw new ProblemError(
        'task_expired',
        '这个待办的等待已经失效（流程已超时或中止）。您的意见已记入案件，案件已转为挂起，请在案件中查看。',
        { members: { caseId: decided.caseId } },
      );
    }
    return { status: 200 as const, caseId: decided.caseId, body: showCase(decided) };
  },
});

export interface DecisionOfCaller {
  decided: SentDecision;
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
  const found = await services.cases.get(caseIdOfTask(taskId));
  if (!found) throw taskNotFound(taskId);
  const kept = await changeUntilKept(services.cases, found, async (current) => {
    if (!maySeeCase(caller, current)) throw taskNotFound(taskId);
    const wait = expectOpen(current, taskId, decided.action);
    await refuseNames(decided, current, services.identity);
    const policy = await policyOf(current, services);
    const payee = await payeeOf(current, decided, services);
    const by = actedBy(caller, at);
    const consent = await consentOf(current, decided, at, services);
    const bornOn = await birthOf(current, decided, services);
    return accepted(decide(current, wait, { decided, by, policy, payee, consent, bornOn }));
  });
  if (!kept) return contended('没有办成');
  const delivery = await deliverOrLeave(kept.case, services);
  const { wait } = kept.before;
  const expired = delivery === 'gone' && wait && (await parkAbandoned(kept.case, wait, at, services));
  return { decided: kept.case, delivery: expired ? 'expired' : 'done' };
}

/** Who approves, or accepts a payment, agrees to figures: those of today. */
async function consentOf(
  current: Case,
  decided: SentDecision,
  at: string,
  services: WriteServices,
): Promise<Consent | null> {
  if (decided.action !== 'approve' && decided.action !== 'accept_payment') return null;
  const asked = decisionShown(current);
  if (!asked) return null;
  const today = await todayOf(current, at, services);
  const now = (today && decisionShown(asOfToday(current, today))) ?? asked;
  const shown = decided.shown ?? shownOf(asked);
  return { shown, seen: today ? decisionNamed(shown, current, today) : asked, now };
}

/** The new account of a refund, sealed for the person whose refund it is. */
async function payeeOf(
  { person }: Case,
  decided: SentDecision,
  { identity }: WriteServices,
): Promise<Payee | undefined> {
  if (decided.action !== 'correct_account') return undefined;
  const { name } = await identity.open(person);
  return sealPayee(decided.account, { ref: person.ref, name }, identity);
}

async function birthOf(
  current: Case,
  decided: SentDecision,
  { identity }: WriteServices,
): Promise<LocalDate | undefined> {
  if (current.kind === 'newborn' || !('facts' in decided) || decided.facts === undefined) return undefined;
  return knownBirth(current, decided.facts, identity);
}

async function policyOf({ plan, region, coverageYear }: Case, { policies }: WriteServices) {
  const versions = await policies.versions(region, coverageYear);
  return versions.find(({ version }) => version === plan?.assessment.policy.version) ?? null;
}

/** @throws ProblemError saying who decided it and when, or that it is none, or that the action doesn't fit it. */
function expectOpen(current: Case, taskId: string, action: Action): Wait {
  const { wait, state, caseId, history, waits } = current;
  if (wait?.waitId === taskId) {
    accepted(refuseAction(current, action));
    return wait;
  }
  if (taskId === parkedTaskId(caseId) && state === 'parked') {
    accepted(refuseDeciding(current));
  }
  const entry = history.findLast(({ event, detail }) => event === 'task_decided' && detail.task === taskId);
  if (entry) {
    const when = new Date(entry.at).toLocaleString('zh-CN', { timeZone: TIME_ZONE, hour12: false });
    throw new ProblemError('task_already_decided', `这个待办已由 ${entry.by} 于 ${when} 办结，请查看案件 ${caseId}。`, {
      members: { caseId, decidedBy: entry.by, decidedAt: entry.at },
    });
  }
  const count = Number(taskId.slice(caseId.length + 1));
  if (count >= 1 && count <= waits) {
    throw new ProblemError(
      'task_expired',
      `这个待办已经过期或随案件结束，案件 ${caseId} 现为“${STATE_WORDS[state]}”。`,
      {
        members: { caseId, state },
      },
    );
  }
  throw taskNotFound(taskId);
}

const taskNotFound = (taskId: string): ProblemError =>
  new ProblemError('task_not_found', `没有待办 ${taskId.slice(0, 40)}，或不属于您负责的统筹区。`);
