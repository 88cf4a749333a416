import { z } from 'zod';

/** A table as a document, in its order, whichever form it is written in. */
export const valuesSchema = z.array(
  z.object({
    path: z.string(),
    name: z.string(),
    value: z.json(),
    standing: z.string(),
    clause: z.string(),
    quote: z.string(),
    document: z.string(),
    note: z.string(),
    inferred: z.boolean().meta({ description: 'Its own document is behind it, and does not say it outright' }),
    information: z.boolean().meta({ description: 'Shown by papers and desks; it decides nothing' }),
  }),
);
