/**
 * Every night: takes up open cases whose execution is gone, and renews executions before AWS ends them after a year.
 * It only marks the cases. The healing of the next minute ends and starts the executions.
 */
import { SFNClient } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import { type Case, caseSchema, hasEnded } from '../../cases/case.ts';
import { renew } from '../../cases/renew.ts';
import { goOn } from '../../cases/resume.ts';
import { lastRun } from '../../cases/run.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openWaitingCases } from '../../store/cases/open-cases.ts';
import { IMPATIENT, openDocumentClient } from '../../store/client.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { openWatch, type Running } from './watch-executions.ts';

const configuration = readConfiguration([
  'CASES_TABLE',
  'POLICIES_TABLE',
  'LATE_PAYMENT_STATE_MACHINE_ARN',
  'NEWBORN_STATE_MACHINE_ARN',
  'REFUND_STATE_MACHINE_ARN',
]);
const client = openDocumentClient();
const cases = openCaseStore(client, configuration.CASES_TABLE, caseSchema);
const waitingCases = openWaitingCases(client, configuration.CASES_TABLE);
const policies = openPolicyStore(client, configuration.POLICIES_TABLE);
const executions = openWatch(new SFNClient(IMPATIENT), {
  'late-payment': configuration.LATE_PAYMENT_STATE_MACHINE_ARN,
  newborn: configuration.NEWBORN_STATE_MACHINE_ARN,
  refund: configuration.REFUND_STATE_MACHINE_ARN,
});

const DAY_MS = 86_400_000;
/** Of the 365 days of an execution: two months are left for nights on which nothing ran. */
const OLD_MS = 300 * DAY_MS;
/** Executions that ended before were looked at in the nights before. */
const LATELY_MS = 7 * DAY_MS;
/** What has changed so lately may have an execution that lists do not show yet. */
const QUIET_MS = 10 * 60_000;
const BY = 'system:SweepCases';
const MOST_NIGHTS = 7;
const REASON = '流程中断，重新启动流程';

const eventSchema = z.object({
  source: z.literal('canbao.sweep'),
  scheduledTime: z.iso.datetime({ offset: true }),
});

class NotSweptError extends Error {
  override name = 'NotSwept';
}

export const handler = taskHandler(eventSchema, async ({ scheduledTime: at }) => {
  const counts = { renewed: 0, takenUp: 0, failed: 0 };
  const running = await executions.running();
  const before = (ms: number) => Date.parse(at) - ms;

  async function sweep(caseId: string): Promise<void> {
    const known = running.get(caseId);
    if (known && known.startedAt > before(OLD_MS)) return;
    try {
      const current = await cases.get(caseId);
      if (current) await look(current, known);
    } catch (error) {
      counts.failed += 1;
      writeLog('error', { message: 'sweep failed', caseId, ...describeError(error) });
    }
  }

  async function look(current: Case, known: Running | undefined): Promise<void> {
    if (current.state === 'parked' || current.pending) return;
    if (hasEnded(current.state) && !(await isLeft(current))) return;
    if (Date.parse(current.history.at(-1)?.at ?? at) > before(QUIET_MS)) return;
    const next = await executions.next(current.kind, current.caseId, lastRun(current.history), known);
    if (next === null) return;
    const by = { at, by: BY };
    const renewal = renew(current, { run: next, ...(known && { instead: known.run }) }, by);
    // One that runs and waits for nothing is at work: it moves by itself.
    const change = renewal ?? (known ? null : goOn(current, { reason: REASON, run: next }, by));
    if (!change || !(await cases.change(current, change)).ok) return;
    counts[known ? 'renewed' : 'takenUp'] += 1;
  }

  /**
   * An end that its execution broke off before it was carried out: a letter, an enrolment, what others wait for. After some
   * nights only a person goes on with it.
   */
  async function isLeft({ kind, caseId, history }: Case): Promise<boolean> {
    const nights = history.filter(({ by, event }) => by === BY && event === 'case_resumed').length;
    return nights < MOST_NIGHTS && (await executions.isBroken(kind, caseId, lastRun(history)));
  }

  const regions = new Set((await policies.list()).map(({ region }) => region));
  for (const region of regions) for await (const caseId of waitingCases(region)) await sweep(caseId);
  for (const caseId of await executions.brokenSince(before(LATELY_MS))) if (!running.has(caseId)) await sweep(caseId);
  writeLog('info', { message: 'cases renewed', count: counts.renewed });
  writeLog('info', { message: 'cases taken up', count: counts.takenUp });
  if (counts.failed > 0) throw new NotSweptError(`${counts.failed} cases`);
  // Every night, also with nothing to do: an alarm rings when it is not said.
  writeLog('info', { message: 'sweep done', count: 1 });
  return counts;
});
