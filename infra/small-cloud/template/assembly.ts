import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { orderByNeeds } from './creation-order.ts';
import { type StackTemplate, templateSchema } from './template.ts';
import { TemplateError } from './template-error.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional(), file: z.string().optional() })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.string() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** One stack of a cloud assembly. */
export interface Stack {
  name: string;
  template: StackTemplate;
}

/** What `cdk synth` wrote: stacks in the order of deployment, and where each asset's files are. */
export interface Assembly {
  stacks: Stack[];
  /** S3 key of an asset → its unpacked folder or file on this machine. */
  assets: ReadonlyMap<string, string>;
}

/**
 * Reads a cloud assembly folder (`cdk.out`).
 *
 * @throws TemplateError when the folder holds none, or a template has a section that is not known here.
 */
export function readAssembly(folder: string): Assembly {
  const manifestPath = join(folder, 'manifest.json');
  if (!existsSync(manifestPath))
    throw new TemplateError(folder, 'is not a synthesized assembly (it has no manifest.json)');
  const { artifacts } = manifestSchema.parse(readJson(manifestPath));

  const assets = new Map<string, string>();
  for (const artifact of Object.values(artifacts)) {
    if (artifact.type !== 'cdk:asset-manifest' || artifact.properties?.file === undefined) continue;
    for (const asset of Object.values(assetsSchema.parse(readJson(join(folder, artifact.properties.file))).files)) {
      for (const destination of Object.values(asset.destinations)) {
        assets.set(destination.objectKey, join(folder, asset.source.path));
      }
    }
  }

  const needs = new Map(Object.entries(artifacts).map(([id, artifact]) => [id, artifact.dependencies]));
  const order = orderByNeeds(
    needs,
    (circle) => new TemplateError(folder, `stacks wait for each other: ${circle.join(' → ')}`),
  );
  const stacks: Stack[] = [];
  for (const id of order) {
    const artifact = artifacts[id];
    if (artifact?.type !== 'aws:cloudformation:stack' || artifact.properties?.templateFile === undefined) continue;
    const name = artifact.properties.stackName ?? id;
    const template = templateSchema.safeParse(readJson(join(folder, artifact.properties.templateFile)));
    if (!template.success) throw new TemplateError(name, z.prettifyError(template.error));
    stacks.push({ name, template: template.data });
  }
  if (stacks.length === 0) throw new TemplateError(folder, 'has no stacks');
  return { stacks, assets };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
