import { type OpenQuestions, openQuestions, type Settlement } from '../settlement.ts';
import type { NewbornAssessment } from './assessment.ts';

/** What nobody is asked to confirm. On which days we remind is our own habit: it gives nobody a right. */
export const NEVER_CONFIRMED: readonly string[] = ['newborn.remindDaysBefore'];

/** What a caseworker is asked of a newborn's decision. A child that is not registered yet is not registered late. */
export function openNewbornQuestions(
  assessment: NewbornAssessment,
  settlement: Settlement,
  registered: boolean,
): OpenQuestions {
  const { reviews, confirmations } = openQuestions(assessment, settlement);
  return {
    reviews: reviews.filter(({ code }) => registered || code !== 'registered_after_birth_year'),
    confirmations: confirmations.filter(({ field }) => !NEVER_CONFIRMED.includes(field)),
  };
}
