import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export interface FunctionScheduleProps {
  readonly handler: IFunction;
  readonly description: string;
  /** `rate(1 minute)`, or `cron(…)` with its `timeZone`. */
  readonly expression: string;
  readonly timeZone?: string;
  /** `source` of the event, by which a function with several callers knows this one. */
  readonly source: string;
  /** How long an occurrence is tried again that could not be delivered. Without it the next one does its work. */
  readonly retryFor?: { readonly attempts: number; readonly seconds: number };
  /** The group of the schedules of one deployment: by it they are counted, and let in by the role. */
  readonly group: string;
}

/** Calls a function at certain times with `{ source, scheduledTime }`, the time in ISO 8601. */
export class FunctionSchedule extends Construct {
  constructor(scope: Construct, id: string, props: FunctionScheduleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          // Scheduler names the group of a schedule here, not the schedule.
          ArnEquals: {
            'aws:SourceArn': stack.formatArn({
              service: 'scheduler',
              resource: 'schedule-group',
              resourceName: props.group,
              arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
            }),
          },
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'CallFunction',
        effect: Effect.ALLOW,
        actions: ['lambda:InvokeFunction'],
        resources: [props.handler.functionArn],
      }),
    );
    const retry = props.retryFor ?? { attempts: 0, seconds: 60 };
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: props.description,
      groupName: props.group,
      scheduleExpression: props.expression,
      ...(props.timeZone === undefined ? {} : { scheduleExpressionTimezone: props.timeZone }),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.handler.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ source: props.source, scheduledTime: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumRetryAttempts: retry.attempts, maximumEventAgeInSeconds: retry.seconds },
      },
    });
    schedule.node.addDependency(role);
  }
}
