import { z } from 'zod';
import { problemOf } from '../../runtime/http-handler.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { problemSchema } from '../../runtime/problem.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { type DecisionOfCaller, decideOpenTask } from './decide-task.ts';
import { decisionSchema } from './task-actions.ts';

/** Cases that one person can have looked at on one page. */
export const MOST_CASES = 100;

const decidingSchema = z.strictObject({
  /** The cases as they were shown, each with the task that was open then and the digest of its figures. */
  cases: z
    .array(
      z.strictObject({
        caseId: z.string().max(60),
        taskId: z.string().max(100),
        shown: z.string().max(100).optional(),
      }),
    )
    .min(1, '至少选择一个案件')
    .max(MOST_CASES, `一次最多 ${MOST_CASES} 个案件`)
    .refine((cases) => new Set(cases.map(({ caseId }) => caseId)).size === cases.length, '案件重复'),
  decision: decisionSchema,
});

const resultSchema = z.object({
  caseId: z.string(),
  /** `failed`: it may be tried again; the case says whether it was decided all the same. */
  outcome: z.enum(['decided', 'refused', 'failed']),
  state: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  /** What differs, where it was refused because today's figures are others. */
  issues: problemSchema.shape.issues.optional(),
});
type Result = z.output<typeof resultSchema>;

/**
 * One opinion for many cases. Each case is decided by itself: in the state that the desk saw, by the same rules, with
 * its own result.
 */
export const decideBatch = defineRoute({
  entry: 'write',
  method: 'POST',
  path: '/batches/{id}/decisions',
  operation: 'decideBatch',
  forPrograms:
    'The desk’s own program that has looked through a batch; the console decides ticked tasks one by one and says what became of each.',
  summary: "Decides cases of a batch together: exactly those named, as they were shown, with each one's own result.",
  roles: ['caseworker', 'approver'],
  params: z.strictObject({ id: z.string().max(60) }),
  query: NO_PARAMETERS,
  body: decidingSchema,
  answer: z.object({ results: z.array(resultSchema) }),
  problems: [],
  async handle({ params: { id }, body: { cases, decision }, caller, at }, services) {
    if (decision.action !== 'approve' && decision.action !== 'reject' && decision.action !== 'return') {
      throw invalidRequest([{ path: 'decision.action', message: '成批办理只能是 approve、reject 或 return' }]);
    }
    if (decision.action === 'approve' && decision.shown !== undefined) {
      throw invalidRequest([{ path: 'decision.shown', message: '成批办理时，每个案件各写自己的 shown' }]);
    }
    const results: Result[] = [];
    for (const { caseId, taskId, shown } of cases) {
      const found = await services.cases.get(caseId);
      if (found?.kind !== 'refund' || found.batchId !== id || !taskId.startsWith(`${caseId}.`)) {
        results.push({ caseId, outcome: 'refused', code: 'case_not_found', message: '案件不属于这个批次。' });
        continue;
      }
      const decided = decision.action === 'approve' ? { ...decision, shown } : decision;
      results.push(await decideOne(caseId, taskId, { decided, caller, at }, services));
    }
    return { status: 200, body: { results } };
  },
});

async function decideOne(
  caseId: string,
  taskId: string,
  decision: DecisionOfCaller,
  services: WriteServices,
): Promise<Result> {
  try {
    const { decided, delivery } = await decideOpenTask(taskId, decision, services);
    if (delivery === 'done') return { caseId, outcome: 'decided', state: decided.state };
    return { caseId, outcome: 'refused', code: 'task_expired', message: '这个待办的等待已经失效，案件已转为挂起。' };
  } catch (error) {
    // What failed for one case says nothing about the others: each has its result, whatever became of those before.
    const { code, problem } = problemOf(error);
    if (problem.status >= 500) {
      writeLog('error', { message: 'a case of a batch failed', caseId, ...describeError(error) });
      return { caseId, outcome: 'failed', code, message: problem.detail };
    }
    const { detail: message, issues } = problem;
    return { caseId, outcome: 'refused', code, message, ...(issues.length > 0 && { issues }) };
  }
}
