import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
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
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { FunctionSchedule } from '../constructs/function-schedule.ts';
import { OwnKey } from '../constructs/own-key.ts';
import { TaskFunction } from '../constructs/task-function.ts';
import { alarmName, ROLLING_BACK } from './alarm-names.ts';
import type { ApiStack } from './api-stack.ts';
import type { DataStack } from './data-stack.ts';
import type { DeploymentSettings } from './deployment-settings.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

/** Something that somebody has to see. Its name is a heading of `infra/RUNBOOK.md`, which says what to do. */
interface Watched {
  readonly name: string;
  readonly metric: IMetric;
  /** It rings when the metric's period reaches this; 1 if not given. */
  readonly from?: number;
  /** It rings when the metric's period stays below this, or has no figures at all. */
  readonly below?: number;
}

const NAMESPACE = 'Canbao';

/** Alarms for whoever runs the system, a dashboard of the same figures, and the topic that passes the alarms on. */
export class OperationsStack extends Stack {
  readonly #settings: DeploymentSettings;

  constructor(
    scope: Construct,
    id: string,
    settings: DeploymentSettings,
    built: { data: DataStack; workflows: WorkflowsStack; api: ApiStack },
  ) {
    super(scope, id, { description: 'Canbao: alarms and a dashboard', env: { region: settings.region } });
    this.#settings = settings;
    const { data, workflows, api } = built;
    const overdue = this.#countOverdue(data);
    const watched: Watched[] = [
      { name: ROLLING_BACK.failed, metric: sumOf(workflows.machines.map((arn) => ofMachine(arn, 'ExecutionsFailed'))) },
      {
        name: ROLLING_BACK.timedOut,
        metric: sumOf(workflows.machines.map((arn) => ofMachine(arn, 'ExecutionsTimedOut'))),
      },
      { name: 'cases-parked', metric: workflows.parkCase.metricInvocations(FIVE_MINUTES) },
      { name: 'functions-throttled', metric: inAccount('AWS/Lambda', 'Throttles') },
      { name: 'tables-throttled', metric: sumOf(data.tableNames.map((name) => throttledWrites(name))) },
      { name: 'api-faults', metric: ofApi(api.apiId, '5xx') },
      { name: 'messages-dead', metric: this.#countInLog('MessagesDead', workflows.deliveryLog, 'dead messages') },
      { name: 'tasks-overdue', metric: this.#countInLog('TasksOverdue', overdue, 'overdue tasks') },
      {
        name: 'reminders-not-run',
        metric: ofMachine(workflows.remindersArn, 'ExecutionsSucceeded', Duration.days(1)),
        below: 1,
      },
    ];
    const topic = this.#createTopic();
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: 'canbao' });
    for (const one of watched) {
      this.#ring(one, topic);
      dashboard.addWidgets(new GraphWidget({ title: one.name, left: [one.metric], width: 8 }));
    }
    new CfnOutput(this, 'AlarmTopicArn', {
      description: 'Subscribe whoever is on call to this topic',
      value: topic.topicArn,
    });
  }

  #ring({ name, metric, from = 1, below }: Watched, topic: Topic): void {
    const alarm = new Alarm(this, name, {
      alarmName: alarmName(name),
      alarmDescription: `See ${name} in infra/RUNBOOK.md`,
      metric,
      threshold: below ?? from,
      evaluationPeriods: 1,
      comparisonOperator:
        below === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: below === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
  }

  #createTopic(): Topic {
    const key = new OwnKey(this, 'AlarmsKey', {
      alias: 'alias/canbao-alarms',
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
    return new Topic(this, 'Alarms', { masterKey: key, enforceSSL: true });
  }

  /** The count of a message in a log, as a metric. */
  #countInLog(id: string, logGroup: ILogGroup, message: string): Metric {
    new MetricFilter(this, id, {
      logGroup,
      metricNamespace: NAMESPACE,
      metricName: id,
      metricValue: '$.count',
      filterPattern: FilterPattern.stringValue('$.message', '=', message),
    });
    return new Metric({ namespace: NAMESPACE, metricName: id, statistic: 'Maximum', period: Duration.hours(1) });
  }

  #countOverdue(data: DataStack): ILogGroup {
    const counter = new TaskFunction(this, 'CountOverdue', {
      settings: this.#settings,
      description: 'Counts the tasks that wait at desks beyond their day',
      withoutDeadLetters: 'The next morning counts anew; an alarm that misses a day is seen on the desks themselves.',
      tables: [data.cases.allow([], ['queue']), data.policies.allow(['Query'])],
    });
    new FunctionSchedule(this, 'Overdue', {
      handler: counter.handler,
      description: 'Canbao: count overdue tasks',
      expression: 'cron(30 8 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.overdue',
    });
    return counter.handler.logGroup;
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

const throttledWrites = (table: string): Metric =>
  new Metric({
    namespace: 'AWS/DynamoDB',
    metricName: 'WriteThrottleEvents',
    dimensionsMap: { TableName: table },
    ...FIVE_MINUTES,
  });

const ofApi = (apiId: string, metricName: string): Metric =>
  new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap: { ApiId: apiId }, ...FIVE_MINUTES });

/** Of at most ten metrics, which is what an alarm may have. */
function sumOf(metrics: Metric[]): MathExpression {
  const names = metrics.map((_, index) => `m${index}`);
  return new MathExpression({
    expression: names.map((name) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    period: Duration.minutes(5),
  });
}
