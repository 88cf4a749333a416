/**
 * `npm run synth`: writes the templates for the China region to cdk.out and checks them by CloudFormation's rules and
 * by cdk-nag. Prints every finding; exits with 1 if there is one.
 */
import { resolve } from 'node:path';
import { synthesize } from '../build/synthesize.ts';
import { readArguments } from '../local/commands/arguments.ts';

readArguments({
  name: 'synth',
  does: `Writes the CloudFormation templates for the China region to cdk.out, and checks them by CloudFormation’s rules and
by cdk-nag. Prints every finding; ends with 1 if there is one.`,
  example: 'npm run synth',
});

const outdir = resolve(import.meta.dirname, '../../cdk.out');
try {
  await synthesize({ outdir, region: 'cn-northwest-1', validate: true });
  console.log(`templates for cn-northwest-1 are in ${outdir}; no findings`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
