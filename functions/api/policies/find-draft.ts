/** What every route about a draft begins with: who asks, for which region, and the draft as it is now. */
import { z } from 'zod';
import { dateOfInstant } from '../../domain/calendar.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { versionOf } from '../../policies/version.ts';
import type { Caller } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { PolicyDraft } from '../../store/policies/policy-drafts.ts';
import type { DraftServices } from '../http/services.ts';
import { requireRegion } from '../messages/message-view.ts';

export const tableParams = {
  region: z.string().max(20),
  coverageYear: z
    .string()
    .max(10)
    .transform((text) => (/^\d{4}$/.test(text) ? Number(text) : 0)),
};
export const draftParams = z.strictObject({ ...tableParams, version: z.string().max(60) });

const sourceSchema = z.record(z.string(), z.json());
export const policyOf = ({ source }: PolicyDraft): PolicyVersion => versionOf(sourceSchema.parse(JSON.parse(source)));

/** @throws ProblemError `region_not_allowed` or `draft_not_found` */
export async function findDraft(
  { region, coverageYear, version }: z.output<typeof draftParams>,
  caller: Caller,
  { drafts }: Pick<DraftServices, 'drafts'>,
): Promise<PolicyDraft> {
  requireRegion(caller, region);
  const found = await drafts.get(region, coverageYear, version);
  if (found) return found;
  throw new ProblemError('draft_not_found', '没有这份草案，请从草案一览进入。');
}

/** @throws ProblemError `draft_withdrawn` */
export function expectNotWithdrawn({ withdrawal }: PolicyDraft): void {
  if (!withdrawal) return;
  throw new ProblemError('draft_withdrawn', `草案已经撤回：${withdrawal.reason}。需要时请重新提交。`);
}

export const draftChanged = (): ProblemError =>
  new ProblemError('draft_changed_meanwhile', '草案刚被他人处理，没有办成。请刷新后再看。');

/** The version that decides today, or on the draft's first day if that is later; null if there is none. */
export function inForceBeside(versions: readonly PolicyVersion[], draft: PolicyVersion, at: string) {
  const today = dateOfInstant(at);
  const asOf = today > draft.table.inForceFrom ? today : draft.table.inForceFrom;
  return { asOf, inForce: versionInForce(versions, asOf) };
}

/** Who did it and when, by the id and as the sign-in calls the person. */
export const signedBy = ({ sub, name }: Caller, at: string) => ({ by: sub, ...(name !== undefined && { name }), at });
