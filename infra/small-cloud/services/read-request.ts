import type { z } from 'zod';

/**
 * Reads the body of a request by a strict schema. A field that the schema does not name is refused by its name: nobody
 * would read it, and whoever sent it believes that it counts.
 */
export function readRequest<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): { ok: true; data: z.infer<Schema> } | { ok: false; message: string } {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, data: parsed.data };
  const problems = parsed.error.issues.map((issue) => {
    const at = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return `${at || 'the request'}: ${issue.message}`;
    return `the field ${issue.keys.map((key) => (at ? `${at}.${key}` : key)).join(', ')} is not known to this machine`;
  });
  return { ok: false, message: problems.join('; ') };
}
