import { readStepName } from './steps.ts';

/** Notices that ask for something, or say that something may be used, by the beginning of their names. */
const NOTICES = ['payment_notice', 'nothing_to_pay', 'benefits_begin', 'documents_requested', 'newborn_missed'];

/** Whether a notice or a reminder of this name says nothing to the dead. */
export const isForTheLiving = (occasion: string): boolean =>
  readStepName(occasion) !== null || NOTICES.some((name) => occasion.startsWith(name));
