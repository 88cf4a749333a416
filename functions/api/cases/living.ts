/** Cases that live on the payments that a refund gives back: those who review it see what it ends. */
import { z } from 'zod';
import { CASE_KINDS, CASE_STATES, type Case } from '../../cases/case.ts';
import { livingOn } from '../../store/ledger/living-on.ts';

export const livingSchema = z.array(
  z.object({ voucher: z.string(), caseId: z.string(), kind: z.enum(CASE_KINDS), state: z.enum(CASE_STATES) }),
);

export async function showLiving(
  shown: Case,
  stores: Parameters<typeof livingOn>[1],
): Promise<z.input<typeof livingSchema>> {
  if (shown.kind !== 'refund') return [];
  const { claims = [], facts, plan } = shown;
  const vouchers = plan ? claims.map(({ voucher }) => voucher) : facts.vouchers;
  const living = await livingOn(vouchers, stores);
  return living.map(({ voucher, found: { caseId, kind, state } }) => ({ voucher, caseId, kind, state }));
}
