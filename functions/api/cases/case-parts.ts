/** What is shown of a case of any kind: the person masked; never a token, sealed details, references or digests. */
import { z } from 'zod';
import { CASE_KINDS, CASE_STATES, type Case, isTaskKind, TASK_KINDS, WAIT_KINDS } from '../../cases/case.ts';
import type { Ask } from '../../cases/case-base.ts';
import { actionsFor } from '../../cases/decide.ts';
import { historyEntrySchema, lastStep } from '../../cases/history.ts';
import { assignedNow } from '../../cases/share.ts';
import { digestShown } from '../../cases/shown.ts';
import { confirmationSchema, reviewSchema } from '../../cases/stored-plan.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { inputOf, VALUE_INPUTS } from '../../domain/input-of-value.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { parkedTaskId } from '../../store/keys.ts';
import { inFullWidth } from '../../words/full-width.ts';
import { SUPPLIED_CODES } from './supplied-codes.ts';

const personViewSchema = z.object({ idNumber: z.string(), name: z.string(), phone: z.string().optional() });

export const summaryShape = {
  caseId: z.string(),
  kind: z.enum(CASE_KINDS),
  region: z.string(),
  coverageYear: z.int(),
  state: z.enum(CASE_STATES),
  openedAt: z.string().meta({ description: 'ISO instant' }),
  person: personViewSchema.meta({ description: 'Masked' }),
  /** What the person pays, once decided. */
  payable: z.string().nullable(),
  /** What is given back, once decided. */
  refundable: z.string().nullable(),
  /** Of a refund: where the money goes, masked. */
  account: z.object({ holder: z.string(), bank: z.string(), number: z.string() }).nullable(),
  /** Local date by which what the case waits for should happen. */
  due: z.string().nullable(),
  /** Subjects of those who changed it, in the order of their first change. */
  handledBy: z.array(z.string()),
  /** The same people by name; by subject where the sign-in told no name. */
  handledByNames: z.array(z.string()),
};

const askShape = {
  reviews: z.array(reviewSchema),
  confirmations: z.array(confirmationSchema),
  differences: z.array(z.string()),
  documents: z.array(z.string()),
};

export const TASK_KIND_NAMES = [...TASK_KINDS, 'parked'] as const;

export const taskSchema = z.object({
  taskId: z.string(),
  kind: z.enum(TASK_KIND_NAMES),
  since: z.string(),
  due: z.string(),
  /** What may be answered to POST /tasks/{id}/decision. */
  actions: z.array(z.string()),
  /** Digest of the figures and clauses that are shown with it: an approval gives it back. Null where there are none. */
  shown: z.string().nullable(),
  /** Who has it; null where it is nobody's. */
  assigned: z.object({ to: z.string(), name: z.string(), at: z.string() }).nullable(),
  /** As what each missing value is asked for; of a case that is looked at by itself, not in a list. */
  inputs: z.array(z.object({ field: z.string(), input: z.enum(VALUE_INPUTS), choices: z.array(z.string()) })),
  ...askShape,
});
export type TaskView = z.input<typeof taskSchema>;

/** What a write answers of every kind: the case without what was sent to the person. */
export const recordShape = {
  ...summaryShape,
  openedBy: z.string(),
  /** By name, or by subject where the sign-in told none. */
  openedByName: z.string(),
  settlement: z.object({
    supplied: z.array(z.object({ field: z.string(), value: z.unknown(), document: z.string() })),
    confirmed: z.array(z.string()),
    acknowledged: z.array(z.string()),
  }),
  /** Null where nothing waits for a person at a desk. */
  task: taskSchema.nullable(),
  /** What the execution waits for, whoever has to act. */
  waitingFor: z.object({ kind: z.enum(WAIT_KINDS), since: z.string(), due: z.string() }).nullable(),
  requested: z.object({ documents: z.array(z.string()), until: z.string() }).nullable(),
  ending: z.object({ reason: z.string(), message: z.string() }).nullable(),
  history: z.array(historyEntrySchema),
};

/** The open task of a case, or null. */
export function describeTask(shown: Case): TaskView | null {
  const { wait, state, caseId, history } = shown;
  const has = assignedNow(shown);
  const assigned = has && { to: has.to, name: has.toName ?? has.to, at: has.at };
  const ask = { reviews: [], confirmations: [], differences: [], documents: [] };
  if (state === 'parked') {
    const since = lastStep(history)?.at ?? shown.openedAt;
    return {
      taskId: parkedTaskId(caseId),
      kind: 'parked',
      since,
      due: dateOfInstant(since),
      actions: [],
      shown: null,
      assigned,
      inputs: [],
      ...ask,
    };
  }
  if (!wait || !isTaskKind(wait.kind)) return null;
  const { waitId, kind, since, due } = wait;
  const actions = [...actionsFor(shown)];
  return {
    taskId: waitId,
    kind,
    since,
    due,
    actions,
    shown: digestShown(shown),
    assigned,
    inputs: [],
    ...ask,
    ...(wait.ask && inWords(wait.ask)),
  };
}

/** What is asked keeps the marks with which it was decided; whoever reads it has them as Chinese is set. */
const inWords = ({ reviews, confirmations, differences, ...rest }: Ask): Ask => ({
  ...rest,
  reviews: reviews.map((one) => ({ ...one, label: inFullWidth(one.label), message: inFullWidth(one.message) })),
  confirmations: confirmations.map((one) => ({ ...one, label: inFullWidth(one.label) })),
  ...(differences && { differences: differences.map(inFullWidth) }),
});

/** @param policy that would decide today */
export const inputsOf = ({ reviews }: Pick<TaskView, 'reviews'>, policy: PolicyVersion): TaskView['inputs'] =>
  reviews
    .filter(({ settledBy }) => settledBy === 'value')
    .map(({ field }) => ({ field, ...inputOf(policy, field, SUPPLIED_CODES) }));

/** The parts of `summaryShape` that every case has. */
export function showSummary({ caseId, region, coverageYear, state, openedAt, person, wait, history }: Case) {
  const people = history.filter(({ by }) => !by.startsWith('system:'));
  const names = new Map(people.map(({ by }) => [by, nameOf(history, by)]));
  return {
    caseId,
    region,
    coverageYear,
    state,
    openedAt,
    person: person.masked,
    due: wait?.due ?? null,
    handledBy: [...names.keys()],
    handledByNames: [...names.values()],
  };
}

/** As the sign-in said it last. */
const nameOf = (history: Case['history'], sub: string): string =>
  history.findLast(({ by, name }) => by === sub && name !== undefined)?.name ?? sub;

/** The parts of `recordShape` that every case has. */
export function showRecord(shown: Case) {
  const { openedBy, settlement, wait, requested, ending, history } = shown;
  return {
    openedBy,
    openedByName: nameOf(history, openedBy),
    settlement,
    task: describeTask(shown),
    waitingFor: wait ? { kind: wait.kind, since: wait.since, due: wait.due } : null,
    requested: requested ?? null,
    ending: ending ?? null,
    history,
  };
}
