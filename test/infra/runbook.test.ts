import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStacks, synthesizeStacks } from './synthesized-stacks.ts';

let stacks: SynthesizedStacks;
beforeAll(async () => {
  stacks = await synthesizeStacks('cn-northwest-1');
});

const runbook = readFileSync(join(import.meta.dirname, '../../infra/RUNBOOK.md'), 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

describe('The runbook', () => {
  it('has a heading for every alarm, and none for anything else', () => {
    const named = stacks
      .ofType('AWS::CloudWatch::Alarm')
      .map(({ Properties }) => /^See (\S+) in infra\/RUNBOOK.md$/.exec(String(Properties.AlarmDescription))?.[1]);
    expect(named.length).toBeGreaterThan(10);
    expect(headings.toSorted()).toEqual([...new Set(named)].sort());
  });

  it('says under each heading where to look and what to do', () => {
    const parts = runbook.split(/^## /m).slice(1);
    for (const part of parts) expect(part).toMatch(/\nLook: [\s\S]+\nDo: /);
  });

  it('names an alarm that tells somebody', () => {
    for (const { Properties } of stacks.ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmActions).toHaveLength(1);
    }
  });
});
