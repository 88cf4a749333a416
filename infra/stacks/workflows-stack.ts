import { join } from 'node:path';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CaseWorkflow } from '../constructs/case-workflow.ts';
import { OwnKey } from '../constructs/own-key.ts';
import { TaskFunction, type TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import { importTasks } from './file-workflow-tasks.ts';
import type { FunctionName } from './function-entries.ts';
import { latePaymentTasks } from './late-payment-tasks.ts';

/** The state machines with the functions of their tasks, and the policy tables that these functions decide by. */
export class WorkflowsStack extends Stack {
  readonly latePayment: CaseWorkflow;
  readonly imports: CaseWorkflow;
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
    const shared = this.#createTasks({
      ParkCase: {
        description: 'Parks a case whose task failed where a caseworker sees why',
        tables: [data.cases.allow(['GetItem', 'UpdateItem'])],
      },
    });
    this.latePayment = this.#createMachine('LatePayment', 'late-payment', {
      ...shared,
      ...this.#createTasks(latePaymentTasks(data)),
    });
    this.imports = this.#createMachine('Imports', 'imports', this.#createTasks(importTasks(data)));
  }

  /** The state machine of a kind of case, from the file of that name. */
  #createMachine(id: string, kind: string, functions: Record<string, IFunction>): CaseWorkflow {
    return new CaseWorkflow(this, id, {
      settings: this.#settings,
      name: `canbao-${kind}`,
      definitionFile: join(this.#settings.workflows, `${kind}/${kind}.asl.json`),
      functions,
      encryptionKey: this.encryptionKey,
    });
  }

  #createTasks<Name extends FunctionName>(tasks: Record<Name, TaskGrants>): Record<string, IFunction> {
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

function typedEntries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  const entries: [Key, Value][] = [];
  for (const key in record) entries.push([key, record[key]]);
  return entries;
}
