/** What an agency says of itself, as the routes give and take it. */
import { z } from 'zod';
import { agencySchema } from '../../domain/agency.ts';

export const agencyParams = z.strictObject({ region: z.string().regex(/^\d{6}$/, '应为六位区划代码') });
export const agencyAnswer = z.object({
  region: z.string(),
  /** Null as long as nobody has filled it in. */
  agency: agencySchema.nullable(),
  changedBy: z.string().nullable(),
  changedByName: z
    .string()
    .nullable()
    .meta({ description: 'As the sign-in called the person; the id where it said no name' }),
  changedAt: z.string().nullable(),
});
