/** What the tasks of an import say to its state machine: both states call the same function. */
import { z } from 'zod';
import { countsSchema } from '../../store/uploads/uploads.ts';

const storedSchema = z.strictObject({ counts: countsSchema });

export const IMPORTS_OUTCOMES = { StorePart: storedSchema, LeavePart: storedSchema };
