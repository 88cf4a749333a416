/** Answers of the assessment contract over the published tables. */
import { answerAssessment } from '../../functions/domain/assessments.ts';
import { versionsOf } from './late-payment/tables.ts';

export const answer = (kind: string, request: unknown): Promise<object> => answerAssessment(kind, request, versionsOf);
