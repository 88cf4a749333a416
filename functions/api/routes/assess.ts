import { z } from 'zod';
import { ASSESSMENTS, answerAssessment, isAssessmentError } from '../../domain/assessments.ts';
import { latePaymentRequestSchema } from '../../domain/late-payment/request.ts';
import { newbornRequestSchema } from '../../domain/newborn/request.ts';
import { refundRequestSchema } from '../../domain/refund/request.ts';
import { reminderRequestSchema } from '../../domain/reminder/request.ts';
import { ROLES } from '../../runtime/caller.ts';
import { isProblemCode, ProblemError } from '../../runtime/problem.ts';
import { defineRoute, NO_PARAMETERS } from '../route.ts';
import type { ReadServices } from '../services.ts';

/** A dry run: computed by the same functions as a case, and nothing is stored. */
export const assess = defineRoute({
  method: 'POST',
  path: '/assessments/{kind}',
  operation: 'assess',
  summary: `What a case would decide, stored nowhere. Kinds: ${Object.keys(ASSESSMENTS).join(', ')}.`,
  roles: ROLES,
  params: z.strictObject({ kind: z.string().max(40) }),
  query: NO_PARAMETERS,
  // Parsed by its kind.
  body: z.unknown(),
  describedBody: z.union([latePaymentRequestSchema, refundRequestSchema, newbornRequestSchema, reminderRequestSchema]),
  answer: z.record(z.string(), z.unknown()).meta({ description: 'The response of the assessment contract' }),
  problems: ['unknown_kind', 'policy_not_found'],
  async handle({ params: { kind }, body }, { policies }: ReadServices) {
    const answer = await answerAssessment(kind, body, policies.versions);
    if (!isAssessmentError(answer)) return { status: 200, body: answer };
    const { code, message, issues } = answer.error;
    throw new ProblemError(isProblemCode(code) ? code : 'invalid_request', `${message}。`, { issues });
  },
});
