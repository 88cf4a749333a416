import { beforeAll, describe, expect, test } from 'vitest';
import type { PlayedScenario } from '../../infra/local/scenarios/office.ts';
import { playScenarios } from '../../infra/local/scenarios/play-scenarios.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';
import { judgingDatabase } from '../support/judging-database.ts';
import { playRefund, refundScripts } from '../support/refund-scripts.ts';
import { readStateMachine, transitionsOf } from '../support/state-machine-file.ts';

const file = readStateMachine('refund');
const scenarios = readScenarios('refund');
let played = new Map<string, PlayedScenario>();
beforeAll(async () => {
  played = await playScenarios(scenarios, undefined, judgingDatabase());
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

  test('what the person was told', () => {
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
    const account = /\d{16,19}/.exec(JSON.stringify(opening?.account))?.[0] ?? 'none';
    for (const secret of [person.idNumber, person.name, account]) {
      expect(executionText).not.toContain(secret);
      expect(JSON.stringify(sent)).not.toContain(secret);
    }
  });
});

test('a straight refund takes 13 states and 7 calls of functions; the question that every table asks 4 and 2 more', async () => {
  const { entered, payloads } = await playRefund({});
  expect([entered.length, payloads.length]).toEqual([13, 7]);
  const asked = result('paid-twice');
  expect([asked.entered.length, asked.calls]).toEqual([17, 9]);
});

test('every transition of the file was taken: by a scenario, or by a failure that only a script can make', async () => {
  const taken = new Set([...played.values()].flatMap(({ entered }) => transitionsOf(entered)));
  for (const script of refundScripts(file.tasks)) {
    for (const transition of transitionsOf((await playRefund(script)).entered)) taken.add(transition);
  }
  expect(file.transitions.filter((transition) => !taken.has(transition))).toEqual([]);
});
