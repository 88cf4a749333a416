import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { FunctionName } from './function-entries.ts';

type RefundTask = Extract<FunctionName, `Refund${string}`>;

/** What each task of a refund does, and what it may. */
export function refundTasks(data: DataStack): Record<RefundTask, TaskGrants> {
  const changeCase = data.cases.allow(['GetItem', 'UpdateItem']);
  const sendNotice = data.notices.allow(['PutItem']);
  return {
    RefundCheckGround: {
      description: 'Checks the ground of a refund by the policy tables and the ledger',
      tables: [
        data.cases.allow(['GetItem', 'BatchGetItem', 'UpdateItem'], ['person']),
        data.ledger.allow(['GetItem', 'UpdateItem']),
        data.policies.allow(['Query']),
      ],
    },
    RefundAskCaseworker: {
      description: 'Opens a task for what the tables leave open of a refund',
      tables: [changeCase],
    },
    RefundAwaitDocuments: {
      description: 'Keeps the token under which a refund waits for documents, and asks the applicant for them',
      tables: [changeCase, sendNotice],
    },
    RefundClaimPayments: {
      description: 'Claims the payments of a refund, each for one case only',
      tables: [changeCase, data.ledger.allow(['GetItem', 'UpdateItem'])],
    },
    RefundFirstReview: {
      description: 'Opens the first review of a refund',
      tables: [changeCase, data.ledger.allow(['GetItem'])],
    },
    RefundSecondReview: {
      description: 'Opens the second review of a refund',
      tables: [changeCase, data.ledger.allow(['GetItem'])],
    },
    RefundInstructPayout: {
      description: 'Orders the treasury to pay a refund, and tells the decision',
      tables: [changeCase, sendNotice, data.ledger.allow(['GetItem', 'PutItem'])],
    },
    RefundAwaitPayout: {
      description: "Keeps the token that the treasury's result completes",
      tables: [changeCase],
    },
    RefundCorrectAccount: {
      description: 'Opens a task about an account to which the bank did not pay, and tells the applicant',
      tables: [changeCase, sendNotice, data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem'])],
    },
    RefundSettleRefund: {
      description: 'Settles a refund that was paid, in the ledger and in its case',
      tables: [changeCase, sendNotice, data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem'])],
    },
    RefundCloseCase: {
      description: 'Closes a refund without money, with a reasoned decision, and lets its payments go',
      tables: [changeCase, sendNotice, data.ledger.allow(['GetItem', 'UpdateItem'])],
    },
  };
}
