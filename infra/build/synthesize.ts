import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { App } from 'aws-cdk-lib';
import { z } from 'zod';
import { addStacks } from '../stacks/add-stacks.ts';
import { DEFAULT_PREFIX } from '../stacks/deployment-settings.ts';
import { bundleFunctions } from './bundle.ts';

export interface SynthesisOptions {
  /** Where templates and assets go; what is there already is overwritten. */
  readonly outdir: string;
  readonly region: string;
  /** What all names begin with; `canbao` if it is not given. */
  readonly prefix?: string;
  /** Check the templates by CloudFormation's rules for the region and by cdk-nag's packs. Takes some seconds more. */
  readonly validate: boolean;
}

const cdkFileSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/**
 * Bundles the functions and synthesizes the stacks in this process, without the CDK's command line and without network.
 * @returns the directory with the cloud assembly (`manifest.json`, `<stack>.template.json`, `asset.<hash>/`)
 * @throws when a function doesn't compile, or `validate` is set and there is a finding that nobody acknowledged
 */
export async function synthesize(options: SynthesisOptions): Promise<string> {
  const [bundled, context] = await Promise.all([bundleFunctions(), readFeatureFlags()]);
  const app = new App({
    outdir: resolve(options.outdir),
    context: {
      ...context,
      // A warning is a finding too, and the error says which.
      '@aws-cdk/core:strictCfnValidateErrors': true,
      '@aws-cdk/core:appMode': 'inmemory',
    },
    analyticsReporting: false,
    stackTraces: options.validate,
    treeMetadata: options.validate,
    builtinCloudFormationValidation: options.validate,
  });
  addStacks(app, {
    region: options.region,
    prefix: options.prefix ?? DEFAULT_PREFIX,
    architecture: 'arm64',
    rollout: 'gradual',
    retain: true,
    ...bundled,
  });
  if (options.validate) {
    // Loaded only here: the packs take long to load and `npm start` doesn't need them.
    const { addRulePacks } = await import('../stacks/rule-packs.ts');
    addRulePacks(app);
  }
  return app.synth().directory;
}

/** The context that the CDK's command line would pass: here as there the flags come from cdk.json. */
async function readFeatureFlags(): Promise<Record<string, unknown>> {
  const file = await readFile(join(import.meta.dirname, '../../cdk.json'), 'utf8');
  return cdkFileSchema.parse(JSON.parse(file)).context;
}
