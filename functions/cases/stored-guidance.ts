/** What the policy table said on how to pay and whom to ask when the case was decided. */
import { z } from 'zod';

const text = z.string();
const citedText = z.object({ text, clause: text });

export const guidanceSchema = z.object({
  regionName: text,
  channels: z.array(
    z.object({
      channel: text.optional(),
      how: text,
      workingDaysOnly: z.boolean(),
      where: text.optional(),
      clause: text,
    }),
  ),
  windows: z.array(
    z.object({ timing: z.enum(['in_period', 'in_extension']), fromDay: z.number(), toDay: z.number(), clause: text }),
  ),
  inTimeUntil: z.object({ day: text, of: z.enum(['period', 'extension']) }).optional(),
  ordinaryOption: citedText.optional(),
  specialOption: citedText.optional(),
  queryDelay: z.object({ max: z.number(), realTime: z.array(text), clause: text }).optional(),
  registration: citedText.optional(),
  enquiries: z.array(
    z.object({ about: z.enum(['payment', 'registration_and_benefits']), who: text, phone: text, clause: text }),
  ),
  clauses: z.record(text, z.object({ document: text, quote: text })),
});
