/** Names of the stages under which the parts of a batch lie with the uploads. Every check of its file has its own. */

export const checkStage = (check: string): string => `check-${check}`;
/** Rows that a check laid ready to be opened as cases. */
export const goodStage = (check: string): string => `good-${check}`;
export const OPEN_STAGE = 'open';

/** Students that one function opens; a batch of the state machine is as large. */
export const ROWS_A_PART = 100;
/** Student numbers of the rows of `OPEN_STAGE`, sealed: by them a university knows whose case is whose. */
export const STUDENTS_STAGE = 'students';
