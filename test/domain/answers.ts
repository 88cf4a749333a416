/** Answers of the assessment contract over the published tables. */
import { answerAssessment } from '../../functions/domain/assessments.ts';
import type { JsonObject } from '../../functions/domain/policy.ts';
import { replaceAt } from '../../functions/policies/layers.ts';
import { versionOf } from '../../functions/policies/version.ts';
import { firstFormOf, versionsOf } from './late-payment/tables.ts';

export const answer = (kind: string, request: unknown): Promise<object> => answerAssessment(kind, request, versionsOf);

/** The same over a table in its first form that has other values at dotted paths instead of its own. */
export const answerBy = (replaced: JsonObject, kind: string, request: unknown): Promise<object> =>
  answerAssessment(kind, request, (region, coverageYear) =>
    firstFormOf(region, coverageYear).map(({ source }) => versionOf(replaceAt(source, replaced))),
  );
