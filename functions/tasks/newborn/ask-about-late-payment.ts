/** State "AskAboutLatePayment": a task to ask the parents whether they wish to pay late. */

import type { Ask } from '../../cases/case-base.ts';
import { knownByBirthOnly, type NewbornCase, newbornCaseSchema } from '../../cases/newborn/case.ts';
import { NEWBORN_OPENINGS } from '../../cases/newborn/waits.ts';
import { yuan } from '../../notices/words.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openCaseStore } from '../../store/cases/case-store.ts';
import { openDocumentClient } from '../../store/client.ts';
import { waitEventSchema } from '../case/event.ts';
import { openWaitOf } from '../case/open-wait.ts';
import { knownPlanOf } from './current-child.ts';
import { NEWBORN_TURNS } from './outcomes.ts';

const { CASES_TABLE } = readConfiguration(['CASES_TABLE']);
const cases = openCaseStore(openDocumentClient(), CASES_TABLE, newbornCaseSchema);

export const handler = taskHandler(waitEventSchema, async (event) => {
  await openWaitOf(cases, event, NEWBORN_OPENINGS[NEWBORN_TURNS.AskAboutLatePayment], wishOf);
});

function wishOf(current: NewbornCase): Ask {
  const { late, assessedOn } = knownPlanOf(current);
  const payable = late?.amounts.payable ?? null;
  const amount = payable === null ? '应缴金额须另行核定' : `按 ${assessedOn} 测算应缴${yuan(payable)}`;
  return {
    reviews: [],
    confirmations: [],
    differences: [
      `请询问家长是否愿意补缴 ${current.coverageYear} 年度：${amount}。`,
      ...(knownByBirthOnly(current) ? ['开办补缴前，须先登记孩子的身份证号码。'] : []),
    ],
  };
}
