/** Ways through the late-payment state machine that need a failure, or two things at the same moment. */
import { playScript as playOn, type Script, type ScriptedMachine } from './scripted-executions.ts';
import { readStateMachine } from './state-machine-file.ts';

/** The straight way: nothing to ask, paid in time, benefits from the day of payment. */
const LATE_PAYMENT: ScriptedMachine = {
  kind: 'late-payment',
  prefix: 'LatePayment',
  answers: {
    Assess: { outcome: 'pay', benefitsFrom: null },
    AskCaseworker: { decision: 'approved' },
    AwaitDocuments: { decision: 'received' },
    IssuePaymentNotice: { waitUntil: '2026-02-18T00:00:00+08:00' },
    AwaitPayment: { decision: 'paid' },
    CheckPayment: { expected: true, benefitsFrom: '2026-01-11T00:00:00+08:00' },
    AskAboutPayment: { decision: 'accepted' },
    AwaitBenefits: 'timeout',
    CloseCase: { ended: 'unpaid' },
  },
};
export const playScript = (script: Script) => playOn(LATE_PAYMENT, script);

const { tasks } = readStateMachine(LATE_PAYMENT.kind);

/** Scripts by which the tasks beside the straight way are reached. */
const REACHED_BY: Record<string, Script> = {
  AskCaseworker: { Assess: [{ outcome: 'ask', benefitsFrom: null }] },
  AwaitDocuments: {
    Assess: [{ outcome: 'ask', benefitsFrom: null }],
    AskCaseworker: [{ decision: 'returned', until: '2026-01-21T00:00:00+08:00' }],
  },
  AskAboutPayment: { CheckPayment: [{ expected: false, benefitsFrom: null }] },
  CloseCase: { Assess: [{ outcome: 'cannot_be_paid', benefitsFrom: null }] },
};

export const reach = (task: string): Script => REACHED_BY[task] ?? {};

export const failing = (task: string, error: string): Script => ({ ...reach(task), [task]: [{ error }] });

/** Documents that come in the moment in which their time runs out. */
export const documentsAtLast: Script = {
  ...reach('AwaitDocuments'),
  AwaitDocuments: ['timeout'],
  CloseCase: [{ ended: 'not_ended' }],
};

/** A time-out of the payment, and how the case says that it ended. */
export const timedOut = (ended: string): Script => ({ AwaitPayment: ['timeout'], CloseCase: [{ ended }] });

export const noAnswer = (task: string): Script => ({ ...reach(task), [task]: [{ decision: 'perhaps' }] });

/** What is known of the person changed while the question was open. */
export const changedMeanwhile: Script = { ...reach('AskCaseworker'), AskCaseworker: [{ decision: 'changed' }] };

/** Tasks that do nothing by a plan whose facts have changed. */
export const PLANNED = ['AskCaseworker', 'IssuePaymentNotice', 'AwaitPayment', 'AwaitBenefits'];

/** Waits that a new execution takes over from one that was nearly a year old. */
const TAKEN_OVER = ['decision', 'documents', 'payment', 'payment_question', 'benefits'];
const waitsUntil = '2026-01-21T00:00:00+08:00';

/** One of each. */
export const failureScripts = (): Script[] => [
  ...tasks.filter((task) => task !== 'ParkCase').map((task) => failing(task, 'SomethingBroke')),
  { ...failing('Assess', 'SomethingBroke'), ParkCase: [{ error: 'Worse' }] },
  failing('AwaitPayment', 'PaymentAlreadyHere'),
  failing('TellBenefitsBegin', 'CaseWithdrawn'),
  timedOut('not_ended'),
  timedOut('unpaid'),
  documentsAtLast,
  { Assess: [{ outcome: 'check_payment', benefitsFrom: null }] },
  // An end that was not carried out.
  { Assess: [{ outcome: 'tell_insured', benefitsFrom: null }] },
  { Assess: [{ outcome: 'ended', ending: 'refused', benefitsFrom: null }] },
  changedMeanwhile,
  ...PLANNED.map((task) => failing(task, 'CaseChanged')),
  noAnswer('AskCaseworker'),
  noAnswer('AskAboutPayment'),
  ...TAKEN_OVER.map((kind) => ({ Assess: [{ outcome: `waits_for_${kind}`, benefitsFrom: waitsUntil, waitsUntil }] })),
];
