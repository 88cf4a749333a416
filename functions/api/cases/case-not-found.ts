import { ProblemError } from '../../runtime/problem.ts';

/** The same for a case that is none and for one of another region. */
export const caseNotFound = (caseId: string): ProblemError =>
  new ProblemError('case_not_found', `没有案件 ${caseId.slice(0, 40)}，或不属于您负责的统筹区。`);
