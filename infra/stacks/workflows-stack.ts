import { join } from 'node:path';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CaseWorkflow } from '../constructs/case-workflow.ts';
import { OwnKey } from '../constructs/own-key.ts';
import { TaskFunction, type TaskFunctionProps } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import type { FunctionName } from './function-entries.ts';

type LatePaymentTask = Extract<FunctionName, `LatePayment${string}`>;
type TaskGrants = Pick<TaskFunctionProps, 'description' | 'tables'>;

/** The state machines with the functions of their tasks, and the policy tables that these functions decide by. */
export class WorkflowsStack extends Stack {
  readonly latePayment: CaseWorkflow;
  readonly encryptionKey: OwnKey;
  readonly #settings: DeploymentSettings;

  constructor(scope: Construct, id: string, settings: DeploymentSettings, data: DataStack) {
    super(scope, id, {
      description: 'Canbao: state machines, their tasks, and publishing of policy tables',
      env: { region: settings.region },
    });
    this.#settings = settings;
    this.encryptionKey = new OwnKey(this, 'WorkflowsKey', {
      alias: 'alias/canbao-workflows',
      description: 'Encrypts the executions of the state machines of Canbao',
      retain: settings.retain,
    });
    this.#publishPolicies(data);
    this.latePayment = new CaseWorkflow(this, 'LatePayment', {
      settings,
      name: 'canbao-late-payment',
      definitionFile: join(settings.workflows, 'late-payment/late-payment.asl.json'),
      functions: this.#createTasks(latePaymentTasks(data)),
      encryptionKey: this.encryptionKey,
    });
  }

  #createTasks(tasks: Record<LatePaymentTask, TaskGrants>) {
    const functions = typedEntries(tasks).map(([name, grants]) => {
      const task = new TaskFunction(this, name, {
        settings: this.#settings,
        withoutDeadLetters:
          'Called by the state machine, which waits for the answer, retries, and parks a failed case.',
        ...grants,
      });
      return [name, task.handler] as const;
    });
    return Object.fromEntries(functions);
  }

  #publishPolicies(data: DataStack): void {
    const publisher = new TaskFunction(this, 'PublishPolicies', {
      settings: this.#settings,
      description: 'Publishes the policy tables that were deployed with it',
      withoutDeadLetters: 'Called by CloudFormation, which waits for the answer and fails the deployment without one.',
      tables: [data.policies.allow(['GetItem', 'PutItem'])],
      timeout: Duration.minutes(2),
    });
    const published = new CustomResource(this, 'PolicyTables', {
      resourceType: 'Custom::PolicyTables',
      serviceToken: publisher.handler.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { Digest: this.#settings.policyDigest },
    });
    // Not before the function may write into the table.
    published.node.addDependency(publisher);
  }
}

function latePaymentTasks(data: DataStack): Record<LatePaymentTask, TaskGrants> {
  const changeCase = data.cases.allow(['GetItem', 'UpdateItem']);
  const readPolicies = data.policies.allow(['Query']);
  const sendNotice = data.notices.allow(['PutItem']);
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
      tables: [changeCase, sendNotice],
    },
    LatePaymentIssuePaymentNotice: {
      description: 'Issues the payment notice and the amount to be collected',
      tables: [changeCase, sendNotice, data.ledger.allow(['PutItem'])],
    },
    LatePaymentAwaitPayment: {
      description: 'Keeps the token that the payment will complete',
      tables: [changeCase],
    },
    LatePaymentRemindToPay: {
      description: 'Reminds before the last day to pay',
      tables: [changeCase, sendNotice],
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
      tables: [changeCase, sendNotice, data.ledger.allow(['UpdateItem'])],
    },
    LatePaymentCloseCase: {
      description: 'Closes a case that is not paid, with a reasoned decision',
      tables: [changeCase, sendNotice, data.ledger.allow(['UpdateItem'])],
    },
    LatePaymentParkCase: {
      description: 'Parks a case whose task failed where a caseworker sees why',
      tables: [changeCase],
    },
  };
}

function typedEntries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  const entries: [Key, Value][] = [];
  for (const key in record) entries.push([key, record[key]]);
  return entries;
}
