import { z } from 'zod';
import { type Payment, UNALLOCATED_REASONS } from '../../cases/ledger.ts';
import { UNALLOCATED_WORDS } from '../../words/payments.ts';

export const unallocatedViewSchema = z.object({
  /** ISO instant since which nobody has it. */
  since: z.string(),
  why: z.enum(UNALLOCATED_REASONS),
  /** The case that did not take it. */
  caseId: z.string().nullable(),
  message: z.string(),
});

export const showUnallocated = (unallocated: Payment['unallocated']): z.input<typeof unallocatedViewSchema> | null =>
  unallocated
    ? {
        since: unallocated.since,
        why: unallocated.why,
        caseId: unallocated.caseId ?? null,
        message: UNALLOCATED_WORDS[unallocated.why],
      }
    : null;
