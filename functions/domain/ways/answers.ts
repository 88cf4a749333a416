/** A question among other results. */
import type { Question } from './inquiry.ts';

export const isQuestion = (found: object): found is Question => 'settledBy' in found && 'key' in found;
