import type { TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { EarlierTask } from './earlier-tasks.ts';
import type { FunctionName } from './function-entries.ts';

type NewbornTask = Exclude<Extract<FunctionName, `Newborn${string}`>, EarlierTask>;

/** What each task of a newborn's case does, and what it may. */
export function newbornTasks(data: DataStack): Record<NewbornTask, TaskGrants> {
  const changeCase = data.cases.allow(['GetItem', 'UpdateItem']);
  const readPolicies = data.policies.allow(['Query']);
  const sendNotice = data.notices.allow(['PutItem']);
  return {
    NewbornAssess: {
      description: 'Decides what is next for a newborn by the policy tables, and plans its reminders',
      tables: [
        changeCase,
        readPolicies,
        data.ledger.allow(['GetItem', 'UpdateItem'], ['person']),
        data.reminders.allow(['UpdateItem']),
      ],
    },
    NewbornAskCaseworker: {
      description: 'Opens a task for a caseworker and keeps its token',
      tables: [changeCase],
    },
    NewbornAwaitParents: {
      description: 'Keeps the token that a registration, a payment or another event completes',
      tables: [changeCase],
    },
    NewbornTellRegistered: {
      description: 'Tells the parents that the child is registered and has benefits from birth',
      tables: [changeCase, sendNotice],
    },
    NewbornCheckPayment: {
      description: 'Checks amount and day of a payment by the policy of that day',
      tables: [changeCase, data.ledger.allow(['GetItem']), readPolicies],
    },
    NewbornAskAboutPayment: {
      description: 'Opens a task for a caseworker about a payment that does not fit',
      tables: [changeCase],
    },
    NewbornTellPaymentRefused: {
      description: 'Tells the parents why a payment does not count, and leaves it to a desk',
      tables: [changeCase, sendNotice, data.ledger.allow(['UpdateItem'])],
    },
    NewbornTellCovered: {
      description: 'Enrols the child for the coming year and tells the parents',
      tables: [
        changeCase,
        sendNotice,
        readPolicies,
        data.ledger.allow(['GetItem', 'PutItem', 'UpdateItem']),
        data.reminders.allow(['UpdateItem']),
      ],
    },
    NewbornTellMissed: {
      description: 'Tells the parents what paying late means',
      tables: [changeCase, sendNotice],
    },
    NewbornAskAboutLatePayment: {
      description: 'Opens a task to ask the parents whether they wish to pay late',
      tables: [changeCase],
    },
    NewbornOpenLatePaymentCase: {
      description: 'Opens the late-payment case of a child with everything that is known',
      tables: [data.cases.allow(['GetItem', 'PutItem', 'UpdateItem']), data.ledger.allow(['GetItem', 'UpdateItem'])],
    },
    NewbornCloseCase: {
      description: 'Closes the case of a newborn and lets its birth and year go',
      tables: [changeCase, sendNotice, data.ledger.allow(['UpdateItem'])],
    },
  };
}
