import { describe, expect, test } from 'vitest';
import { changedMeanwhile, failing, failingForGood, PLANNED, playRefund, reach } from '../support/refund-scripts.ts';
import { readStateMachine } from '../support/state-machine-file.ts';

const { states, tasks } = readStateMachine('refund');
const REVIEWS = ['FirstReview', 'SecondReview'];
const DESK_WAITS = ['AskCaseworker', ...REVIEWS, 'CorrectAccount'];

describe('whatever fails', () => {
  test.each(tasks.filter((task) => task !== 'ParkCase'))('in %s parks the case with state and error', async (task) => {
    const { entered, status, payloads } = await playRefund(failingForGood(task, 'SomethingBroke'));
    expect(entered.slice(-3)).toEqual([task, 'ParkCase', 'Parked']);
    expect(status).toBe('FAILED');
    expect(payloads.at(-1)?.payload).toMatchObject({ failure: { state: task, error: 'SomethingBroke' } });
  });

  test.each(tasks)('%s is tried again when it was throttled or a network failed', async (task) => {
    const reached = task === 'ParkCase' ? failing('CheckGround', 'SomethingBroke') : reach(task);
    const script = { ...reached, [task]: [{ error: 'Lambda.TooManyRequestsException' }, { error: 'TransientError' }] };
    const { payloads, entered } = await playRefund(script);
    const calls = payloads.filter(({ name }) => name === task).length;
    expect(calls).toBe(entered.filter((name) => name === task).length + 2);
  });

  test('in settling what was paid is tried again for days', async () => {
    const errors = Array.from({ length: 9 }, () => ({ error: 'SomethingBroke' }));
    const { entered } = await playRefund({ SettleRefund: errors });
    expect(entered.at(-1)).toBe('Refunded');
  });
});

describe('what nobody answers', () => {
  test.each(DESK_WAITS)('%s parks the case after 90 days', async (task) => {
    const { entered, payloads } = await playRefund({ ...reach(task), [task]: ['timeout'] });
    expect(entered.slice(-3)).toEqual([task, 'ParkCase', 'Parked']);
    expect(payloads.at(-1)?.payload).toMatchObject({ failure: { error: 'States.Timeout' } });
  });

  test('the treasury is waited for again and again, and nothing is ordered a second time', async () => {
    const { entered, payloads } = await playRefund({ AwaitPayout: ['timeout', 'timeout', 'timeout'] });
    expect(entered.filter((name) => name === 'AwaitPayout')).toHaveLength(4);
    expect(payloads.filter(({ name }) => name === 'InstructPayout')).toHaveLength(1);
    expect(entered.at(-1)).toBe('Refunded');
  });
});

test('nothing is ordered before both reviews have approved', async () => {
  for (const task of REVIEWS) {
    for (const decision of ['rejected', 'returned', 'perhaps']) {
      const until = '2026-01-21T00:00:00+08:00';
      const { entered } = await playRefund({ [task]: [{ decision, until }, 'timeout', { decision: 'rejected' }] });
      const first = entered.indexOf('InstructPayout');
      expect([task, decision, first]).toEqual([task, decision, -1]);
    }
  }
});

describe.each(PLANNED)('facts that changed before or while %s was open', (task) => {
  test.each([failing(task, 'CaseChanged'), changedMeanwhile(task)])('are decided on again', async (script) => {
    const { entered } = await playRefund(script);
    expect(entered.slice(entered.indexOf(task) + 1).filter((name) => name === 'CheckGround')).toHaveLength(1);
    expect(entered.at(-1)).toBe('Refunded');
  });
});

test('an account that was corrected is reviewed before the next order', async () => {
  const { entered } = await playRefund({ AwaitPayout: [{ decision: 'returned' }] });
  expect(entered.slice(entered.indexOf('CorrectAccount'))).toEqual([
    'CorrectAccount',
    'WhatAboutTheAccount',
    'SecondReview',
    'WhatDidTheSecondSay',
    'InstructPayout',
    'AwaitPayout',
    'WhatDidTheBankSay',
    'SettleRefund',
    'Refunded',
  ]);
});

test('a result that came before anybody waited goes on with it', async () => {
  expect((await playRefund(failing('AwaitPayout', 'PayoutPaid'))).entered.slice(-3)).toEqual([
    'AwaitPayout',
    'SettleRefund',
    'Refunded',
  ]);
  const returned = await playRefund(failing('AwaitPayout', 'PayoutReturned'));
  expect(returned.entered).toContain('CorrectAccount');
});

describe('the file', () => {
  test('passes nothing to a function but the case, the time, a token with its try, an ending or a failure', async () => {
    const { payloads } = await playRefund(reach('AwaitDocuments'));
    const names = new Set(payloads.flatMap(({ payload }) => Object.keys(payload)));
    expect([...names].sort()).toEqual(['at', 'attempt', 'caseId', 'token']);
  });

  test('says in a comment why every choice and every catch is there', () => {
    for (const [name, state] of Object.entries(states)) {
      const parts = [state, ...state.Choices, ...state.Catch];
      for (const part of parts) expect(part.Comment, name).toMatch(/\w+ \w+/);
    }
  });

  test('every task ends by itself in time', () => {
    for (const name of tasks) expect(states[name]?.TimeoutSeconds, name).toBeDefined();
  });
});
