/**
 * A value of a policy table never stands alone: it says who says it.
 *
 * - `stated`: the region's own document; `national`: a national rule that applies there (its value is written once,
 *   in the national layer); `adopted`: taken over from another source, to be confirmed by a caseworker before money
 *   moves; `supplied`: supplied by a caseworker for one case, with the document; `silent`: nobody says it.
 */
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../calendar.ts';
import { type Li, parseYuan } from '../money.ts';

const STANDINGS = ['stated', 'national', 'adopted', 'supplied', 'silent'] as const;
export type Standing = (typeof STANDINGS)[number];

interface Source {
  /** Id of the clause in the table's `clauses`; a supplied value carries the document's number instead. */
  readonly clause: string | null;
  readonly note?: string | undefined;
}
interface Known<T> extends Source {
  readonly value: T;
  readonly standing: Exclude<Standing, 'silent'>;
}
export interface Silent extends Source {
  readonly value: null;
  readonly standing: 'silent';
}
export type Sourced<T> = Known<T> | Silent;

/** Of what a table of the first form leaves out. */
export const NOT_MENTIONED: Silent = { standing: 'silent', value: null, clause: null, note: '本地文件未提及' };

/** A sourced value as a table file writes it: `{ value, standing, clause }`, or `{ standing: silent, note }`. */
function written<T>(value: z.ZodType<T>) {
  return z.discriminatedUnion('standing', [
    z.strictObject({
      standing: z.enum(['stated', 'national', 'adopted', 'supplied']),
      value,
      clause: z.string().min(1),
      note: z.string().optional(),
    }),
    z
      .strictObject({
        standing: z.literal('silent'),
        clause: z.string().optional(),
        note: z.string().min(1),
      })
      .transform(({ note, clause }): Silent => ({ standing: 'silent', value: null, clause: clause ?? null, note })),
  ]);
}

/** A value that every table has; left out, it is silent. */
export const sourced = <T>(value: z.ZodType<T>) => written(value).default(NOT_MENTIONED);

/** A value that only some tables have: a condition of their own. */
export const sourcedIfAny = <T>(value: z.ZodType<T>) => written(value).optional();

export const moneyValue: z.ZodType<Li> = z.string().transform((text, context) => {
  const amount = parseYuan(text);
  if (amount !== null) return amount;
  context.addIssue({
    code: 'custom',
    message: '应为加引号的金额(元),至多三位小数,如 "400.00"',
  });
  return z.NEVER;
});
export const dateValue: z.ZodType<LocalDate> = localDateSchema;
export const monthsValue = z.int().min(0).max(60);
export const flagValue = z.boolean();
