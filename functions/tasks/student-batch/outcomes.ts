/** What each task of a batch says to its state machine. */
import { z } from 'zod';
import { countsSchema } from '../../store/uploads/uploads.ts';

export const STUDENT_BATCH_OUTCOMES = {
  ListRows: z.strictObject({ rows: z.array(z.int()) }),
  OpenCases: z.strictObject({ counts: countsSchema }),
};
