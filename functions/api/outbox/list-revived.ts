import { z } from 'zod';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { planPayment } from '../../domain/late-payment/payment-plan.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { Case } from '../../store/case.ts';
import type { LatePaymentCase } from '../../store/late-payment-case.ts';
import { pageQuery } from '../listing.ts';
import { defineRoute, NO_BODY } from '../route.ts';
import { requireRegion } from './message-view.ts';
import type { OutboxServices } from './outbox-services.ts';

/** Ends that a later last day would have spared the person. */
const TOO_LATE: readonly string[] = ['unpaid', 'refused'];

const revivedSchema = z.object({
  caseId: z.string(),
  state: z.string(),
  endedOn: z.string(),
  /** By the table in force today. */
  payBy: z.string().nullable(),
  payable: z.string().nullable(),
});

export const listRevived = defineRoute({
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/revived',
  operation: 'listRevived',
  summary: 'Cases that ended too late since a day, and could be paid by the table that is in force now.',
  roles: ['policy_officer', 'caseworker', 'approver', 'auditor'],
  params: z.strictObject({
    region: z.string().max(20),
    coverageYear: z
      .string()
      .max(10)
      .transform((text) => (/^\d{4}$/.test(text) ? Number(text) : 0)),
  }),
  query: z.strictObject({ since: localDateSchema, cursor: pageQuery.cursor, limit: pageQuery.limit }),
  body: NO_BODY,
  answer: z.object({ cases: z.array(revivedSchema), cursor: z.string().nullable() }),
  problems: ['region_not_allowed', 'policy_not_found'],
  async handle({ params, query, caller, at }, { cases, policies }: OutboxServices) {
    const { region, coverageYear } = params;
    requireRegion(caller, region);
    const versions = await policies.versions(region, coverageYear);
    if (versions.length === 0) {
      throw new ProblemError('policy_not_found', '没有这个统筹区和年度的政策表。已发布的见 GET /policies。');
    }
    const page = await cases.list({
      regions: [region],
      kind: 'late-payment',
      limit: query.limit,
      cursor: query.cursor,
    });
    const today = dateOfInstant(at);
    const revived = page.cases.flatMap((found) =>
      isLatePayment(found) && found.coverageYear === coverageYear ? revive(found, query.since, today, versions) : [],
    );
    return { status: 200, body: { cases: revived, cursor: page.cursor } };
  },
});

const isLatePayment = (found: Case): found is LatePaymentCase => found.kind === 'late-payment';

/** One entry, if the case ended too late since that day and a payment would be taken now on terms that it had not. */
function revive(
  { caseId, state, facts, plan, history, openedAt }: LatePaymentCase,
  since: string,
  today: ReturnType<typeof dateOfInstant>,
  versions: readonly PolicyVersion[],
): z.input<typeof revivedSchema>[] {
  const endedOn = dateOfInstant(history.at(-1)?.at ?? openedAt);
  const inForce = versionInForce(versions, today);
  if (!TOO_LATE.includes(state) || endedOn < since || !inForce) return [];
  // Nothing changed for the case if the same table decided it.
  if (plan?.assessment.policy.version === inForce.version) return [];
  const now = planPayment(facts, today, () => inForce);
  if (now.outcome !== 'pay') return [];
  return [{ caseId, state, endedOn, payBy: now.payBy, payable: now.assessment.amounts.payable }];
}
