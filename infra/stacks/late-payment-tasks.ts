import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { EarlierTask } from './earlier-tasks.ts';
import type { FunctionName } from './function-entries.ts';

type LatePaymentTask = Exclude<Extract<FunctionName, `LatePayment${string}`>, EarlierTask>;

/** What each task of a late payment does, and what it may. */
export function latePaymentTasks(data: DataStack): Record<LatePaymentTask, TaskGrants> {
  const changeCase = data.cases.allow(['GetItem', 'UpdateItem']);
  const knowPerson = data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person']);
  const readPolicies = data.policies.allow(['Query']);
  const sendNotice = data.notices.allow(['PutItem']);
  const planReminders = data.reminders.allow(['UpdateItem']);
  return {
    LatePaymentAssess: {
      description: 'Assesses a late payment by the policy tables',
      tables: [changeCase, readPolicies],
    },
    LatePaymentAskCaseworker: {
      description: 'Opens a task for a caseworker and keeps its token',
      tables: [changeCase],
    },
    LatePaymentAwaitDocuments: {
      description: 'Keeps the token under which a case waits for documents, and asks the applicant for them',
      tables: [changeCase, sendNotice, planReminders],
    },
    LatePaymentIssuePaymentNotice: {
      description: 'Issues the payment notice and the amount to be collected',
      tables: [
        knowPerson,
        data.notices.allow(['GetItem', 'PutItem']),
        data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem'], ['person']),
      ],
    },
    LatePaymentAwaitPayment: {
      description: 'Keeps the token that the payment will complete, and plans the reminder of its last day',
      tables: [changeCase, planReminders],
    },
    LatePaymentCheckPayment: {
      description: 'Checks amount and day of a payment by the policy of that day',
      tables: [changeCase, data.ledger.allow(['GetItem', 'UpdateItem']), readPolicies],
    },
    LatePaymentAskAboutPayment: {
      description: 'Opens a task for a caseworker about a payment that does not fit',
      tables: [changeCase],
    },
    LatePaymentAwaitBenefits: {
      description: 'Keeps the token under which a case waits for its benefits, so that it can be withdrawn',
      tables: [changeCase, sendNotice],
    },
    LatePaymentTellBenefitsBegin: {
      description: 'Tells the person that benefits begin, and enrols them',
      tables: [knowPerson, sendNotice, data.ledger.allow(['GetItem', 'UpdateItem'], ['person'])],
    },
    LatePaymentCloseCase: {
      description: 'Closes a case that is not paid, with a reasoned decision',
      tables: [knowPerson, sendNotice, data.ledger.allow(['GetItem', 'UpdateItem'], ['person'])],
    },
  };
}
