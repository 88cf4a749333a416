import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnUser } from 'aws-cdk-lib/aws-iam';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/build/synthesize.ts';
import { addRulePacks } from '../../infra/stacks/rule-packs.ts';

describe('The stacks', () => {
  it.each(['cn-northwest-1', 'us-east-1'])('have no finding in %s that is not acknowledged', async (region) => {
    const outdir = await mkdtemp(join(tmpdir(), 'canbao-findings-'));
    await expect(synthesize({ outdir, region, validate: true })).resolves.toBe(outdir);
    await rm(outdir, { recursive: true });
  });

  it.each([
    ['AwsSolutions', 'AwsSolutions-SQS4'],
    ['Serverless', 'Serverless-SQSRedrivePolicy'],
    ['NIST 800-53 R5', 'NIST.800.53.R5-IAMUserGroupMembership'],
  ])('are checked by the rules of %s: a resource that breaks one is named', async (_, rule) => {
    const outdir = await mkdtemp(join(tmpdir(), 'canbao-findings-'));
    const app = new App({ outdir, context: { '@aws-cdk/core:strictCfnValidateErrors': true } });
    const stack = new Stack(app, 'open');
    new CfnQueue(stack, 'Queue');
    new CfnUser(stack, 'Somebody');
    addRulePacks(app);
    expect(() => app.synth()).toThrow(rule);
    await rm(outdir, { recursive: true });
  });

  it('are made with every feature flag that the CDK in use recommends', async () => {
    const read = async (path: string) => JSON.parse(await readFile(join(import.meta.dirname, '../..', path), 'utf8'));
    const recommended = await read('node_modules/aws-cdk-lib/recommended-feature-flags.json');
    expect(await read('cdk.json')).toMatchObject({
      // Exports: a table cannot be taken away from under a function that still uses it.
      context: { ...recommended, '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
    });
  });
});
