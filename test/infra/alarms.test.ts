import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

let stacks: SynthesizedStacks;
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
});

const refSchema = z.object({ Ref: z.string() });
const statementSchema = z.looseObject({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]).transform((actions) => [actions].flat()),
  Principal: z.unknown(),
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
const policySchema = z.object({ Statement: z.array(statementSchema) });
const ofAlarms = { Service: 'cloudwatch.amazonaws.com' };
const inOurAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

const resource = (logicalId: string) => stacks.resources.find((one) => one.logicalId === logicalId);
const alarms = () => stacks.ofType('AWS::CloudWatch::Alarm');
const statementsFor = (document: unknown, action: string) =>
  policySchema.parse(document).Statement.filter(({ Effect, Action }) => Effect === 'Allow' && Action.includes(action));

describe('An alarm', () => {
  it('goes to a topic to which alarms may publish, under a key that they may use, and to whom the deployment names', () => {
    const topics = new Set(
      alarms().flatMap(({ Properties }) =>
        z
          .array(refSchema)
          .nonempty()
          .parse(Properties.AlarmActions)
          .map(({ Ref }) => Ref),
      ),
    );
    expect(alarms().length).toBeGreaterThan(10);
    for (const id of topics) {
      const topic = resource(id);
      expect(topic?.Type).toBe('AWS::SNS::Topic');
      const [policy] = stacks
        .ofType('AWS::SNS::TopicPolicy')
        .filter(({ Properties }) => JSON.stringify(Properties.Topics).includes(`"${id}"`));
      const [publish] = statementsFor(policy?.Properties.PolicyDocument, 'sns:Publish');
      expect(publish).toMatchObject({ Principal: ofAlarms, Resource: { Ref: id }, Condition: inOurAccount });

      const [keyId] = z.object({ 'Fn::GetAtt': z.array(z.string()) }).parse(topic?.Properties.KmsMasterKeyId)[
        'Fn::GetAtt'
      ];
      const key = resource(keyId ?? '');
      for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
        expect(statementsFor(key?.Properties.KeyPolicy, action)).toContainEqual(
          expect.objectContaining({ Principal: ofAlarms, Condition: inOurAccount }),
        );
      }
      const told = stacks
        .ofType('AWS::SNS::Subscription')
        .map(({ Properties }) => [Properties.Protocol, Properties.Endpoint, Properties.TopicArn]);
      expect(told).toEqual([
        ['email', { Ref: 'AlarmEmail' }, { Ref: id }],
        ['https', { Ref: 'AlarmUrl' }, { Ref: id }],
      ]);
    }
  });

  it('does not ring before anything has run, and tells when what ran no longer does', () => {
    for (const { Properties } of alarms()) {
      expect(['notBreaching', 'missing']).toContain(Properties.TreatMissingData);
      if (Properties.TreatMissingData === 'missing') {
        expect(Properties.InsufficientDataActions).toEqual(Properties.AlarmActions);
      }
    }
  });

  it('watches reads and writes of every table and of every index', () => {
    const watched = alarms().flatMap(({ Properties }) => [
      ...JSON.stringify(Properties).matchAll(/(Read|Write)ThrottleEvents/g),
    ]);
    const places = stacks.ofType('AWS::DynamoDB::GlobalTable').flatMap(({ Properties }) => {
      const indexes = z
        .array(z.object({ IndexName: z.string() }))
        .default([])
        .parse(Properties.GlobalSecondaryIndexes);
      return ['table', ...indexes];
    });
    expect(watched).toHaveLength(places.length * 2);
  });

  it('watches schedules that are given up, the healing of every minute, and each of the daily runs', () => {
    const text = JSON.stringify(alarms());
    for (const metric of ['InvocationDroppedCount', 'HealingRuns', 'ExecutionsSucceeded'])
      expect(text).toContain(metric);
  });

  it('tells of policy tables that newer code has published, whichever function meets one first', () => {
    const filters = stacks
      .ofType('AWS::Logs::MetricFilter')
      .filter(({ Properties }) => JSON.stringify(Properties).includes('policy versions passed over'));
    const [metric] = z
      .array(z.object({ MetricName: z.string(), MetricNamespace: z.string() }))
      .parse(filters[0]?.Properties.MetricTransformations);
    const readers = stacks
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => JSON.stringify(Properties.Environment ?? {}).includes('POLICIES_TABLE'));
    const logsOf = (properties: unknown) => JSON.stringify(properties).match(/"Ref":"(\w+)"/g);
    expect(readers.length).toBeGreaterThan(10);
    expect(filters.map(({ Properties }) => String(logsOf(Properties.LogGroupName))).sort()).toEqual(
      readers
        .map(({ Properties }) =>
          String(logsOf(z.looseObject({ LogGroup: z.unknown() }).parse(Properties.LoggingConfig).LogGroup)),
        )
        .sort(),
    );
    const rings = alarms().filter(
      ({ Properties }) =>
        Properties.MetricName === metric?.MetricName && Properties.Namespace === metric?.MetricNamespace,
    );
    expect(rings.map(({ Properties }) => Properties.AlarmName)).toEqual(['canbao-policy-versions-passed-over']);
  });

  it('that takes a change back counts many parked cases, not the one that its own data parks', () => {
    const aliases = stacks.ofType('AWS::StepFunctions::StateMachineAlias');
    const rollingBack = new Set(
      aliases.flatMap((alias) => JSON.stringify(alias.Properties).match(/canbao-[a-z-]+(?=")/g)),
    );
    expect([...rollingBack].sort()).toEqual(['canbao-executions-timed-out', 'canbao-many-cases-parked']);
  });
});
