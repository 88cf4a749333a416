/**
 * What can happen to a case. Each kind has a table: which acts does each state take? The refusals of acts, and the
 * acts that a desk is offered, follow from these tables.
 */

/** By somebody outside. */
const OUTSIDE = [
  /** A desk answers what the case asks. */
  'decide',
  /** The tax office confirms a payment. */
  'pay',
  /** The treasury says what became of an order. */
  'tell_payout',
  /** The treasury says that what was paid came back. */
  'tell_bounce',
  /** A desk notes that what was paid wrongly was recovered, or confirms it. */
  'recover',
  /** A desk records what happened to a newborn. */
  'record_event',
  /** A list of aid says otherwise who the person is. */
  'relist',
  /** A desk corrects facts that were written down wrongly. */
  'correct',
  'withdraw',
  /** After what had failed was put right. */
  'resume',
] as const;

/** By the case's execution. */
const STEPS = [
  /** What is due by the policy, and what comes next. */
  'assess',
  /** Asks somebody, and leaves a token that the answer completes. */
  'wait',
  /** Tells what is to be paid, and puts it out for collection. */
  'notify',
  /** Says once more what is due, or that its time is over. */
  'remind',
  /** Tells the parents what was recorded or missed. */
  'tell',
  'check_payment',
  /** Makes payments this case's alone. */
  'claim',
  /** Orders the treasury to pay out. */
  'instruct',
  'settle',
  'insure',
  /** Opens the late payment of a newborn. */
  'hand_over',
  'close',
  /** A step failed for good: a person has to see to it. */
  'park',
] as const;

/** Beside the steps: the case stays where it is. */
const BESIDE = [
  /** Keeps its person from being erased, or lets it go again. */
  'hold',
  /** A field of the person, or a pack for an audit, is shown. */
  'look',
  /** A document is taken in, or struck out. */
  'file',
  /** A desk takes the open task, or hands it over. */
  'assign',
  /** A desk writes a note, or asks a colleague. */
  'note',
  /** Its years are over. */
  'erase',
] as const;

export type Act = (typeof OUTSIDE | typeof STEPS | typeof BESIDE)[number];

/** What a case that has ended takes; `resume` where its end was not carried out. */
export const AT_AN_END = ['close', 'resume', 'hold', 'look', 'file', 'note', 'erase'] as const satisfies readonly Act[];
/** What a case that is open takes wherever it stands, beside what its state takes. */
export const WHILE_OPEN = ['hold', 'look', 'file', 'assign', 'note'] as const satisfies readonly Act[];

/** The states of a kind that take an act. */
export const statesTaking = <State extends string>(
  table: Readonly<Record<State, readonly Act[]>>,
  states: readonly State[],
  act: Act,
): State[] => states.filter((state) => table[state].includes(act));
