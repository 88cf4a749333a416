import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { allStatements, functionsOf } from './permissions-of.ts';
import { synthesizeStacks } from './synthesized-stacks.ts';

const aliasSchema = z.strictObject({
  Name: z.literal('live'),
  DeploymentPreference: z.strictObject({
    Type: z.literal('CANARY'),
    Percentage: z.literal(10),
    Interval: z.literal(15),
    Alarms: z.array(z.string()).nonempty(),
    StateMachineVersionArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  }),
});
const versionSchema = z.strictObject({
  StateMachineArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  StateMachineRevisionId: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('StateMachineRevisionId')]) }),
});

describe.each(['cn-northwest-1', 'us-east-1'])('In %s', async (region) => {
  const stacks = await synthesizeStacks(region);
  const machines = stacks.ofType('AWS::StepFunctions::StateMachine');
  const versions = stacks.ofType('AWS::StepFunctions::StateMachineVersion');
  const aliases = stacks.ofType('AWS::StepFunctions::StateMachineAlias');

  it('every state machine is published, a changed one anew, and the version before stays', () => {
    const published = versions.map(({ Properties, DeletionPolicy, UpdateReplacePolicy }) => {
      const { StateMachineArn, StateMachineRevisionId } = versionSchema.parse(Properties);
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
      expect(StateMachineRevisionId['Fn::GetAtt'][0]).toBe(StateMachineArn['Fn::GetAtt'][0]);
      return StateMachineArn['Fn::GetAtt'][0];
    });
    expect(machines.length).toBeGreaterThan(5);
    expect(published.sort()).toEqual(machines.map(({ logicalId }) => logicalId).sort());
  });

  it('the alias moves to it by a tenth first, and back when an alarm rings that is there', () => {
    const alarms = stacks.ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    const pointed = aliases.map(({ Properties }) => {
      const { DeploymentPreference: preference } = aliasSchema.parse(Properties);
      for (const alarm of preference.Alarms) expect(alarms).toContain(alarm);
      return preference.StateMachineVersionArn['Fn::GetAtt'][0];
    });
    expect(pointed.sort()).toEqual(versions.map(({ logicalId }) => logicalId).sort());
  });

  it('executions are started by the alias alone: functions know no other ARN and may use no other', () => {
    // SweepCases lists executions, which belong to the machine, and may start none: its statements are below with all others.
    const known = functionsOf(stacks).flatMap(({ name, environment }) =>
      name === 'SweepCases'
        ? []
        : Object.entries(environment).filter(([variable]) => variable.endsWith('_STATE_MACHINE_ARN')),
    );
    expect(known.length).toBeGreaterThan(5);
    for (const [, arn] of known) expect(JSON.stringify(arn)).toMatch(/:stateMachine:canbao-[a-z-]+:live"/);

    const starts = allStatements(stacks).filter(({ Action }) => Action.includes('states:StartExecution'));
    // A distributed Map starts the executions of its items itself, in the version that it is part of.
    const byFunctions = starts.filter(({ Sid }) => Sid !== 'StartMapRuns');
    expect(byFunctions.length).toBeGreaterThan(5);
    for (const { Resource, Condition } of byFunctions) {
      expect(Condition).toEqual({ 'ForAnyValue:StringEquals': { 'states:StateMachineQualifier': ['live'] } });
      expect(JSON.stringify(Resource)).not.toContain(':live');
    }
  });
});
