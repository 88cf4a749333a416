import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/**
 * Calls a function every minute, so that it finishes what a crash left between two writes. The event is
 * `{ source: 'canbao.heal', scheduledTime }` with the time in ISO 8601.
 */
export class HealingSchedule extends Construct {
  constructor(scope: Construct, id: string, props: { handler: IFunction }) {
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
              resourceName: 'default',
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
    const schedule = new CfnSchedule(this, 'Schedule', {
      description: 'Canbao: finish what a crash left half done',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.handler.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ source: 'canbao.heal', scheduledTime: '<aws.scheduler.scheduled-time>' }),
        // The next minute's run does the same work: trying an old one again would only pile up.
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
    schedule.node.addDependency(role);
  }
}
