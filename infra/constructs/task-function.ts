import { join } from 'node:path';
import { Duration, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ownMetrics, PASSED_OVER } from '../stacks/alarm-names.ts';
import { hasTracing, type StackSettings } from '../stacks/deployment-settings.ts';
import type { FunctionName } from '../stacks/function-entries.ts';
import type { CaseWorkflow } from './case-workflow.ts';
import type { OfObjects } from './document-bucket.ts';
import { KeptLogGroup } from './kept-log-group.ts';
import type { TableAccess } from './record-table.ts';

export interface TaskFunctionProps {
  readonly settings: StackSettings;
  readonly description: string;
  /** Why an event that is lost or fails needs no queue of its own: a reviewer reads it in the validation report. */
  readonly withoutDeadLetters: string;
  readonly tables: readonly TableAccess[];
  /** Environment beside the names of the tables. */
  readonly environment?: Record<string, string>;
  /** Permissions beside those on the tables. */
  readonly statements?: readonly PolicyStatement[];
  /** Why a statement may name all resources: because the action has no resource-level permissions. */
  readonly acceptedStar?: string;
  /** State machines whose executions a statement names all of: nobody knows their names before. */
  readonly ofMachines?: readonly Pick<CaseWorkflow, 'name'>[];
  /** Objects of a bucket that a statement names all of: their keys are made of cases. */
  readonly ofObjects?: OfObjects;
  readonly timeout?: Duration;
  /** Megabytes; 512 if not given. */
  readonly memoryMb?: number;
}

/** What the function of a Task state does, and what it may. */
export type TaskGrants = Pick<
  TaskFunctionProps,
  'description' | 'tables' | 'environment' | 'statements' | 'timeout' | 'memoryMb' | 'ofMachines' | 'ofObjects'
>;

/**
 * One Lambda function with a role, a log group and an environment of its own. It may do what is written in `tables`
 * and `statements`, write to its log group, and nothing else.
 */
export class TaskFunction extends Construct {
  readonly handler: LambdaFunction;

  constructor(scope: Construct, id: FunctionName, props: TaskFunctionProps) {
    super(scope, id);
    const { settings } = props;
    const logGroup = new KeptLogGroup(this, 'Logs', { retain: settings.retain, encryptionKey: settings.logsKey });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'OwnLogs',
        effect: Effect.ALLOW,
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    for (const statement of props.tables.flatMap((access) => access.statements)) role.addToPolicy(statement);
    for (const statement of props.statements ?? []) role.addToPolicy(statement);

    this.handler = new LambdaFunction(this, 'Function', {
      description: props.description,
      code: Code.fromAsset(join(settings.bundles, id)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: settings.architecture === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      memorySize: props.memoryMb ?? 512,
      timeout: props.timeout ?? Duration.seconds(20),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: hasTracing(settings) ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: {
        ...Object.fromEntries(props.tables.map((access) => [access.variable, access.tableName])),
        ...props.environment,
      },
    });
    if (props.tables.some(({ variable }) => variable === 'POLICIES_TABLE')) this.#countPassedOver(settings, logGroup);
    this.#acknowledgeFindings(props, role);
  }

  /** Whoever reads policy tables may be the first to meet a version of newer code. */
  #countPassedOver({ prefix }: StackSettings, logGroup: ILogGroup): void {
    new MetricFilter(this, 'PassedOver', {
      logGroup,
      metricNamespace: ownMetrics(prefix),
      metricName: PASSED_OVER.metricName,
      metricValue: '$.count',
      filterPattern: FilterPattern.stringValue('$.message', '=', PASSED_OVER.message),
    });
  }

  #acknowledgeFindings(props: TaskFunctionProps, role: Role): void {
    Validations.of(this.handler).acknowledge({ id: 'Serverless-LambdaDLQ', reason: props.withoutDeadLetters });
    const tracing = hasTracing(props.settings);
    const stars = [props.acceptedStar, tracing ? 'X-Ray has no resource-level permissions.' : undefined];
    const reason = stars.filter((star) => star !== undefined).join(' ');
    if (reason !== '') Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason });
    const { region } = props.settings;
    const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
    for (const { name } of props.ofMachines ?? []) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:${partition}:states:${region}:<AWS::AccountId>:execution:${name}:*]`,
        reason: 'Executions are named after cases, which nobody knows before; only those of this machine are meant.',
      });
    }
    for (const resource of props.ofObjects?.resources ?? []) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${resource}]`,
        reason: 'Documents are named after cases, which nobody knows before; only those of this bucket are meant.',
      });
    }
    if (!tracing) {
      Validations.of(this.handler).acknowledge({
        id: 'Serverless-LambdaTracing',
        reason: 'Lambda has no X-Ray in the China regions; log lines carry the request id and the execution instead.',
      });
    }
  }
}
