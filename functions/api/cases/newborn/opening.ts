/** What opens the case of a newborn, and what only the calendar can say about it. */
import { z } from 'zod';
import { addMonths, type LocalDate, localDateSchema } from '../../../domain/calendar.ts';
import { nationalIdentitySchema } from '../../../domain/late-payment/request.ts';
import { birthCertificateSchema } from '../../../domain/person/birth-certificate.ts';
import { regionSchema } from '../../../domain/regions.ts';
import type { Issue } from '../../../runtime/problem.ts';
import { openingPersonSchema } from '../opening-person.ts';

export const newbornOpeningSchema = z.strictObject({
  kind: z.literal('newborn'),
  region: regionSchema,
  /** 出生医学证明编号 */
  birthCertificateNumber: birthCertificateSchema,
  bornOn: localDateSchema,
  /** Who is told, and pays. */
  parent: openingPersonSchema,
  childName: openingPersonSchema.shape.name.optional(),
  identities: z.array(nationalIdentitySchema).max(20).optional(),
});
export type NewbornOpening = z.output<typeof newbornOpeningSchema>;

/** A child is a newborn for one year: whoever is older is enrolled like anybody else. */
export function birthDateIssues(bornOn: LocalDate, today: LocalDate): Issue[] {
  if (bornOn > today) return [{ path: 'bornOn', message: `出生日期不能晚于今天（${today}）` }];
  const last = addMonths(bornOn, 12);
  if (last >= today) return [];
  return [{ path: 'bornOn', message: `出生已满一年（${last}），不再按新生儿办理，请办理普通参保或补缴` }];
}
