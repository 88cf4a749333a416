/** Ways through the refund state machine, with functions that answer by a script. */
import { playScript as playOn, type Script, type ScriptedMachine } from './scripted-executions.ts';

/** The straight way: nothing to ask, two reviews, paid. */
const REFUND: ScriptedMachine = {
  kind: 'refund',
  prefix: 'Refund',
  answers: {
    CheckGround: { outcome: 'refund' },
    AskCaseworker: { decision: 'approved' },
    AwaitDocuments: { decision: 'received' },
    ClaimPayments: { claimed: true },
    FirstReview: { decision: 'approved' },
    SecondReview: { decision: 'approved' },
    AwaitPayout: { decision: 'paid' },
    CorrectAccount: { decision: 'corrected' },
    CloseCase: { ended: 'closed' },
  },
};
export const playRefund = (script: Script) => playOn(REFUND, script);

const until = '2026-01-21T00:00:00+08:00';

/** Scripts by which the tasks beside the straight way are reached. */
const REACHED_BY: Record<string, Script> = {
  AskCaseworker: { CheckGround: [{ outcome: 'ask' }] },
  AwaitDocuments: { CheckGround: [{ outcome: 'ask' }], AskCaseworker: [{ decision: 'returned', until }] },
  CorrectAccount: { AwaitPayout: [{ decision: 'returned' }] },
  CloseCase: { CheckGround: [{ outcome: 'refuse' }] },
};

export const reach = (task: string): Script => REACHED_BY[task] ?? {};

export const failing = (task: string, error: string): Script => ({ ...reach(task), [task]: [{ error }] });

/** Only for so long as it takes to be tried again for ever. */
export const failingForGood = (task: string, error: string): Script => ({
  ...reach(task),
  [task]: Array.from({ length: 20 }, () => ({ error })),
});

/** Tasks that do nothing by a plan whose facts have changed, and are answered so if facts change while they are open. */
export const PLANNED = ['AskCaseworker', 'FirstReview', 'SecondReview'] as const;

/** What is known of the person changed while the task was open. */
export const changedMeanwhile = (task: string): Script => ({ ...reach(task), [task]: [{ decision: 'changed' }] });

/** Waits that a new execution takes over from one that was nearly a year old. */
const TAKEN_OVER = ['decision', 'documents', 'first_review', 'second_review', 'account'];

/** One of each way that a scenario cannot go: a failure, or two things at the same moment. */
export const refundScripts = (tasks: readonly string[]): Script[] => [
  {},
  ...['await_payout', 'settle', 'correct_account'].map((outcome) => ({ CheckGround: [{ outcome }] })),
  // An end that was not carried out.
  { CheckGround: [{ outcome: 'ended', ending: 'refused' }] },
  ...tasks.filter((task) => task !== 'ParkCase').map((task) => failingForGood(task, 'SomethingBroke')),
  { ...failing('CheckGround', 'SomethingBroke'), ParkCase: [{ error: 'Worse' }] },
  ...['AskCaseworker', 'FirstReview', 'SecondReview', 'CorrectAccount', 'AwaitPayout'].map((task) => ({
    ...reach(task),
    [task]: [{ decision: 'perhaps' }],
  })),
  ...['AskCaseworker', 'AwaitDocuments', 'FirstReview', 'SecondReview', 'CorrectAccount'].map((task) => ({
    ...failing(task, 'CaseWithdrawn'),
    CloseCase: [{ ended: 'withdrawn' }],
  })),
  ...PLANNED.map((task) => failing(task, 'CaseChanged')),
  ...PLANNED.map(changedMeanwhile),
  failing('AwaitPayout', 'PayoutPaid'),
  failing('AwaitPayout', 'PayoutReturned'),
  { AwaitPayout: ['timeout'] },
  ...TAKEN_OVER.map((kind) => ({ CheckGround: [{ outcome: `waits_for_${kind}`, waitsUntil: until }] })),
  { ClaimPayments: [{ claimed: false }] },
  { ClaimPayments: [{}] },
  { ...reach('AwaitDocuments'), AwaitDocuments: ['timeout'], CloseCase: [{ ended: 'not_ended' }] },
];
