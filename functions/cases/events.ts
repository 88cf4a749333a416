/**
 * Every entry that a history can have, by name. Names are stored for ever: a new one is added, none is taken away.
 * Who writes an entry gives its parts; who reads an entry of an earlier release cannot rely on them.
 */
/** How a desk shares its work: nothing for a university that reads the case. */
const AMONG_COLLEAGUES = ['task_taken', 'task_handed_over', 'note_written'] as const;

export const isAmongColleagues = (event: string): boolean => AMONG_COLLEAGUES.some((one) => one === event);

/**
 * These events leave the case where it stands: somebody looked at it, held its person longer, shares its work, or tried
 * something after its end.
 */
const BESIDE_THE_STEPS = [
  'person_revealed',
  'audit_pack_taken',
  'case_held',
  'case_let_go',
  'person_erased',
  'end_unfinished',
  'paper_issued',
  'document_added',
  'document_struck',
  'document_shown',
  ...AMONG_COLLEAGUES,
] as const;

export const isBesideTheSteps = (event: string): boolean => BESIDE_THE_STEPS.some((one) => one === event);

export const EVENT_NAMES = [
  ...BESIDE_THE_STEPS,
  'case_opened',
  'assessed',
  'ground_checked',
  'decision_awaited',
  'documents_awaited',
  'payment_question_awaited',
  'payment_awaited',
  'benefits_awaited',
  'first_review_awaited',
  'second_review_awaited',
  'account_awaited',
  'payout_awaited',
  'late_payment_wish_awaited',
  'parents_awaited',
  'answer_taken_over',
  'task_decided',
  'aid_list_changed',
  'facts_corrected',
  'payment_notice_issued',
  'reminded',
  'window_over',
  'payment_confirmed',
  'payment_checked',
  'payments_claimed',
  'payments_held',
  'payout_instructed',
  'payout_paid',
  'payout_returned',
  'payout_bounced',
  'recovery_noted',
  'recovery_confirmed',
  'recovery_rejected',
  'registered',
  'id_number_assigned',
  'birth_date_corrected',
  'died',
  'moved',
  'guardian_changed',
  'registration_told',
  'refusal_told',
  'missed_told',
  'covered',
  'late_payment_opened',
  'insured',
  'refunded',
  'refused',
  'redirected',
  'documents_missing',
  'missed',
  'case_withdrawn',
  'case_parked',
  'parked',
  'case_resumed',
  'execution_renewed',
  'wait_taken_over',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** A wait was opened: whoever it waits for can act. Each kind of wait has its own. */
type AwaitedName = Extract<EventName, `${string}_awaited`>;
type WaitKind = AwaitedName extends `${infer Kind}_awaited` ? Kind : never;

export const awaitedName = (kind: WaitKind) => `${kind}_awaited` as const;
export const isAwaitedName = (event: string): boolean => event.endsWith('_awaited');

type Text = string;
type PayoutTold = { instruction: Text; amount: Text; on: Text; reference: Text; reason?: Text };

/** What an entry says, where something later reads it or a person is to find it. */
type EventParts = {
  case_opened: { kind: Text; ground?: Text; from?: Text };
  task_decided: { task: Text; action: Text; opinion: Text; [settled: string]: unknown };
  aid_list_changed: { source: Text };
  /** Old and new; null where there is none. */
  facts_corrected: { reason: Text; corrected: { field: Text; before: unknown; after: unknown }[] };
  payment_confirmed: { voucher: Text; amount: Text; collectedOn: Text };
  payments_claimed: { vouchers: Text[] };
  payments_held: { held: { voucher: Text; by: Text }[] };
  payout_instructed: { instruction: Text; amount: Text };
  payout_paid: PayoutTold;
  payout_returned: PayoutTold;
  /** `run`: the execution that gets the right account. */
  payout_bounced: PayoutTold & { run?: number };
  recovery_noted: { number: number; amount: Text; on: Text; reference: Text; reason: Text };
  recovery_confirmed: { number: number };
  recovery_rejected: { number: number; opinion: Text };
  refunded: { instruction: Text; amount: Text; endedYears: number[] };
  late_payment_opened: { latePaymentCase: Text };
  /** `run`: of a parked case, the execution that tells and lets go. */
  case_withdrawn: { reason: Text; from: Text; run?: number };
  case_resumed: { reason: Text; run: number };
  execution_renewed: { run: number };
  wait_taken_over: { task: Text };
  case_parked: { task: Text; reason: Text };
  parked: { from: Text; state: Text; error: Text | null | undefined; cause: Text };
  end_unfinished: { state: Text; error: Text | null | undefined; cause: Text };
  case_held: { reason: Text };
  case_let_go: { reason: Text };
  person_revealed: { field: Text; reason: Text };
  audit_pack_taken: { reason: Text; digest: Text };
  paper_issued: { paper: Text; number: number; year: number };
  document_added: { document: Text; material: Text; type: Text; size: number; digest: Text };
  document_struck: { document: Text; material: Text; digest: Text; reason: Text };
  document_shown: { document: Text; material: Text };
  /** `from`: the colleague for whom one stands in, and why. */
  task_taken: { task: Text; from?: Text; reason?: Text };
  task_handed_over: { task: Text; to: Text; toName?: Text; note: Text };
  /** `to`: the colleague whom it asks. */
  note_written: { note: Text; to?: Text; toName?: Text };
} & Record<AwaitedName, { due: Text }>;

export type PartsOfEvent<Name extends EventName> = Name extends keyof EventParts
  ? EventParts[Name]
  : Record<string, unknown>;

/** Who did it: the subject of a token with its role, or `system:<State>`. `at` is an ISO instant. */
export interface By {
  at: string;
  by: string;
  role?: string;
  /** Of the colleague, from the sign-in. */
  name?: string;
}

export interface EventOf<Name extends EventName> extends By {
  event: Name;
  /** What was decided and why; never personal data. */
  detail: PartsOfEvent<Name>;
}

/** What the one who changes a case says about the change: the next entry of its history. */
export type CaseEvent = { [Name in EventName]: EventOf<Name> }[EventName];
