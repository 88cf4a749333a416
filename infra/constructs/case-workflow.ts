import { ArnFormat, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine, CfnStateMachineAlias, CfnStateMachineVersion } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { readDefinition } from '../build/definitions/read-definition.ts';
import { alarmName, ROLLING_BACK } from '../stacks/alarm-names.ts';
import { type DeploymentSettings, hasTracing, type StackSettings } from '../stacks/deployment-settings.ts';
import { KeptLogGroup } from './kept-log-group.ts';
import { stackPart } from './stack-part.ts';

export interface CaseWorkflowProps {
  readonly settings: StackSettings;
  /** Name of the state machine. It is part of the key's condition, so it can't be left to CloudFormation. */
  readonly name: string;
  /** The file that people review; what all machines have in common is put in. */
  readonly definitionFile: string;
  /** Functions that the file calls, by the name that stands before `Arn` in its substitutions. */
  readonly functions: Readonly<Record<string, IFunction>>;
  /** Functions that only executions of earlier definitions call: they go on under the same role. */
  readonly earlierFunctions: readonly IFunction[];
  /** Encrypts the definition, the executions' data and the log on its way. */
  readonly encryptionKey: IKey;
}

/** The alias by which executions are started. */
export const LIVE = 'live';

/**
 * A Standard state machine from its reviewed file, expanded, with `${partition}` and one `${<Function>Arn}` for each function
 * substituted. It may call these functions, write its log, use its key, and nothing else. Each deployment that changes
 * it publishes a version, to which the alias `live` moves.
 *
 * Made from the L1 resource: the L2 lets the log service decrypt everything under the key, without a condition.
 */
export class CaseWorkflow extends Construct {
  readonly arn: string;
  readonly name: string;
  /** Every execution of the machine. */
  readonly executionsArn: string;
  /** By this executions are started; permissions are on `arn`, on the condition that it is by this alias. */
  readonly liveArn: string;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: CaseWorkflowProps) {
    super(scope, id);
    const { settings, encryptionKey } = props;
    const stack = Stack.of(this);
    this.name = props.name;
    // From its parts, because the role's conditions need it before the machine exists.
    this.arn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: props.name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.executionsArn = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${props.name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.liveArn = `${this.arn}:${LIVE}`;
    // Log delivery keeps one resource policy for all groups under this prefix; others fill up its 5,120 characters.
    const logGroup = new KeptLogGroup(this, 'Logs', {
      retain: settings.retain,
      encryptionKey: settings.logsKey,
      name: `/aws/vendedlogs/states/${props.name}-${stackPart(stack)}`,
    });
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          // AWS does not say by which ARN an execution of a version comes for its role.
          ArnEquals: { 'aws:SourceArn': [this.arn, `${this.arn}:*`] },
        },
      }),
    });
    const definition = readDefinition(props.definitionFile);
    this.#allowCalls([...Object.values(props.functions), ...props.earlierFunctions]);
    if (definition.includes('"DISTRIBUTED"')) this.#allowOwnExecutions(props);
    this.#allowLogs();
    this.#allowKey(encryptionKey);
    if (hasTracing(settings)) this.#allowTraces();
    Validations.of(this.#role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'Neither the log delivery API nor X-Ray has resource-level permissions; Step Functions asks for these.',
    });

    const machine = new CfnStateMachine(this, 'StateMachine', {
      stateMachineName: props.name,
      stateMachineType: 'STANDARD',
      roleArn: this.#role.roleArn,
      definitionString: definition,
      definitionSubstitutions: {
        partition: stack.partition,
        ...Object.fromEntries(Object.entries(props.functions).map(([name, fn]) => [`${name}Arn`, fn.functionArn])),
      },
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logGroup.logGroupArn } }],
      },
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: encryptionKey.keyArn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
      tracingConfiguration: { enabled: hasTracing(settings) },
    });
    // Step Functions checks already while it creates the machine that the role may deliver logs and use the key.
    machine.node.addDependency(this.#role);
    if (!hasTracing(settings)) acknowledgeMissingTraces(machine);
    this.#publish(machine, settings);
  }

  #publish(machine: CfnStateMachine, { prefix, rollout }: DeploymentSettings): void {
    const version = new CfnStateMachineVersion(this, 'Version', {
      stateMachineArn: machine.attrArn,
      stateMachineRevisionId: machine.attrStateMachineRevisionId,
    });
    // The version before is what a rollback goes back to; it goes with its state machine.
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const shift = rollout === 'gradual' ? { type: 'CANARY', percentage: 10, interval: 15 } : { type: 'ALL_AT_ONCE' };
    new CfnStateMachineAlias(this, 'Live', {
      name: LIVE,
      deploymentPreference: {
        ...shift,
        stateMachineVersionArn: version.attrArn,
        // By name: they watch this stack from another one. At the first deployment there is nothing to go back to.
        ...(rollout === 'gradual' && {
          alarms: Object.values(ROLLING_BACK).map((heading) => alarmName(prefix, heading)),
        }),
      },
    });
  }

  #allowCalls(functions: readonly IFunction[]): void {
    this.#allow(
      'CallFunctions',
      ['lambda:InvokeFunction'],
      functions.map((fn) => fn.functionArn),
    );
  }

  /** A distributed Map works on its items in executions of the same machine. */
  #allowOwnExecutions({ name, settings: { region } }: CaseWorkflowProps): void {
    this.#allow('StartMapRuns', ['states:StartExecution'], [this.arn]);
    // Executions of a map run have names below the machine's, which nobody knows before.
    const executions = [`${name}:*`, `${name}/*`].map((resourceName) =>
      Stack.of(this).formatArn({
        service: 'states',
        resource: 'execution',
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    );
    this.#allow('WatchMapRuns', ['states:DescribeExecution', 'states:StopExecution'], executions);
    const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
    for (const names of [`${name}:*`, `${name}/*`]) {
      const arn = `arn:${partition}:states:${region}:<AWS::AccountId>:execution:${names}`;
      Validations.of(this.#role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${arn}]`,
        reason: 'Executions of a map run get their names from Step Functions; only those of this machine are meant.',
      });
    }
  }

  #allowLogs(): void {
    const actions = [
      'logs:CreateLogDelivery',
      'logs:GetLogDelivery',
      'logs:UpdateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:DescribeResourcePolicies',
      'logs:DescribeLogGroups',
    ];
    this.#allow('DeliverLogs', actions, ['*']);
  }

  #allowKey(key: IKey): void {
    this.#allow('UseKeyForExecutions', ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
      'kms:EncryptionContext:aws:states:stateMachineArn': this.arn,
    });
    // Log delivery writes this ARN, star included, into the encryption context: the star is no wildcard here.
    const logContext = {
      'kms:EncryptionContext:SourceArn': Stack.of(this).formatArn({
        service: 'logs',
        resource: '*',
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      }),
    };
    this.#allow('EncryptLogs', ['kms:GenerateDataKey'], [key.keyArn], logContext);
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LetLogDeliveryDecryptLogs',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['kms:Decrypt'],
        resources: ['*'],
        conditions: { StringEquals: logContext },
      }),
    );
  }

  #allowTraces(): void {
    const actions = [
      'xray:PutTraceSegments',
      'xray:PutTelemetryRecords',
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
    ];
    this.#allow('WriteTraces', actions, ['*']);
  }

  #allow(sid: string, actions: string[], resources: string[], equal?: Record<string, string>): void {
    const conditions = equal === undefined ? {} : { StringEquals: equal };
    this.#role.addToPolicy(new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions }));
  }
}

function acknowledgeMissingTraces(machine: CfnStateMachine): void {
  for (const id of ['AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray']) {
    Validations.of(machine).acknowledge({
      id,
      reason: 'X-Ray is not offered with Lambda in the China regions; the log of every event has the execution ARN.',
    });
  }
}
