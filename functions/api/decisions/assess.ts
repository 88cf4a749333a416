import { z } from 'zod';
import { ASSESSMENTS, answerAssessment, isAssessmentError } from '../../domain/assessments.ts';
import { latePaymentRequestSchema } from '../../domain/late-payment/request.ts';
import { newbornRequestSchema } from '../../domain/newborn/request.ts';
import { refundRequestSchema } from '../../domain/refund/request.ts';
import { reminderRequestSchema } from '../../domain/reminder/request.ts';
import { choosePolicy, policyChoiceSchema } from '../../policies/choice.ts';
import { ROLES } from '../../runtime/caller.ts';
import { isProblemCode, ProblemError } from '../../runtime/problem.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';

const policy = { policy: policyChoiceSchema.optional() };

/** A dry run: computed by the same functions as a case, and nothing is stored. */
export const assessRoute = defineRoute({
  entry: 'read',
  method: 'POST',
  path: '/assessments/{kind}',
  operation: 'assess',
  summary: `What a case would decide, by the table in force, another version or a draft; stored nowhere. Kinds: ${Object.keys(ASSESSMENTS).join(', ')}.`,
  roles: ROLES,
  params: z.strictObject({ kind: z.string().max(40) }),
  query: NO_PARAMETERS,
  // Parsed by its kind.
  body: z.unknown(),
  describedBody: z.union([
    latePaymentRequestSchema.safeExtend(policy),
    refundRequestSchema.safeExtend(policy),
    newbornRequestSchema.safeExtend(policy),
    reminderRequestSchema.safeExtend(policy),
  ]),
  answer: z.record(z.string(), z.unknown()).meta({ description: 'The response of the assessment contract' }),
  problems: ['unknown_kind', 'policy_not_found'],
  async handle({ params: { kind }, body }, { policies }) {
    const { choice, request } = splitPolicy(body);
    const chosen = choosePolicy(choice, policies.versions);
    if (!chosen.ok) throw invalidRequest(chosen.issues);
    const answer = await answerAssessment(kind, request, chosen.find);
    if (!isAssessmentError(answer)) return { status: 200, body: { ...answer } };
    const { code, message, issues } = answer.error;
    if (code === 'policy_not_found' && choice !== undefined) {
      const says = '不是这个统筹区和年度的政策版本';
      throw new ProblemError(code, `所选的政策${says}。`, { issues: [{ path: 'policy', message: says }] });
    }
    throw new ProblemError(isProblemCode(code) ? code : 'invalid_request', `${message}。`, { issues });
  },
});

function splitPolicy(body: unknown): { choice: unknown; request: unknown } {
  if (typeof body !== 'object' || body === null || !('policy' in body)) return { choice: undefined, request: body };
  const { policy: choice, ...request } = body;
  return { choice, request };
}
