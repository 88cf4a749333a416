import type { Answer } from '../api/client.ts';

/** A case with all that is shown of it. */
export type CaseView = Answer<'getCase'>;
