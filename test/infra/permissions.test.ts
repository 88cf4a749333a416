import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { functionEntries } from '../../infra/stacks/function-entries.ts';
import { allStatements, functionsOf } from './permissions-of.ts';
import { type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

const china = 'cn-northwest-1';
const elsewhere = 'us-east-1';
const stacks = new Map<string, SynthesizedStacks>();
beforeAll(async () => {
  for (const region of [china, elsewhere]) stacks.set(region, await synthesizeStacks(region));
});

function stacksIn(region: string): SynthesizedStacks {
  const found = stacks.get(region);
  if (found === undefined) throw new Error(`not synthesized for ${region}`);
  return found;
}

/** Actions that AWS can't limit to a resource. */
const withoutResources = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'states:SendTaskFailure',
  'states:SendTaskSuccess',
];
const tracing = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** The variables that an entry file asks for when it starts. */
/** Quoted in the brackets that follow: what a file reads by itself, or beside what every entry of the API is told. */
async function variablesRead(entry: string): Promise<string[]> {
  const source = await readFile(join(import.meta.dirname, '../..', entry), 'utf8');
  const [, asked, listed = ''] = /(readConfiguration\(|serve\(.+?,\s*)\[([^\]]*)\]/s.exec(source) ?? [];
  const names = [...listed.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
  return [...names, ...(asked?.startsWith('serve') ? ['CALLERS_TABLE', 'CALLER_LIMIT'] : [])].sort();
}

describe('A role', () => {
  it.each([china, elsewhere])('in %s names every action in full', (region) => {
    for (const statement of allStatements(stacksIn(region))) expect(statement.Action.join()).not.toContain('*');
  });

  it.each([
    [china, withoutResources],
    [elsewhere, [...withoutResources, ...tracing].sort()],
  ])('in %s may act on every resource only where AWS knows no narrower way', (region, expected) => {
    const open = allStatements(stacksIn(region)).filter((statement) => statement.Resource.includes('*'));
    expect([...new Set(open.flatMap((statement) => statement.Action))].sort()).toEqual(expected);
  });

  it('never has a wildcard inside a resource, but for executions of certain machines and documents of cases, which nobody can name before', () => {
    for (const { Resource, Sid } of allStatements(stacksIn(china))) {
      if (['WatchMapRuns', 'LookAtExecutions', 'EndOldExecutions'].includes(Sid ?? '')) {
        for (const resource of Resource) expect(JSON.stringify(resource)).toMatch(/:execution:canbao-[a-z-]+[:/]\*/);
        continue;
      }
      if (['DocumentsObjects', 'DocumentsErase'].includes(Sid ?? '')) {
        for (const resource of Resource) expect(JSON.stringify(resource)).toMatch(/"\/(cases|pending)\/\*"/);
        continue;
      }
      for (const resource of Resource) if (resource !== '*') expect(JSON.stringify(resource)).not.toContain('*');
    }
  });

  it('uses a key only in the context of what it may read anyway', () => {
    const keyUse = allStatements(stacksIn(china)).filter((statement) => statement.Action.join().includes('kms:'));
    expect(keyUse.length).toBeGreaterThan(0);
    for (const { Condition } of keyUse) {
      expect(Object.keys(Condition?.StringEquals ?? {}).join()).toMatch(/^kms:EncryptionContext:/);
    }
  });

  it('is assumed by Step Functions and Scheduler for this account only', () => {
    for (const service of ['states.amazonaws.com', 'scheduler.amazonaws.com']) {
      const role = stacksIn(china)
        .ofType('AWS::IAM::Role')
        .find(({ Properties }) => JSON.stringify(Properties).includes(service));
      expect(role?.Properties).toMatchObject({
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Condition: {
                StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
                ArnEquals: { 'aws:SourceArn': expect.anything() },
              },
            },
          ],
        },
      });
    }
  });
});

describe('A function', () => {
  it('exists for every entry file, and its environment holds what the file reads and nothing more', async () => {
    const found = functionsOf(stacksIn(china)).map(({ name, environment }) => [name, Object.keys(environment).sort()]);
    const read = Object.entries(functionEntries).map(async ([name, entry]) => [name, await variablesRead(entry)]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(await Promise.all(read)));
  });

  it('may use exactly the tables that its environment names', () => {
    for (const { environment, statements } of functionsOf(stacksIn(china))) {
      const named = Object.keys(environment).filter((variable) => variable.endsWith('_TABLE'));
      const granted = statements.flatMap(({ Sid }) => /^(\w+)(Items|Indexes)$/.exec(Sid ?? '')?.[1] ?? []);
      const variables = [...new Set(granted)].map((table) => `${table.toUpperCase()}_TABLE`);
      expect(variables.sort()).toEqual(named.sort());
    }
  });

  it('completes task tokens only if it is ApiWrite, and starts executions only if a request or a file asks for it', () => {
    const may = (action: string) =>
      functionsOf(stacksIn(china))
        .filter(({ statements }) => statements.some(({ Action }) => Action.includes(action)))
        .map(({ name }) => name);
    expect(may('states:SendTaskSuccess')).toEqual(['ApiWrite']);
    expect(may('states:SendTaskFailure')).toEqual(['ApiWrite']);
    expect(may('states:StartExecution').sort()).toEqual([
      'ApiFiles',
      'ApiWrite',
      'RemindersStart',
      'StudentBatchOpenCases',
    ]);
  });

  it('deletes nothing', () => {
    const actions = allStatements(stacksIn(china)).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith('dynamodb:Delete'))).toEqual([]);
  });

  it('writes policy tables only if it publishes them', () => {
    const writers = functionsOf(stacksIn(china)).filter(({ statements }) =>
      statements.some(({ Sid, Action }) => Sid === 'PoliciesItems' && /Put|Update/.test(Action.join())),
    );
    expect(writers.map(({ name }) => name).sort()).toEqual(['ApiDrafts', 'PublishPolicies']);
  });
});
