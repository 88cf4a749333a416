/** Who works at a region's desk: whoever signs in there is written down, and can be given work for 90 days. */
import { z } from 'zod';
import type { Colleague } from '../../cases/share.ts';
import type { Caller } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { DeskBook } from '../../store/ledger/desk-book.ts';

/** As a token's `sub`. */
export const subSchema = z.string('请选择同事').min(1, '请选择同事').max(128);

/** @throws ProblemError `colleague_not_found` */
export async function expectColleague(
  desk: Pick<DeskBook, 'colleague'>,
  { region, sub, caller, at }: { region: string; sub: string; caller: Caller; at: string },
): Promise<Colleague> {
  const found = sub === caller.sub ? null : await desk.colleague(region, sub, at);
  if (!found)
    throw new ProblemError(
      'colleague_not_found',
      '没有这位同事：可能不负责本统筹区，或者 90 天没有登录。请从名单中选择。',
    );
  return found;
}
