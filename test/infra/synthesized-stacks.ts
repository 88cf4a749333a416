import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { z } from 'zod';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';

export const stackNames = ['canbao-data', 'canbao-workflows', 'canbao-api', 'canbao-operations'] as const;
type StackName = (typeof stackNames)[number];

const resourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  DependsOn: z.array(z.string()).default([]),
});
const templateSchema = z.looseObject({ Resources: z.record(z.string(), resourceSchema) });

export interface Resource extends z.infer<typeof resourceSchema> {
  readonly stack: StackName;
  readonly logicalId: string;
}

export interface SynthesizedStacks {
  readonly text: Readonly<Record<StackName, string>>;
  readonly template: Readonly<Record<StackName, Template>>;
  readonly resources: readonly Resource[];
  ofType(type: string): Resource[];
  /** Stacks that are deployed before one, directly or not. */
  waitsFor(stack: StackName): string[];
  /** Nobody deletes it by one command. */
  isProtected(stack: StackName): boolean;
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      dependencies: z.array(z.string()).default([]),
      properties: z.looseObject({ terminationProtection: z.boolean().default(false) }).optional(),
    }),
  ),
});

/** The templates that a deployment would send; synthesized once of the same sources. */
export async function synthesizeStacks(region: string): Promise<SynthesizedStacks> {
  const assembly = await keptAssembly(region);
  const read = (name: StackName) => readFile(join(assembly, `${name}.template.json`), 'utf8');
  const text = {
    'canbao-data': await read('canbao-data'),
    'canbao-workflows': await read('canbao-workflows'),
    'canbao-api': await read('canbao-api'),
    'canbao-operations': await read('canbao-operations'),
  };
  const { artifacts } = manifestSchema.parse(JSON.parse(await readFile(join(assembly, 'manifest.json'), 'utf8')));
  const waitsFor = (name: string): string[] => [
    ...new Set((artifacts[name]?.dependencies ?? []).flatMap((before) => [before, ...waitsFor(before)])),
  ];
  const resources = stackNames.flatMap((stack) =>
    Object.entries(templateSchema.parse(JSON.parse(text[stack])).Resources).map(([logicalId, resource]) => ({
      ...resource,
      stack,
      logicalId,
    })),
  );
  return {
    text,
    template: {
      'canbao-data': Template.fromString(text['canbao-data']),
      'canbao-workflows': Template.fromString(text['canbao-workflows']),
      'canbao-api': Template.fromString(text['canbao-api']),
      'canbao-operations': Template.fromString(text['canbao-operations']),
    },
    resources,
    waitsFor: (stack) => waitsFor(stack).filter((name) => stackNames.some((known) => known === name)),
    isProtected: (stack) => artifacts[stack]?.properties?.terminationProtection === true,
    ofType: (type) => resources.filter((resource) => resource.Type === type),
  };
}
