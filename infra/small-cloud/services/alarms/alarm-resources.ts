/** What watches the real cloud's metrics. This machine has none: what an alarm is about is seen on its console. */
import { z } from 'zod';
import { defineResource, ignored } from '../../template/resource-type.ts';

const METRIC = 'a metric of the real cloud';

export const alarm = defineResource({
  type: 'AWS::CloudWatch::Alarm',
  properties: z.strictObject({
    AlarmName: z.string(),
    Tags: ignored(METRIC),
    AlarmDescription: ignored(METRIC),
    AlarmActions: ignored(METRIC),
    InsufficientDataActions: ignored(METRIC),
    ComparisonOperator: ignored(METRIC),
    Dimensions: ignored(METRIC),
    EvaluationPeriods: ignored(METRIC),
    MetricName: ignored(METRIC),
    Metrics: ignored(METRIC),
    Namespace: ignored(METRIC),
    Period: ignored(METRIC),
    Statistic: ignored(METRIC),
    Threshold: ignored(METRIC),
    TreatMissingData: ignored(METRIC),
  }),
  create: (_identity, properties) => ({ ref: properties.AlarmName }),
});

export const dashboard = defineResource({
  type: 'AWS::CloudWatch::Dashboard',
  properties: z.strictObject({ DashboardName: z.string(), DashboardBody: ignored(METRIC), Tags: ignored(METRIC) }),
  create: (_identity, properties) => ({ ref: properties.DashboardName }),
});

export const metricFilter = defineResource({
  type: 'AWS::Logs::MetricFilter',
  properties: z.strictObject({
    FilterPattern: ignored(METRIC),
    LogGroupName: ignored(METRIC),
    MetricTransformations: ignored(METRIC),
  }),
  create: (identity) => ({ ref: identity.physicalName() }),
});

const NOBODY = 'nobody is told by this machine; its console says what fails';

export const topic = defineResource({
  type: 'AWS::SNS::Topic',
  properties: z.strictObject({ KmsMasterKeyId: ignored(NOBODY), Tags: ignored(NOBODY) }),
  create(identity, _properties, { place }) {
    const name = identity.physicalName(256);
    return { ref: `arn:${place.partition}:sns:${place.region}:${place.account}:${name}` };
  },
});

export const subscription = defineResource({
  type: 'AWS::SNS::Subscription',
  properties: z.strictObject({ Endpoint: ignored(NOBODY), Protocol: ignored(NOBODY), TopicArn: ignored(NOBODY) }),
  create: (identity) => ({ ref: identity.physicalName() }),
});

export const topicPolicy = defineResource({
  type: 'AWS::SNS::TopicPolicy',
  properties: z.strictObject({ PolicyDocument: ignored(NOBODY), Topics: ignored(NOBODY) }),
  create: (identity) => ({ ref: identity.physicalName() }),
});
