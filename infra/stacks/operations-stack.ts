import {
  ArnFormat,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  CfnResource,
  CustomResource,
  Duration,
  Fn,
  Stack,
  Validations,
} from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct, IConstruct } from 'constructs';
import { FunctionSchedule } from '../constructs/function-schedule.ts';
import { OwnKey } from '../constructs/own-key.ts';
import { TaskFunction } from '../constructs/task-function.ts';
import { alarmName, ownMetrics, PASSED_OVER, ROLLING_BACK } from './alarm-names.ts';
import type { ApiStack } from './api-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { StackSettings } from './deployment-settings.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

/** Something that somebody has to see. Its name is a heading of `infra/RUNBOOK.md`, which says what to do. */
interface Watched {
  readonly name: string;
  /** The heading, where several alarms share one. */
  readonly heading?: string;
  readonly metric: IMetric;
  /** It rings when the metric's period reaches this; 1 if not given. */
  readonly from?: number;
  /**
   * It rings when the metric's period stays below this, and tells when figures stop coming. Before the first ones came
   * it is silent: on the day of the first deployment nothing has run yet.
   */
  readonly below?: number;
}

/**
 * Alarms for whoever runs the system, a dashboard of the same figures, and the topic that passes the alarms on. At the
 * very end the policy tables: whatever reads them is there by then.
 */
export class OperationsStack extends Stack {
  readonly #settings: StackSettings;

  constructor(
    scope: Construct,
    id: string,
    settings: StackSettings,
    built: { data: DataStack; workflows: WorkflowsStack; api: ApiStack },
  ) {
    super(scope, id, {
      description: 'Canbao: alarms, a dashboard, and publishing of policy tables',
      env: { region: settings.region },
    });
    this.#settings = settings;
    const { data, workflows, api } = built;
    const { prefix } = settings;
    const overdue = this.#countOverdue(data);
    const counting = this.#countCases(data);
    const started = sumOf(workflows.machines.map((arn) => ofMachine(arn, 'ExecutionsStarted')));
    const watched: Watched[] = [
      { name: 'executions-failed', metric: sumOf(workflows.machines.map((arn) => ofMachine(arn, 'ExecutionsFailed'))) },
      {
        name: ROLLING_BACK.timedOut,
        metric: sumOf(workflows.machines.map((arn) => ofMachine(arn, 'ExecutionsTimedOut'))),
      },
      { name: 'cases-parked', metric: workflows.parkCase.metricInvocations(FIVE_MINUTES) },
      {
        // One case is parked in the ordinary way, by its own data; a change that is wrong parks one after the other.
        name: ROLLING_BACK.manyParked,
        metric: new MathExpression({
          expression: 'IF(FILL(parked, 0) >= 3 AND FILL(parked, 0) * 10 >= started, 1, 0)',
          usingMetrics: { parked: workflows.parkCase.metricInvocations(FIVE_MINUTES), started },
          period: Duration.minutes(5),
        }),
      },
      { name: 'functions-throttled', metric: inAccount('AWS/Lambda', 'Throttles') },
      ...data.tables.flatMap(({ name, tableName, indexes }): Watched[] =>
        inTens(throttlesOf(tableName, indexes)).map((metrics, ten) => ({
          name: `tables-throttled-${name.toLowerCase()}${ten === 0 ? '' : `-${ten + 1}`}`,
          heading: 'tables-throttled',
          metric: sumOf(metrics),
        })),
      ),
      { name: 'api-faults', metric: ofApi(api.apiId, '5xx') },
      { name: 'schedules-dropped', metric: ofSchedules(prefix, 'InvocationDroppedCount') },
      {
        name: 'healing-not-run',
        metric: this.#countInLog('HealingRuns', api.healingLog, {
          message: 'healing done',
          statistic: 'Sum',
          minutes: 10,
        }),
        below: 1,
      },
      {
        name: 'sweep-not-run',
        metric: this.#countInLog('Sweeps', workflows.sweepLog, {
          message: 'sweep done',
          statistic: 'Sum',
          minutes: 24 * 60,
        }),
        below: 1,
      },
      {
        name: 'cases-taken-up',
        metric: this.#countInLog('CasesTakenUp', workflows.sweepLog, { message: 'cases taken up' }),
      },
      {
        name: 'policy-versions-passed-over',
        metric: new Metric({
          namespace: ownMetrics(prefix),
          metricName: PASSED_OVER.metricName,
          statistic: 'Maximum',
          period: Duration.minutes(5),
        }),
      },
      {
        name: 'messages-dead',
        metric: this.#countInLog('MessagesDead', workflows.deliveryLog, { message: 'dead messages' }),
      },
      {
        // It runs every five minutes: one that failed is made good by the next.
        name: 'statistics-not-counted',
        metric: counting.metricErrors({ statistic: 'Sum', period: Duration.minutes(15) }),
        from: 3,
      },
      { name: 'tasks-overdue', metric: this.#countInLog('TasksOverdue', overdue, { message: 'overdue tasks' }) },
      {
        name: 'reminders-not-run',
        metric: ofMachine(workflows.remindersArn, 'ExecutionsSucceeded', Duration.days(1)),
        below: 1,
      },
    ];
    const topic = this.#createTopic();
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: prefix });
    for (const one of watched) {
      this.#ring(one, topic);
      dashboard.addWidgets(new GraphWidget({ title: one.name, left: [one.metric], width: 8 }));
    }
    new CfnOutput(this, 'AlarmTopicArn', {
      description: 'Subscribe whoever is on call to this topic',
      value: topic.topicArn,
    });
    this.#publishPolicies(data);
  }

  /** After everything else of the last stack: a table is never there before all code that reads it. */
  #publishPolicies(data: DataStack): void {
    const publisher = new TaskFunction(this, 'PublishPolicies', {
      settings: this.#settings,
      description: 'Publishes the policy tables that were deployed with it',
      withoutDeadLetters: 'Called by CloudFormation, which waits for the answer and fails the deployment without one.',
      tables: [data.policies.allow(['GetItem', 'PutItem'])],
      timeout: Duration.minutes(2),
    });
    // A resource that a parameter leaves out can't be waited for.
    const isAlways = (one: IConstruct) =>
      !one.node.findAll().some((part) => CfnResource.isCfnResource(part) && part.cfnOptions.condition);
    const before = this.node.children.filter(isAlways);
    const published = new CustomResource(this, 'PolicyTables', {
      resourceType: 'Custom::PolicyTables',
      serviceToken: publisher.handler.functionArn,
      serviceTimeout: Duration.minutes(5),
      properties: { Digest: this.#settings.policyDigest },
    });
    published.node.addDependency(...before);
  }

  #ring({ name, heading = name, metric, from = 1, below }: Watched, topic: Topic): void {
    const alarm = new Alarm(this, name, {
      alarmName: alarmName(this.#settings.prefix, name),
      alarmDescription: `See ${heading} in infra/RUNBOOK.md`,
      metric,
      threshold: below ?? from,
      evaluationPeriods: 1,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.MISSING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    // An alarm is born without data, and only a change of its state tells anybody.
    if (below !== undefined) alarm.addInsufficientDataAction(new SnsAction(topic));
  }

  #createTopic(): Topic {
    const key = new OwnKey(this, 'AlarmsKey', {
      alias: `alias/${this.#settings.prefix}-alarms`,
      description: 'Encrypts the alarms of Canbao on their way',
      retain: this.#settings.retain,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LetAlarmsBePublished',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const topic = new Topic(this, 'Alarms', { masterKey: key, enforceSSL: true });
    // A policy of ours takes the place of the one by which the account's own services may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LetAlarmsPublish',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': this.account },
          ArnLike: {
            'aws:SourceArn': this.formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              resourceName: `${this.#settings.prefix}-*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    this.#tell(topic, 'AlarmEmail', 'email', {
      description: 'Mailbox of whoever is on call, who has to confirm it by the first mail; or none',
      allowedPattern: 'none|[^@\\s]+@[^@\\s]+',
    });
    this.#tell(topic, 'AlarmUrl', 'https', {
      description: 'Address that alarms are posted to, such as a group robot behind a relay that confirms; or none',
      allowedPattern: 'none|https://[^\\s]+',
    });
    return topic;
  }

  /** Whoever is told is a parameter: it differs from one deployment to the next, and names somebody. */
  #tell(topic: Topic, id: string, protocol: string, asked: { description: string; allowedPattern: string }): void {
    const endpoint = new CfnParameter(this, id, { default: 'none', ...asked }).valueAsString;
    const subscription = new CfnSubscription(this, `${id}Subscription`, {
      topicArn: topic.topicArn,
      protocol,
      endpoint,
    });
    Validations.of(subscription).acknowledge({
      id: 'Serverless-SNSRedrivePolicy',
      reason:
        'An alarm that could not be handed over still rings on the dashboard; a queue of old alarms helps nobody.',
    });
    subscription.cfnOptions.condition = new CfnCondition(this, `Has${id}`, {
      expression: Fn.conditionNot(Fn.conditionEquals(endpoint, 'none')),
    });
  }

  /** The count of a message in a log, as a metric. */
  #countInLog(
    id: string,
    logGroup: ILogGroup,
    { message, statistic = 'Maximum', minutes = 60 }: { message: string; statistic?: string; minutes?: number },
  ): Metric {
    const metricNamespace = ownMetrics(this.#settings.prefix);
    new MetricFilter(this, id, {
      logGroup,
      metricNamespace,
      metricName: id,
      metricValue: '$.count',
      filterPattern: FilterPattern.stringValue('$.message', '=', message),
    });
    return new Metric({ namespace: metricNamespace, metricName: id, statistic, period: Duration.minutes(minutes) });
  }

  #countOverdue(data: DataStack): ILogGroup {
    const counter = new TaskFunction(this, 'CountOverdue', {
      settings: this.#settings,
      description: 'Counts the tasks that wait at desks beyond their day',
      withoutDeadLetters: 'The next morning counts anew; an alarm that misses a day is seen on the desks themselves.',
      tables: [data.cases.allow([], ['queue']), data.policies.allow(['Query'])],
    });
    new FunctionSchedule(this, 'Overdue', {
      group: this.#settings.prefix,
      handler: counter.handler,
      description: 'Canbao: count overdue tasks',
      expression: 'cron(30 8 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.overdue',
    });
    return counter.handler.logGroup;
  }

  #countCases(data: DataStack): TaskFunction['handler'] {
    const { handler } = new TaskFunction(this, 'CountCases', {
      settings: this.#settings,
      description: 'Keeps the figures of the statistics as cases change',
      withoutDeadLetters: 'What a run left uncounted is still marked in the cases, and the next one counts it.',
      timeout: Duration.minutes(10),
      memoryMb: 1024,
      tables: [
        data.cases.allow(['BatchGetItem', 'UpdateItem'], ['pending', 'region']),
        data.counts.allow(['GetItem', 'PutItem', 'UpdateItem', 'Query']),
        data.policies.allow(['Query']),
      ],
    });
    const group = this.#settings.prefix;
    new FunctionSchedule(this, 'Counting', {
      group,
      handler,
      description: 'Canbao: count what has changed in cases',
      expression: 'rate(5 minutes)',
      source: 'canbao.count',
    });
    new FunctionSchedule(this, 'Recounting', {
      group,
      handler,
      description: 'Canbao: add up the figures of the statistics anew',
      expression: 'cron(40 3 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.recount',
    });
    return handler;
  }
}

const FIVE_MINUTES = { statistic: 'Sum', period: Duration.minutes(5) } as const;

const ofMachine = (arn: string, metricName: string, period = Duration.minutes(5)): Metric =>
  new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { StateMachineArn: arn },
    statistic: 'Sum',
    period,
  });

const inAccount = (namespace: string, metricName: string): Metric =>
  new Metric({ namespace, metricName, ...FIVE_MINUTES });

/** Reads and writes that were refused, of the table and of each of its indexes, which have limits of their own. */
const throttlesOf = (TableName: string, indexes: readonly string[]): Metric[] =>
  [{ TableName }, ...indexes.map((index) => ({ TableName, GlobalSecondaryIndexName: index }))].flatMap(
    (dimensionsMap) =>
      // Nothing writes into an index but its table, whose own count does not hold it.
      ['ReadThrottleEvents', 'WriteThrottleEvents'].map(
        (metricName) => new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap, ...FIVE_MINUTES }),
      ),
  );

const ofSchedules = (group: string, metricName: string): Metric =>
  new Metric({ namespace: 'AWS/Scheduler', metricName, dimensionsMap: { ScheduleGroup: group }, ...FIVE_MINUTES });

const ofApi = (apiId: string, metricName: string): Metric =>
  new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap: { ApiId: apiId }, ...FIVE_MINUTES });

/** As many as an alarm may have. */
const inTens = (metrics: Metric[]): Metric[][] =>
  Array.from({ length: Math.ceil(metrics.length / 10) }, (_none, ten) => metrics.slice(ten * 10, ten * 10 + 10));

/** @throws for more than ten metrics, which is what an alarm may have */
function sumOf(metrics: Metric[]): MathExpression {
  if (metrics.length > 10) throw new Error(`an alarm has at most ten metrics, not ${metrics.length}`);
  const names = metrics.map((_, index) => `m${index}`);
  return new MathExpression({
    expression: names.map((name) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period: Duration.minutes(5),
  });
}
