import { join } from 'node:path';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { CaseWorkflow } from '../constructs/case-workflow.ts';
import { FunctionSchedule } from '../constructs/function-schedule.ts';
import { OwnKey } from '../constructs/own-key.ts';
import { TaskFunction, type TaskGrants } from '../constructs/task-function.ts';
import type { DataStack } from './data-stack.ts';
import type { StackSettings } from './deployment-settings.ts';
import { earlierTasks } from './earlier-tasks.ts';
import { aidListTask, importTasks, studentBatchTasks } from './file-workflow-tasks.ts';
import type { FunctionName } from './function-entries.ts';
import { latePaymentTasks } from './late-payment-tasks.ts';
import { newbornTasks } from './newborn-tasks.ts';
import { eraseTask, type RetentionYears, resealTask } from './privacy-tasks.ts';
import { refundTasks } from './refund-tasks.ts';
import { type ChannelSettings, outboxTask, reminderTasks } from './reminder-tasks.ts';
import { startStatements } from './start-statements.ts';
import { sweepTask } from './sweep-task.ts';

/** The state machines with the functions of their tasks. */
export class WorkflowsStack extends Stack {
  readonly latePayment: CaseWorkflow;
  readonly newborn: CaseWorkflow;
  readonly refund: CaseWorkflow;
  readonly imports: CaseWorkflow;
  readonly studentBatch: CaseWorkflow;
  /** For whoever watches them. */
  readonly machines: readonly string[];
  readonly remindersArn: string;
  readonly parkCase: IFunction;
  readonly deliveryLog: ILogGroup;
  /** Where the nightly sweep says that it is done. */
  readonly sweepLog: ILogGroup;
  readonly encryptionKey: OwnKey;
  readonly #settings: StackSettings;

  constructor(scope: Construct, id: string, settings: StackSettings, data: DataStack) {
    super(scope, id, {
      description: 'Canbao: state machines and their tasks',
      env: { region: settings.region },
    });
    this.#settings = settings;
    this.encryptionKey = new OwnKey(this, 'WorkflowsKey', {
      alias: `alias/${settings.prefix}-workflows`,
      description: 'Encrypts the executions of the state machines of Canbao',
      retain: settings.retain,
    });
    this.parkCase = this.#createTask('ParkCase', {
      description: 'Parks a case whose task failed where a caseworker sees why',
      tables: [data.cases.allow(['GetItem', 'UpdateItem'])],
    });
    const shared = { ParkCase: this.parkCase };
    const { LatePaymentRemindToPay, NewbornRemindParents } = earlierTasks(data);
    this.latePayment = this.#createMachine(
      'LatePayment',
      'late-payment',
      { ...shared, ...this.#createTasks(latePaymentTasks(data)) },
      this.#createTasks({ LatePaymentRemindToPay }),
    );
    this.newborn = this.#createMachine(
      'Newborn',
      'newborn',
      { ...shared, ...this.#createTasks(newbornTasks(data)) },
      this.#createTasks({ NewbornRemindParents }),
    );
    this.refund = this.#createMachine('Refund', 'refund', { ...shared, ...this.#createTasks(refundTasks(data)) });
    this.imports = this.#createMachine('Imports', 'imports', this.#createTasks(importTasks(data)));
    const { liveArn } = this.refund;
    const startRefunds = { liveArn, start: startStatements('Refunds', this.refund, this.encryptionKey) };
    const openers = this.#createTasks(studentBatchTasks(data, startRefunds));
    this.studentBatch = this.#createMachine('StudentBatch', 'student-batch', openers);
    const channels = this.#askForChannels();
    this.remindersArn = this.#remindDaily(data, channels);
    this.deliveryLog = this.#deliverEveryMinute(data, channels);
    this.#endAidListings(data);
    this.#eraseExpired(data);
    this.#resealNightly(data);
    this.sweepLog = this.#sweepNightly(data);
    const { latePayment, newborn, refund, imports, studentBatch } = this;
    const cases = [latePayment, newborn, refund, imports, studentBatch];
    this.machines = [...cases.map((machine) => machine.arn), this.remindersArn];
  }

  #askForChannels(): ChannelSettings {
    const gateway = new CfnParameter(this, 'GatewayUrl', {
      description: "Address of the agency's SMS or WeChat gateway (HTTPS), or none: then messages stay in the outbox",
      default: 'none',
      allowedPattern: 'none|https://[^\\s]+|http://127\\.0\\.0\\.1:[0-9]+[^\\s]*',
    });
    const quietHours = new CfnParameter(this, 'QuietHours', {
      description: 'Local times between which no message is sent',
      default: '21:00-08:00',
      allowedPattern: '[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]',
    });
    return { GATEWAY_URL: gateway.valueAsString, QUIET_HOURS: quietHours.valueAsString };
  }

  #remindDaily(data: DataStack, channels: ChannelSettings): string {
    const machine = this.#createMachine('Reminders', 'reminders', this.#createTasks(reminderTasks(data, channels)));
    const start = new TaskFunction(this, 'RemindersStart', {
      settings: this.#settings,
      description: "Starts the day's reminders under the name of the day",
      withoutDeadLetters: 'Scheduler tries again for a day; what one day misses, the run of the next finds.',
      tables: [],
      environment: { REMINDERS_STATE_MACHINE_ARN: machine.liveArn },
      statements: startStatements('Reminders', machine, this.encryptionKey),
    });
    new FunctionSchedule(this, 'DailyReminders', {
      group: this.#settings.prefix,
      handler: start.handler,
      description: 'Canbao: the reminders of the day',
      expression: 'cron(0 9 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.remind',
      retryFor: { attempts: 185, seconds: 86_400 },
    });
    return machine.arn;
  }

  #endAidListings(data: DataStack): void {
    const end = new TaskFunction(this, 'EndAidListings', {
      settings: this.#settings,
      withoutDeadLetters: 'Scheduler tries again for a day; what one night leaves is due in the next.',
      ...aidListTask(data),
    });
    new FunctionSchedule(this, 'NightlyAidListings', {
      group: this.#settings.prefix,
      handler: end.handler,
      description: 'Canbao: removals from lists of aid that take effect',
      expression: 'cron(10 0 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.aid-lists',
      retryFor: { attempts: 185, seconds: 86_400 },
    });
  }

  #eraseExpired(data: DataStack): void {
    const erase = new TaskFunction(this, 'EraseExpired', {
      settings: this.#settings,
      withoutDeadLetters: 'What one month leaves is due in the next.',
      ...eraseTask(data, this.#askForYears()),
    });
    new FunctionSchedule(this, 'MonthlyErasure', {
      group: this.#settings.prefix,
      handler: erase.handler,
      description: 'Canbao: persons of cases whose years are over',
      expression: 'cron(30 0 1 * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.erase',
    });
  }

  #resealNightly(data: DataStack): void {
    const reseal = new TaskFunction(this, 'Reseal', {
      settings: this.#settings,
      withoutDeadLetters: 'Remembers how far it came: the next night goes on there.',
      ...resealTask(data),
    });
    new FunctionSchedule(this, 'NightlyResealing', {
      group: this.#settings.prefix,
      handler: reseal.handler,
      description: 'Canbao: details of persons that an older key has sealed',
      expression: 'cron(0 3 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.reseal',
    });
  }

  #sweepNightly(data: DataStack): ILogGroup {
    const sweep = new TaskFunction(this, 'SweepCases', {
      settings: this.#settings,
      withoutDeadLetters:
        'What one night leaves is found in the next; two months of nights are left before the year is over.',
      ...sweepTask(data, this),
    });
    new FunctionSchedule(this, 'NightlySweep', {
      group: this.#settings.prefix,
      handler: sweep.handler,
      description: 'Canbao: open cases without an execution, and executions that near their year',
      expression: 'cron(30 2 * * ? *)',
      timeZone: 'Asia/Shanghai',
      source: 'canbao.sweep',
      retryFor: { attempts: 5, seconds: 21_600 },
    });
    return sweep.handler.logGroup;
  }

  /** The fixed periods of 国家档案局令第 3 号; which of them holds for an agency's cases, its own list of periods says. */
  #askForYears(): RetentionYears {
    const ask = (id: string, what: string) =>
      new CfnParameter(this, id, {
        description: `Full years after which the person of a case is erased that ${what}`,
        allowedValues: ['10', '30', '50', '100'],
        default: '100',
      }).valueAsString;
    return {
      RETENTION_YEARS: ask('RetentionYears', 'ended without cover or money'),
      SETTLED_RETENTION_YEARS: ask('SettledRetentionYears', 'made somebody insured or paid out'),
    };
  }

  #deliverEveryMinute(data: DataStack, channels: ChannelSettings): ILogGroup {
    const deliver = new TaskFunction(this, 'DeliverOutbox', {
      settings: this.#settings,
      withoutDeadLetters: 'Looks at the stored outbox anew every minute; what fails for good is a dead letter there.',
      ...outboxTask(data, channels),
    });
    new FunctionSchedule(this, 'Delivery', {
      group: this.#settings.prefix,
      handler: deliver.handler,
      description: 'Canbao: send what waits in the outbox',
      expression: 'rate(1 minute)',
      source: 'canbao.deliver',
    });
    return deliver.handler.logGroup;
  }

  /** The state machine of a kind of case, from the file of that name. */
  #createMachine(
    id: string,
    kind: string,
    functions: Record<string, IFunction>,
    earlierFunctions: Record<string, IFunction> = {},
  ): CaseWorkflow {
    return new CaseWorkflow(this, id, {
      settings: this.#settings,
      name: `${this.#settings.prefix}-${kind}`,
      definitionFile: join(this.#settings.workflows, `${kind}/${kind}.asl.json`),
      functions,
      earlierFunctions: Object.values(earlierFunctions),
      encryptionKey: this.encryptionKey,
    });
  }

  #createTasks<Name extends FunctionName>(tasks: Record<Name, TaskGrants>): Record<string, IFunction> {
    return Object.fromEntries(typedEntries(tasks).map(([name, grants]) => [name, this.#createTask(name, grants)]));
  }

  #createTask(name: FunctionName, grants: TaskGrants): IFunction {
    const task = new TaskFunction(this, name, {
      settings: this.#settings,
      withoutDeadLetters: 'Called by the state machine, which waits for the answer, retries, and parks a failed case.',
      ...grants,
    });
    return task.handler;
  }
}

function typedEntries<Key extends string, Value>(record: Record<Key, Value>): [Key, Value][] {
  const entries: [Key, Value][] = [];
  for (const key in record) entries.push([key, record[key]]);
  return entries;
}
