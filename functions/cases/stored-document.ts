/** A document as its case keeps it. */
import { z } from 'zod';

const byShape = { at: z.string(), by: z.string(), role: z.string().optional(), name: z.string().optional() };

/** Its content lies in the documents' bucket under case and id. The name of the file is not kept: it may name somebody. */
export const documentSchema = z.object({
  ...byShape,
  id: z.string(),
  /** A code of `MATERIALS`. */
  material: z.string(),
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  /** SHA-256 (hex) of the content. */
  digest: z.string(),
  struck: z.object({ ...byShape, reason: z.string() }).optional(),
});
export type CaseDocument = z.output<typeof documentSchema>;
