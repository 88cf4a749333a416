/** What a notice must tell a person: the section `notice` of a policy table. */
import { z } from 'zod';
import { CHANNELS } from '../regions.ts';
import { flagValue, sourced, sourcedIfAny } from './sourced.ts';

export const noticeRulesSchema = z
  .strictObject({
    channels: z
      .record(
        z.string(),
        z.strictObject({
          channel: z.enum(CHANNELS).optional(),
          how: sourced(z.string()),
          workingDaysOnly: sourcedIfAny(flagValue),
          where: z.string().optional(),
        }),
      )
      .default({}),
    /** The year option to choose on the payment page. */
    ordinaryOption: sourced(z.string()),
    specialOption: sourced(z.string()),
    /** Working days after a payment until its record can be queried. */
    queryDelay: sourced(z.strictObject({ min: z.int().min(0), max: z.int().min(0) })),
    realTimeChannels: sourced(z.array(z.enum(CHANNELS))),
    /** Which day counts as the day of payment. */
    paymentDay: sourced(z.enum(['tax_collection'])),
    registration: sourced(z.string()),
    /** With which documents, beside the id card, one can be insured; of a passport a silent table asks. */
    identityDocuments: z
      .strictObject({
        hmtResidencePermit: sourced(flagValue),
        permanentResidence: sourced(flagValue),
        passport: sourced(flagValue),
      })
      .prefault({}),
    enquiries: z
      .array(
        z.strictObject({
          about: z.enum(['payment', 'registration_and_benefits']),
          who: z.string(),
          phone: sourced(z.string()),
        }),
      )
      .default([]),
  })
  .prefault({});
