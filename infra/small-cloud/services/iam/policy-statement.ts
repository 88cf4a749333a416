import { z } from 'zod';

const oneOrMore = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

/** A policy of a role with everything resolved. `NotAction`, `NotResource` and principals are refused. */
export const policyDocumentSchema = z.strictObject({
  Version: z.string().optional(),
  Statement: z.array(statementSchema),
});

/** Who may take a role; only services do here. Conditions on the source are the real cloud's protection from other accounts. */
export const trustDocumentSchema = z.strictObject({
  Version: z.string().optional(),
  Statement: z.array(
    z.strictObject({
      Sid: z.string().optional(),
      Effect: z.literal('Allow'),
      Action: oneOrMore,
      Principal: z.strictObject({ Service: oneOrMore }),
      Condition: z.unknown().optional(),
    }),
  ),
});

export type PolicyStatement = z.infer<typeof statementSchema>;

const compiled = new Map<string, RegExp>();

/** Whether a pattern of a policy (`*` any text, `?` one character) covers the whole text. */
export function matchesPattern(pattern: string, text: string): boolean {
  if (pattern === '*' || pattern === text) return true;
  if (!/[*?]/.test(pattern)) return false;
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    expression = new RegExp(`^${source}$`, 's');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
