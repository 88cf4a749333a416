/** A stack that an earlier release has deployed takes this release's templates: nothing is asked for that CloudFormation cannot change. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { synthesizeStacks } from './synthesized-stacks.ts';

const releases = join(import.meta.dirname, '../releases');
const indexSchema = z.object({ IndexName: z.string(), KeySchema: z.unknown(), Projection: z.unknown() });
const tableSchema = z.object({
  KeySchema: z.unknown(),
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
});
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});
type Resources = z.infer<typeof templateSchema>['Resources'];

const templateOf = (release: string, stack: string): Resources => {
  const file = join(releases, release, 'templates', `${stack}.template.json.gz`);
  return templateSchema.parse(JSON.parse(gunzipSync(readFileSync(file)).toString())).Resources;
};
const tablesOf = (resources: Resources) =>
  Object.entries(resources).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::DynamoDB::GlobalTable' ? [{ id, ...tableSchema.parse(Properties) }] : [],
  );

/**
 * What a stack of a release cannot take in place, with the way that there is. 0.1.0 was deployed nowhere; its stacks go
 * through `npm run backup`, a stack of another prefix, `restore` and `take-up` (infra/README.md, "From 0.1.0").
 */
const NOT_IN_PLACE: Readonly<Record<string, readonly string[]>> = {
  '0.1.0': ['queue', 'person', 'region', 'pending'].map((index) => `Cases.${index} is another index of the same name`),
  '0.1.1': [],
};

const now = await synthesizeStacks('cn-northwest-1');

describe.each(readdirSync(releases).filter((name) => /^\d/.test(name)))('A stack of release %s', (release) => {
  const before = tablesOf(templateOf(release, 'canbao-data'));
  const after = tablesOf(templateSchema.parse(JSON.parse(now.text['canbao-data'])).Resources);

  it('keeps its tables with their keys, and every index under its name', () => {
    const differences = before.flatMap((table) => {
      const name = table.id.replace(/Table[0-9A-F]{8}$/, '');
      const kept = after.find(({ id }) => id === table.id);
      if (kept === undefined) return [`${name} is gone`];
      expect(kept.KeySchema).toEqual(table.KeySchema);
      const changed = table.GlobalSecondaryIndexes.flatMap((index) => {
        const same = kept.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === index.IndexName);
        return same !== undefined && JSON.stringify(same) !== JSON.stringify(index)
          ? [`${name}.${index.IndexName} is another index of the same name`]
          : [];
      });
      const names = (of: typeof kept) => of.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName);
      const moved = [
        ...names(table).filter((one) => !names(kept).includes(one)),
        ...names(kept).filter((one) => !names(table).includes(one)),
      ];
      return moved.length > 1 ? [...changed, `${name} gains and loses ${moved.join(', ')} at once`] : changed;
    });
    expect(differences).toEqual(NOT_IN_PLACE[release]);
  });

  it('keeps the names of its state machines, because another name would end what runs', () => {
    const named = (resources: Resources) =>
      Object.entries(resources).flatMap(([id, { Type, Properties }]) =>
        Type === 'AWS::StepFunctions::StateMachine' ? [`${id} ${Properties.StateMachineName}`] : [],
      );
    const names = named(templateSchema.parse(JSON.parse(now.text['canbao-workflows'])).Resources);
    for (const name of named(templateOf(release, 'canbao-workflows'))) expect(names).toContain(name);
  });

  it('keeps the functions that executions of its state machines call until they end', () => {
    const machines = Object.values(templateOf(release, 'canbao-workflows')).filter(
      ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
    );
    const called = machines.flatMap(({ Properties }) =>
      Object.values(z.record(z.string(), z.unknown()).parse(Properties.DefinitionSubstitutions)).flatMap((value) => {
        const attribute = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }).safeParse(value);
        return attribute.success ? [attribute.data['Fn::GetAtt'][0]] : [];
      }),
    );
    expect(called.length).toBeGreaterThan(40);
    const functions = now.ofType('AWS::Lambda::Function').map(({ logicalId }) => logicalId);
    for (const one of called) expect(functions).toContain(one);
  });
});
