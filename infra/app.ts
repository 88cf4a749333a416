/**
 * The CDK app, as `cdk deploy` runs it, and the only reader of its context:
 * - `region`: where the stacks go
 * - `prefix`: what all names begin with, canbao if it is not given
 * - `architecture`: arm64, or x86_64 where a region has no other
 * - `rollout`: at-once to skip the gradual change of state machines
 * - `retain`: false for a trial deployment that leaves nothing behind
 */
import { App } from 'aws-cdk-lib';
import { z } from 'zod';
import { bundleFunctions } from './build/bundle.ts';
import { addStacks } from './stacks/add-stacks.ts';
import { DEFAULT_PREFIX, PREFIX, REGION } from './stacks/deployment-settings.ts';
import { addRulePacks } from './stacks/rule-packs.ts';

const contextSchema = z.strictObject({
  region: z.string().regex(REGION, 'expected a region such as cn-northwest-1'),
  prefix: z
    .string()
    .regex(PREFIX, 'expected 2 to 20 small letters, digits and hyphens, a letter first')
    .default(DEFAULT_PREFIX),
  architecture: z.enum(['arm64', 'x86_64']),
  rollout: z.enum(['gradual', 'at-once']).default('gradual'),
  // The command line passes every value as a string.
  retain: z.stringbool().or(z.boolean()).default(true),
});

const app = new App();
const context = contextSchema.parse({
  region: app.node.tryGetContext('region'),
  prefix: app.node.tryGetContext('prefix'),
  architecture: app.node.tryGetContext('architecture'),
  rollout: app.node.tryGetContext('rollout'),
  retain: app.node.tryGetContext('retain'),
});
addStacks(app, { ...context, ...(await bundleFunctions()) });
addRulePacks(app);
app.synth();
