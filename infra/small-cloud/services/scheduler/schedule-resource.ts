import { z } from 'zod';
import { defineResource, ignored, numeric } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import { needsOfInvoke } from '../lambda/needs.ts';
import { parseScheduleExpression } from './schedule-expression.ts';

export const scheduleGroup = defineResource({
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: z.strictObject({ Name: z.string(), Tags: ignored('labels of the real cloud') }),
  create: (_identity, { Name }, { place }) => ({
    ref: Name,
    attributes: { Arn: `arn:${place.partition}:scheduler:${place.region}:${place.account}:schedule-group/${Name}` },
  }),
});

export const schedule = defineResource({
  type: 'AWS::Scheduler::Schedule',
  properties: z.strictObject({
    Name: z.string().optional(),
    GroupName: z.string().default('default'),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().default('UTC'),
    FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Target: z.strictObject({
      Arn: z.string(),
      RoleArn: z.string(),
      Input: z.string().default('{}'),
      RetryPolicy: z
        .strictObject({ MaximumEventAgeInSeconds: numeric.optional(), MaximumRetryAttempts: numeric.optional() })
        .optional()
        .describe('for targets that cannot be reached, which functions of this machine always can'),
    }),
    Description: ignored('for readers'),
  }),
  create(identity, properties, { schedules, functions, iam, place }) {
    const { Target, ScheduleExpression, ScheduleExpressionTimezone } = properties;
    const name = properties.Name ?? identity.physicalName(64);
    if (!functions.has(Target.Arn)) throw new TemplateError(identity.where, `its target ${Target.Arn} is no function`);
    iam.requireTrust(Target.RoleArn, 'scheduler.amazonaws.com', identity.where);
    const caller = iam.assume(Target.RoleArn, name);
    try {
      const times = parseScheduleExpression(ScheduleExpression, ScheduleExpressionTimezone);
      if (properties.State === 'ENABLED') {
        schedules.add({
          name,
          times,
          functionArn: Target.Arn,
          input: Target.Input,
          authorize: () => iam.authorize(caller, needsOfInvoke(Target.Arn)),
        });
      }
    } catch (error) {
      if (error instanceof RangeError) throw new TemplateError(identity.where, error.message);
      throw error;
    }
    const arn = `arn:${place.partition}:scheduler:${place.region}:${place.account}:schedule/${properties.GroupName}/${name}`;
    return { ref: name, attributes: { Arn: arn } };
  },
});
