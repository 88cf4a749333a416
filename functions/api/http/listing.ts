/** What every list has in common: its regions, and pages by cursor. */
import { z } from 'zod';
import { regionSchema } from '../../domain/regions.ts';
import { type Caller, readsAllRegions, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';

/** Entries that a page can have. */
export const PAGE_LIMIT = 100;
/** Entries that a desk's screen asks for. */
export const DESK_PAGE = 50;

export const pageQuery = {
  region: regionSchema.optional(),
  cursor: z
    .string()
    .regex(/^[\w-]{1,400}$/, '翻页标记应为上一页给出的 cursor')
    .optional(),
  /** Entries a page, 1 to `PAGE_LIMIT`. */
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, `limit 应为 1 至 ${PAGE_LIMIT}`)
    .default('20')
    .transform(Number),
};

/** A caller who may read all regions reads those with policy tables: cases are nowhere else. */
export async function regionsToRead(
  caller: Caller,
  region: string | undefined,
  policies: Pick<PolicyStore, 'list'>,
): Promise<readonly string[]> {
  if (region !== undefined) {
    if (worksFor(caller, region)) return [region];
    throw new ProblemError('region_not_allowed', `您不负责统筹区 ${region}，只能查看 ${caller.regions.join('、')}。`);
  }
  if (!readsAllRegions(caller)) return caller.regions;
  return [...new Set((await policies.list()).map((listing) => listing.region))];
}
