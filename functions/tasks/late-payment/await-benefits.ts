/** State "AwaitBenefits": keeps the token under which the case can be withdrawn until benefits begin. */
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/case-store.ts';
import { openDocumentClient } from '../../store/document-client.ts';
import { benefitOf } from './benefit-of-case.ts';
import { waitEventSchema } from './event.ts';
import { openWait } from './open-wait.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWait(cases, event, {
    kind: 'benefits',
    opener: 'AwaitBenefits',
    from: ['checking_payment', 'assessing'],
    state: 'awaiting_benefits',
    due: (current) => benefitOf(current).start,
  });
});
