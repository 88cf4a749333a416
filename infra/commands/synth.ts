/**
 * `npm run synth`: writes the templates to cdk.out and checks them by CloudFormation's rules and
 * by cdk-nag. Prints every finding; exits with 1 if there is one.
 */
import { resolve } from 'node:path';
import { z } from 'zod';
import { synthesize } from '../build/synthesize.ts';
import { readArguments } from '../local/commands/arguments.ts';
import { DEFAULT_PREFIX, PREFIX, REGION } from '../stacks/deployment-settings.ts';

/** What `cdk` reads of its context, as far as a template differs by it. */
const contextSchema = z.strictObject({
  region: z.string().regex(REGION).default('cn-northwest-1'),
  prefix: z.string().regex(PREFIX).default(DEFAULT_PREFIX),
});

const { values } = readArguments({
  name: 'synth',
  does: `Writes the CloudFormation templates to cdk.out, and checks them by CloudFormation’s rules for the region and by
cdk-nag. Prints every finding; ends with 1 if there is one.`,
  options: {
    context: {
      type: 'string',
      short: 'c',
      multiple: true,
      value: 'NAME=VALUE',
      says: 'as for cdk: region (cn-northwest-1), prefix (canbao)',
    },
  },
  example: 'npm run synth -- -c region=us-east-1',
});
const given = Object.fromEntries((values.context ?? []).map((one) => one.split('=', 2)));
const context = contextSchema.safeParse(given);
if (!context.success) {
  console.error(z.prettifyError(context.error));
  process.exit(2);
}
const { region, prefix } = context.data;

const outdir = resolve(import.meta.dirname, '../../cdk.out');
try {
  await synthesize({ outdir, region, prefix, validate: true });
  console.log(`templates for ${region} are in ${outdir}; no findings`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
