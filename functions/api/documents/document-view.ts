import { z } from 'zod';
import type { CaseDocument } from '../../cases/stored-document.ts';

const bySchema = z.object({ at: z.string(), by: z.string(), name: z.string().nullable() });

export const documentViewSchema = z.object({
  documentId: z.string(),
  /** Code of the material that it is. */
  material: z.string(),
  type: z.string(),
  /** Bytes. */
  size: z.int(),
  /** SHA-256 (hex) of the content. */
  digest: z.string(),
  added: bySchema,
  /** Who said why it does not count; null where it counts. */
  struck: bySchema.extend({ reason: z.string() }).nullable(),
});

const shownBy = ({ at, by, name = null }: { at: string; by: string; name?: string | undefined | null }) => ({
  at,
  by,
  name,
});

export const viewDocument = (document: CaseDocument): z.input<typeof documentViewSchema> => ({
  documentId: document.id,
  material: document.material,
  type: document.type,
  size: document.size,
  digest: document.digest,
  added: shownBy(document),
  struck: document.struck ? { ...shownBy(document.struck), reason: document.struck.reason } : null,
});
