import { createHash } from 'node:crypto';
import { z } from 'zod';

/** What a pack is made of. `digest` is that of everything else here, and stands in the history of the case. */
export const manifestSchema = z.object({
  caseId: z.string(),
  taken: z.object({
    at: z.string(),
    by: z.string(),
    role: z.string().optional(),
    name: z.string().optional(),
    reason: z.string(),
  }),
  /** SHA-256 (hex) of each file by its name. */
  files: z.record(z.string(), z.string()),
  digest: z.string(),
});
export type Manifest = z.output<typeof manifestSchema>;

export const hashOfText = (text: string): string => createHash('sha256').update(text).digest('hex');
