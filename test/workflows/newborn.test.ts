import { beforeAll, describe, expect, test } from 'vitest';
import type { Verification } from '../../functions/audit/verify-tables.ts';
import type { PlayedScenario } from '../../infra/local/scenarios/office.ts';
import { playScenarios } from '../../infra/local/scenarios/play-scenarios.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { judgingDatabase } from '../support/judging-database.ts';
import { failureScripts, file, play } from '../support/newborn-scripts.ts';
import { transitionsOf } from '../support/state-machine-file.ts';
import { verifyCloud } from '../support/verify-cloud.ts';

const scenarios = readScenarios('newborn');
let played = new Map<string, PlayedScenario>();
let verified: Verification;
beforeAll(async () => {
  played = await playScenarios(
    scenarios,
    async (cloud) => {
      verified = await verifyCloud(cloud);
    },
    judgingDatabase(),
  );
});

function result(name: string): PlayedScenario {
  const found = played.get(name);
  if (!found) throw new Error(`${name} was not played`);
  return found;
}

describe.each(scenarios)('$title', ({ name, passes, state, notices, told, person, opening }) => {
  test('the states passed, in order', () => {
    expect(result(name).entered).toEqual(passes);
    expect(result(name).state).toBe(state);
  });

  test('what the parents were told', () => {
    const { notices: sent } = result(name);
    expect(sent.map(({ occasion }) => occasion)).toEqual(notices);
    for (const [occasion, parts] of Object.entries(told)) {
      const notice = sent.find((one) => one.occasion === occasion);
      for (const part of parts) expect([notice?.title, ...(notice?.body ?? [])].join('\n')).toContain(part);
    }
    expect(JSON.stringify(sent)).not.toMatch(/undefined|null|NaN/);
  });

  test('nothing personal is in the execution, and no number or full name in what was sent', () => {
    const { executionText, notices: sent } = result(name);
    const secrets = [person.idNumber, person.name, String(opening?.birthCertificateNumber)];
    for (const secret of secrets) {
      expect(executionText).not.toContain(secret);
      expect(JSON.stringify(sent)).not.toContain(secret);
    }
  });
});

test('the straight way takes at most 16 states and 9 calls of functions', () => {
  const { entered, calls } = result('born-registered-paid');
  expect(entered.length).toBeLessThanOrEqual(16);
  expect(calls).toBeLessThanOrEqual(9);
});

test('every transition of the file was taken: by a scenario, or by a failure that only a script can make', async () => {
  const taken = new Set([...played.values()].flatMap(({ entered }) => transitionsOf(entered)));
  for (const script of failureScripts()) {
    for (const transition of transitionsOf((await play(script)).entered)) taken.add(transition);
  }
  expect(file.transitions.filter((transition) => !taken.has(transition))).toEqual([]);
});

test('every decision that was stored is found the same again', () => {
  expect(verified.findings).toEqual([]);
  expect(verified.cases).toBeGreaterThanOrEqual(scenarios.length);
  expect(verified.decisions).toBeGreaterThan(0);
});
