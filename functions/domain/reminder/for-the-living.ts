import { readStepName } from './steps.ts';

/** Notices that ask for something, say that it did not come, or that something may be used, by how their names begin. */
const NOTICES = [
  'payment_notice',
  'nothing_to_pay',
  'benefits_begin',
  'documents_requested',
  'unpaid',
  'newborn_missed',
  'newborn_covered',
];

/** Whether a notice or a reminder of this name says nothing to the dead. */
export const isForTheLiving = (occasion: string): boolean =>
  readStepName(occasion) !== null || NOTICES.some((name) => occasion.startsWith(name));
