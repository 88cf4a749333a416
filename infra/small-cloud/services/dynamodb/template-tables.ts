import { z } from 'zod';
import type { ServiceAnswer } from '../service-answer.ts';

/** A table that the template has made. */
export interface TemplateTable {
  /** Whether the template protects it against being deleted. */
  isProtected: boolean;
}

const requestSchema = z.looseObject({ TableName: z.string().transform((name) => name.split('/').at(-1) ?? name) });

/** What a request may not do to a table that the template has made; undefined if it may. */
export function refuseForTemplate(
  operation: string,
  body: unknown,
  tables: ReadonlyMap<string, TemplateTable>,
): ServiceAnswer | undefined {
  if (operation !== 'DeleteTable' && operation !== 'UpdateTable') return undefined;
  const name = requestSchema.safeParse(body).data?.TableName ?? '';
  const table = tables.get(name);
  if (table === undefined) return undefined;
  const message =
    operation === 'DeleteTable' && table.isProtected
      ? 'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.'
      : `The table ${name} is one of the template's: ${operation} is not served for it on this machine, change the template.`;
  return { status: 400, body: { __type: 'com.amazon.coral.validate#ValidationException', message } };
}
