/** Two deployments stand side by side, and a deleted one can be made again. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/build/synthesize.ts';
import { type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

let stacks: SynthesizedStacks;
let folder = '';
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
  folder = await mkdtemp(join(tmpdir(), 'canbao-names-'));
  await synthesize({ outdir: folder, region: 'cn-northwest-1', prefix: 'trial-7', validate: false });
});
afterAll(() => rm(folder, { recursive: true }));

describe('The name of a deployment', () => {
  it('begins every name that its templates give', async () => {
    for (const part of ['data', 'workflows', 'api', 'operations']) {
      const text = await readFile(join(folder, `trial-7-${part}.template.json`), 'utf8');
      // What is left are words for people, the console's client at the issuer, and the tag that says what this is.
      const kept = text
        .replaceAll(/"(Description|AlarmDescription|Value)":\s*"[^"]*"/g, '')
        .replaceAll('"application": "canbao"', '')
        .replaceAll('canbao-console', '')
        .replaceAll('Canbao/trial-7', '');
      expect(kept.match(/.{0,60}canbao[-/].{0,40}/gi) ?? []).toEqual([]);
    }
  });
});

describe('What stays when a stack goes', () => {
  it('goes all the same when its stack never came to be, so that a first deployment can be repeated', () => {
    const staying = stacks.resources.filter(({ UpdateReplacePolicy }) => UpdateReplacePolicy === 'Retain');
    expect(staying.length).toBeGreaterThan(60);
    for (const { Type, DeletionPolicy } of staying) {
      // A version without its state machine holds nothing up.
      const expected = Type === 'AWS::StepFunctions::StateMachineVersion' ? 'Retain' : 'RetainExceptOnCreate';
      expect([Type, DeletionPolicy]).toEqual([Type, expected]);
    }
  });

  it('has no name of its own that would stand in the way of the next stack', () => {
    const staying = stacks.resources.filter(({ UpdateReplacePolicy }) => UpdateReplacePolicy === 'Retain');
    for (const { Type, Properties } of staying) {
      const names = ['TableName', 'Name', 'LogGroupName', 'AliasName'].map((property) => Properties[property]);
      for (const name of names) {
        if (name !== undefined)
          expect([Type, JSON.stringify(name)]).toEqual([Type, expect.stringContaining('AWS::StackId')]);
      }
    }
  });
});
