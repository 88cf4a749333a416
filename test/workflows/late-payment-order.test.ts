import { describe, expect, test } from 'vitest';
import {
  changedMeanwhile,
  documentsAtLast,
  failing,
  noAnswer,
  PLANNED,
  playScript,
  reach,
  timedOut,
} from '../support/late-payment-scripts.ts';
import { readStateMachine } from '../support/state-machine-file.ts';

const { states, tasks } = readStateMachine('late-payment');

const WAITS = ['AskCaseworker', 'AwaitDocuments', 'AwaitPayment', 'AskAboutPayment', 'AwaitBenefits'];

describe('whatever fails', () => {
  test.each(tasks.filter((task) => task !== 'ParkCase'))(
    'in %s parks the case with the state and the error',
    async (task) => {
      const { entered, status, payloads } = await playScript(failing(task, 'SomethingBroke'));
      expect(entered.slice(-3)).toEqual([task, 'ParkCase', 'Parked']);
      expect(status).toBe('FAILED');
      expect(payloads.at(-1)?.payload).toMatchObject({ failure: { state: task, error: 'SomethingBroke' } });
    },
  );

  test('the execution says that the case is parked even if parking it fails', async () => {
    const { entered } = await playScript({ ...failing('Assess', 'SomethingBroke'), ParkCase: [{ error: 'Worse' }] });
    expect(entered).toEqual(['Assess', 'ParkCase', 'Parked']);
  });

  test.each(['AskCaseworker', 'AskAboutPayment'])('nobody answers %s for 90 days: the case is parked', async (task) => {
    const { entered, payloads } = await playScript({ ...reach(task), [task]: ['timeout'] });
    expect(entered.slice(-3)).toEqual([task, 'ParkCase', 'Parked']);
    expect(payloads.at(-1)?.payload).toMatchObject({ failure: { state: task, error: 'States.Timeout' } });
  });

  test.each(tasks)('%s is tried again when it was throttled or a network failed', async (task) => {
    const reached = task === 'ParkCase' ? { Assess: [{ error: 'SomethingBroke' }] } : reach(task);
    const own = reached[task] ?? [];
    const throttled = [{ error: 'Lambda.TooManyRequestsException' }, { error: 'TransientError' }, ...own];
    const { payloads, entered } = await playScript({ ...reached, [task]: throttled });
    expect(payloads.filter(({ name }) => name === task).length).toBeGreaterThanOrEqual(3);
    expect(entered.filter((name) => name === task).length).toBe(
      payloads.filter(({ name }) => name === task).length - 2,
    );
  });
});

describe('a withdrawal', () => {
  test.each([...WAITS, 'TellBenefitsBegin'])('that %s finds closes the case as withdrawn', async (task) => {
    const { entered, payloads } = await playScript({
      ...failing(task, 'CaseWithdrawn'),
      CloseCase: [{ ended: 'withdrawn' }],
    });
    expect(entered.slice(-4)).toEqual([task, 'CloseCase', 'HowDidItEnd', 'Withdrawn']);
    expect(payloads.at(-1)?.payload).toMatchObject({ ending: 'withdrawn' });
  });
});

describe('what happened while a time ran out', () => {
  test('a payment that was confirmed before the wait goes to its check', async () => {
    const { entered } = await playScript(failing('AwaitPayment', 'PaymentAlreadyHere'));
    expect(entered.slice(3, 5)).toEqual(['AwaitPayment', 'CheckPayment']);
  });

  test.each([
    ['unpaid', 'ClosedWithoutCover'],
    ['withdrawn', 'Withdrawn'],
    ['not_ended', 'Assess'],
  ])('of the payment, the case that is %s goes to %s', async (ended, next) => {
    const { entered, payloads } = await playScript(timedOut(ended));
    expect(entered.slice(3, 7)).toEqual(['AwaitPayment', 'CloseCase', 'HowDidItEnd', next]);
    const closing = payloads.find(({ name }) => name === 'CloseCase');
    expect(closing?.payload.ending).toBe('unpaid');
  });

  test('documents that came at the last moment are assessed', async () => {
    const { entered } = await playScript(documentsAtLast);
    expect(entered.slice(4, 8)).toEqual(['AwaitDocuments', 'CloseCase', 'HowDidItEnd', 'Assess']);
  });
});

describe('facts that changed', () => {
  test.each(PLANNED)('are assessed again, whether or not %s had begun', async (task) => {
    const { entered } = await playScript(failing(task, 'CaseChanged'));
    const at = entered.indexOf(task);
    expect(entered.slice(at, at + 2)).toEqual([task, 'Assess']);
  });

  test('while a question was open are assessed again', async () => {
    const { entered } = await playScript(changedMeanwhile);
    expect(entered.slice(2, 5)).toEqual(['AskCaseworker', 'WhatWasDecided', 'Assess']);
  });
});

test.each([
  ['AskCaseworker', 'WhatWasDecided'],
  ['AskAboutPayment', 'WhatAboutThePayment'],
])('an answer that is none is asked again by %s', async (task, choice) => {
  const { entered } = await playScript(noAnswer(task));
  const first = entered.indexOf(task);
  expect(entered.slice(first, first + 3)).toEqual([task, choice, task]);
});

describe('the file', () => {
  test('passes nothing to a function but the case, the time, a token with its try, an ending or a failure', async () => {
    const { payloads } = await playScript({ Assess: [{ outcome: 'ask', benefitsFrom: null }] });
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
