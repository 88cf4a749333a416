/** What a release reads policy tables with, bundled as `code/reader.mjs.gz`: newer data is run under it ever after. */
export { readVersions } from '../../functions/audit/stored-cases.ts';
export { answerAssessment } from '../../functions/domain/assessments.ts';
export { openPolicyDrafts } from '../../functions/store/policies/policy-drafts.ts';
export { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
