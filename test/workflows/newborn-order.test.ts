import { describe, expect, test } from 'vitest';
import { failing, file, PLANNED, play, reach, timingOut } from '../support/newborn-scripts.ts';

const WAITS = ['AskCaseworker', 'AwaitParents', 'AskAboutPayment', 'AskAboutLatePayment'];

describe('whatever fails', () => {
  test.each(file.tasks.filter((task) => task !== 'ParkCase'))(
    'in %s parks the case with the state and the error',
    async (task) => {
      const { entered, status, payloads } = await play(failing(task, 'SomethingBroke'));
      expect(entered.slice(-3)).toEqual([task, 'ParkCase', 'Parked']);
      expect(status).toBe('FAILED');
      expect(payloads.at(-1)?.payload).toMatchObject({ failure: { state: task, error: 'SomethingBroke' } });
    },
  );

  test.each(file.tasks)('%s is tried again when it was throttled or a network failed', async (task) => {
    const reached = task === 'ParkCase' ? { Assess: [{ error: 'SomethingBroke' }] } : reach(task);
    const own = reached[task] ?? [];
    const throttled = [{ error: 'Lambda.TooManyRequestsException' }, { error: 'TransientError' }, ...own];
    const { payloads, entered } = await play({ ...reached, [task]: throttled });
    const calls = payloads.filter(({ name }) => name === task).length;
    expect(entered.filter((name) => name === task).length).toBe(calls - 2);
  });
});

describe('a case that moved meanwhile', () => {
  test.each(PLANNED)('is looked at again after %s', async (task) => {
    const { entered } = await play(failing(task, 'CaseChanged'));
    const at = entered.indexOf(task);
    expect(entered.slice(at, at + 3)).toEqual([task, 'Assess', 'WhatIsNext']);
  });

  test.each(WAITS)('withdrawn while %s waits, it is closed', async (task) => {
    const script = { ...failing(task, 'CaseWithdrawn'), CloseCase: [{ ended: 'withdrawn' }] };
    expect((await play(script)).entered.slice(-5)).toEqual([
      'Assess',
      'WhatIsNext',
      'CloseCase',
      'HowDidItEnd',
      'Withdrawn',
    ]);
  });

  test('closed too early, it goes on', async () => {
    const { entered } = await play({ CloseCase: [{ ended: 'not_ended' }] });
    expect(entered.slice(2, 5)).toEqual(['CloseCase', 'HowDidItEnd', 'Assess']);
  });
});

describe('time', () => {
  test.each(['AskCaseworker', 'AwaitParents'])('that %s waited out is the day on which to look again', async (task) => {
    const { entered, payloads } = await play(timingOut(task));
    expect(entered.slice(2, 5)).toEqual([task, 'Assess', 'WhatIsNext']);
    const again = payloads.filter(({ name }) => name === 'Assess')[1];
    // Real time passes too while the clock is moved.
    expect(String(again?.payload.at)).toMatch(/^2026-01-31T16:00:0/);
  });

  test('in which nobody wished anything ends the case', async () => {
    const { entered } = await play(timingOut('AskAboutLatePayment'));
    expect(entered.slice(2)).toEqual(['AskAboutLatePayment', 'CloseCase', 'HowDidItEnd', 'Missed']);
  });
});

describe('the file', () => {
  test('passes nothing to a function but the case, the time, a token with its try or a failure', async () => {
    const played = await Promise.all([play(reach('AwaitParents')), play(failing('TellMissed', 'SomethingBroke'))]);
    const names = played.flatMap(({ payloads }) => payloads.flatMap(({ payload }) => Object.keys(payload)));
    expect([...new Set(names)].sort()).toEqual(['at', 'attempt', 'caseId', 'failure', 'token']);
  });

  test('says in a comment why every choice and every catch is there', () => {
    for (const [name, state] of Object.entries(file.states)) {
      for (const part of [state, ...state.Choices, ...state.Catch]) expect(part.Comment, name).toMatch(/\w+ \w+/);
    }
  });

  test('every task ends by itself in time', () => {
    for (const name of file.tasks) expect(file.states[name]?.TimeoutSeconds, name).toBeDefined();
  });
});
