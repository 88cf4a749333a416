/** Opens a refund at a desk, or for a university that asks for one of its students. */
import { z } from 'zod';
import type { RefundCase } from '../../../cases/refund/case.ts';
import { dateOfInstant } from '../../../domain/calendar.ts';
import { birthDateIn, type DocumentNumber } from '../../../domain/person/identity-document.ts';
import { maskPerson } from '../../../domain/person/masking.ts';
import { implausibleRefund } from '../../../domain/plausible.ts';
import { type RefundFacts, refundFactsSchema } from '../../../domain/refund/facts.ts';
import { payeeAccountSchema } from '../../../domain/refund/payee-account.ts';
import { type Caller, worksFor } from '../../../runtime/caller.ts';
import { ProblemError } from '../../../runtime/problem.ts';
import { sealPayee } from '../../../runtime/seal-payee.ts';
import { openRefundCase, type RefundOpened } from '../../../store/cases/open-refund-case.ts';
import { deliverOrLeave } from '../../executions/deliver-pending.ts';
import { invalidRequest } from '../../http/route.ts';
import type { WriteServices } from '../../http/services.ts';
import { openingPersonSchema } from '../opening-person.ts';

export const refundOpeningSchema = z.strictObject({
  kind: z.literal('refund'),
  person: openingPersonSchema,
  /** What is applied for. The payments by their vouchers: what was paid is in the ledger. Today is the application. */
  facts: refundFactsSchema.omit({ appliedOn: true }),
  account: payeeAccountSchema,
});
type Opening = z.output<typeof refundOpeningSchema>;

/** @throws ProblemError as the route says */
export async function acceptRefund(
  body: Opening,
  { key, caller, at }: { key: string; caller: Caller; at: string },
  services: WriteServices,
): Promise<{ stored: boolean; opened: RefundCase }> {
  expectAllowed(body, caller);
  expectPlausible(body.facts, body.person.idNumber, at);
  const { ref, sealed, foundBy } = await services.identity.seal(body.person);
  const payee = await sealPayee(body.account, { ref, name: body.person.name }, services.identity);
  const result = await openRefundCase(
    {
      key,
      openedBy: caller.sub,
      role: caller.role,
      at,
      person: { ref, masked: maskPerson(body.person), sealed, foundBy },
      request: { ...body.facts, payee },
      university: caller.university,
    },
    { ...services, deliver: (opened) => deliverOrLeave(opened, services) },
  );
  if (result.outcome === 'opened') return { stored: result.stored, opened: result.case };
  throw notOpened(result);
}

/** Why a refund is not opened; a trial says the same. */
export function notOpened(result: Exclude<RefundOpened, { outcome: 'opened' }>): ProblemError {
  const members: Record<string, string> = result.caseId === undefined ? {} : { caseId: result.caseId };
  const code = result.outcome === 'attached' ? 'case_already_open' : result.code;
  return new ProblemError(code, result.message, { members });
}

/** @throws ProblemError `invalid_request` */
export function expectPlausible(facts: Omit<RefundFacts, 'appliedOn'>, idNumber: DocumentNumber, at: string): void {
  const issues = implausibleRefund({ ...facts, appliedOn: dateOfInstant(at) }, birthDateIn(idNumber) ?? undefined);
  if (issues.length > 0) {
    throw invalidRequest(issues.map(({ path, message }) => ({ path: `facts.${path}`, message })));
  }
}

export function expectAllowed({ facts }: { facts: Omit<RefundFacts, 'appliedOn'> }, caller: Caller): void {
  const { region, ground, applicant } = facts;
  if (!worksFor(caller, region)) {
    throw new ProblemError(
      'region_not_allowed',
      `您不负责统筹区 ${region}，只能受理 ${caller.regions.join('、')} 的案件。`,
    );
  }
  if (caller.university === undefined) return;
  const issues = [
    ...(ground === 'departure' ? [] : [{ path: 'facts.ground', message: '高校只能申请离校退费（departure）' }]),
    ...(applicant === 'university' ? [] : [{ path: 'facts.applicant', message: '高校申请时应为 university' }]),
  ];
  if (issues.length > 0) throw invalidRequest(issues);
}
