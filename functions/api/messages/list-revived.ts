import { z } from 'zod';
import { endedTooLate } from '../../audit/too-late.ts';
import type { Case } from '../../cases/case.ts';
import { lastStep } from '../../cases/history.ts';
import type { LatePaymentCase } from '../../cases/late-payment/case.ts';
import type { NewbornCase } from '../../cases/newborn/case.ts';
import { dateOfInstant, type LocalDate, localDateSchema } from '../../domain/calendar.ts';
import { planPayment } from '../../domain/late-payment/payment-plan.ts';
import { assessNewborn } from '../../domain/newborn/assess.ts';
import { lastDayToPay } from '../../domain/newborn/next-step.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { pageQuery } from '../http/listing.ts';
import { defineRoute, NO_BODY } from '../http/route.ts';
import { requireRegion } from './message-view.ts';

const revivedSchema = z.object({
  caseId: z.string(),
  state: z.string(),
  endedOn: z.string(),
  /** By the table in force today. */
  payBy: z.string().nullable(),
  payable: z.string().nullable(),
});

export const listRevived = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/policies/{region}/{coverageYear}/revived',
  operation: 'listRevived',
  forPrograms:
    'A program that writes to those who can pay again; the console lists them before the version is published.',
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
  async handle({ params, query, caller, at }, { cases, policies }) {
    const { region, coverageYear } = params;
    requireRegion(caller, region);
    const versions = await policies.versions(region, coverageYear);
    if (versions.length === 0) {
      throw new ProblemError('policy_not_found', '没有这个统筹区和年度的政策表。已发布的见 GET /policies。');
    }
    const page = await cases.list({ regions: [region], limit: query.limit, cursor: query.cursor });
    const today = dateOfInstant(at);
    const inForce = versionInForce(versions, today);
    const revived = page.cases.flatMap((found) => {
      const { caseId, state, history, openedAt } = found;
      const endedOn = dateOfInstant(lastStep(history)?.at ?? openedAt);
      if (found.coverageYear !== coverageYear || endedOn < query.since || !inForce) return [];
      const now = revive(found, today, inForce);
      return now ? [{ caseId, state, endedOn, ...now }] : [];
    });
    return { status: 200, body: { cases: revived, cursor: page.cursor } };
  },
});

/** What a payment now would be, if the case ended too late and its table was another one. */
function revive(found: Case, today: LocalDate, inForce: PolicyVersion): Revived | null {
  if (found.kind === 'refund' || !endedTooLate(found)) return null;
  // Nothing changed for the case if the same table decided it.
  if (found.plan?.assessment.policy.version === inForce.version) return null;
  return found.kind === 'newborn' ? reviveChild(found, today, inForce) : revivePayment(found, today, inForce);
}

type Revived = Pick<z.input<typeof revivedSchema>, 'payBy' | 'payable'>;

function revivePayment({ facts }: LatePaymentCase, today: LocalDate, inForce: PolicyVersion): Revived | null {
  const { outcome, payBy, assessment } = planPayment(facts, today, () => inForce);
  return outcome === 'pay' ? { payBy, payable: assessment.amounts.payable } : null;
}

function reviveChild({ region, facts }: NewbornCase, today: LocalDate, inForce: PolicyVersion): Revived | null {
  const { bornOn, registeredOn, identities } = facts;
  const assessment = assessNewborn({ region, bornOn, registeredOn, identities, asOf: today }, inForce);
  const payBy = lastDayToPay(assessment);
  return payBy !== null && payBy >= today ? { payBy, payable: assessment.nextYear.contribution } : null;
}
