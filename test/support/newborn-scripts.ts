/** Ways through the newborn state machine that need a failure, or two things at the same moment. */
import { type Played, playScript, type Script, type ScriptedMachine } from './scripted-executions.ts';
import { readStateMachine } from './state-machine-file.ts';

export const file = readStateMachine('newborn');

const lookAgainAt = '2026-02-01T00:00:00+08:00';
const assessed = (outcome: string) => ({ outcome, lookAgainAt });
const over = assessed('over');

/** Nothing is left to do. */
const machine: ScriptedMachine = {
  kind: 'newborn',
  prefix: 'Newborn',
  answers: {
    Assess: over,
    AskCaseworker: { decision: 'approved' },
    AwaitParents: { decision: 'changed' },
    CheckPayment: { expected: true },
    AskAboutPayment: { decision: 'accepted' },
    TellCovered: { ended: 'insured' },
    AskAboutLatePayment: { decision: 'declined' },
    OpenLatePaymentCase: { ended: 'late_payment_opened' },
    CloseCase: { ended: 'missed' },
  },
};

export const play = (script: Script): Promise<Played> => playScript(machine, script);

/** What Assess says of a task that is reached directly. */
const OUTCOMES: Record<string, string> = {
  AskCaseworker: 'ask',
  AwaitParents: 'wait',
  TellRegistered: 'tell_registered',
  TellPaymentRefused: 'tell_payment_refused',
  CheckPayment: 'check_payment',
  AskAboutPayment: 'check_payment',
  TellCovered: 'tell_covered',
  TellMissed: 'tell_missed',
  AskAboutLatePayment: 'ask_about_late_payment',
  OpenLatePaymentCase: 'open_late_payment',
  CloseCase: 'over',
};

export const reach = (task: string): Script => ({
  ...(task in OUTCOMES && { Assess: [assessed(OUTCOMES[task] ?? '')] }),
  ...(task === 'AskAboutPayment' && { CheckPayment: [{ expected: false }] }),
});

export const failing = (task: string, error: string): Script => ({ ...reach(task), [task]: [{ error }] });

export const timingOut = (task: string): Script => ({ ...reach(task), [task]: ['timeout'] });

/** Tasks that do their part only if the case is as planned. */
export const PLANNED = file.tasks.filter((task) => !['Assess', 'ParkCase'].includes(task));

/** Waits that a new execution takes over from one that was nearly a year old. */
const TAKEN_OVER = ['decision', 'parents', 'payment_question', 'late_payment_wish'];

/** One of each. */
export const failureScripts = (): Script[] => [
  ...file.tasks.filter((task) => task !== 'ParkCase').map((task) => failing(task, 'SomethingBroke')),
  { ...failing('Assess', 'SomethingBroke'), ParkCase: [{ error: 'Worse' }] },
  ...PLANNED.map((task) => failing(task, 'CaseChanged')),
  timingOut('AskCaseworker'),
  timingOut('AwaitParents'),
  timingOut('AskAboutLatePayment'),
  ...TAKEN_OVER.map((kind) => ({ Assess: [{ ...assessed(`waits_for_${kind}`), waitsUntil: lookAgainAt }, over] })),
];
