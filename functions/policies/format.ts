/**
 * The number of the form that a table is written in. Who changes a form so that older code could not read it gives it the
 * next number here; such versions stand where the code that knows the number looks, and older code passes them over.
 */
import type { JsonObject } from '../domain/policy.ts';
import { isInWays } from '../domain/reading/read-table.ts';

/** 1: periods, late phases and exits, as 0.1.1 reads them. 2: ways in. */
const [FIRST_FORM, WAYS] = [1, 2] as const;

/** The newest that this code reads. */
export const NEWEST_FORMAT = WAYS;

export const formatOf = (source: JsonObject): number => (isInWays(source) ? WAYS : FIRST_FORM);
