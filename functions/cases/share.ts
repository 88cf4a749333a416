/**
 * Work on an open task is shared: somebody takes it, hands it over with a note, stands in for a colleague who is away, or
 * writes a note without deciding. Who has a task is said of that very task: the next one is nobody's yet. It keeps nobody
 * from deciding, and the four eyes of a refund hold for whoever gets it.
 */
import { type Case, isTaskKind } from './case.ts';
import { type CaseChange, type Refusal, refuse } from './changes.ts';
import { isErased } from './erase.ts';
import type { By } from './events.ts';
import { refuseApproval, refuseReviewer } from './refund/decide.ts';

/** Of a region's desk, as the sign-in said it. */
export interface Colleague {
  sub: string;
  name?: string | undefined;
  role: 'caseworker' | 'approver';
}

type Assigned = NonNullable<Case['assigned']>;

/** What somebody has to do at a desk now; null where nothing is. */
const openTask = ({ state, wait }: Pick<Case, 'state' | 'wait'>): string | null => {
  if (state === 'parked') return state;
  return wait && isTaskKind(wait.kind) ? wait.waitId : null;
};

/** Who has the open task; null where it is nobody's. */
export function assignedNow(current: Pick<Case, 'state' | 'wait' | 'assigned'>): Assigned | null {
  const task = openTask(current);
  return task !== null && current.assigned?.task === task ? current.assigned : null;
}

type NotShared = Refusal<'no_open_task' | 'task_taken' | 'same_person_reviews' | 'approver_needed'>;

export const refuseSharing = (current: Pick<Case, 'caseId' | 'state' | 'wait'>): Refusal<'no_open_task'> | null =>
  openTask(current) === null
    ? refuse('no_open_task', `案件 ${current.caseId} 现在没有要经办人办理的事项。`, {
        members: { caseId: current.caseId },
      })
    : null;

/** @param reason why one stands in, where a colleague has it; null where it is the caller's already */
export function take(current: Case, reason: string | undefined, by: By): CaseChange<Case> | null | NotShared {
  const task = openTask(current);
  if (task === null) return refuseSharing(current);
  const before = assignedNow(current);
  if (before?.to === by.by) return null;
  const refused = refuseFor(current, by);
  if (refused) return refused;
  if (before && reason === undefined) return takenBy(before, '要代为办理，请写明原因');
  return {
    set: { assigned: { task, to: by.by, ...(by.name !== undefined && { toName: by.name }), at: by.at, by: by.by } },
    event: {
      ...by,
      event: 'task_taken',
      detail: { task, ...(before && { from: before.to, ...(reason !== undefined && { reason }) }) },
    },
  };
}

/** Whoever has it hands it over, and anybody what nobody has. */
export function handOver(
  current: Case,
  { to, note }: { to: Colleague; note: string },
  by: By,
): CaseChange<Case> | NotShared | null {
  const task = openTask(current);
  if (task === null) return refuseSharing(current);
  const before = assignedNow(current);
  if (before && before.to !== by.by) return takenBy(before, '要转交，请先说明原因接过来');
  const refused = refuseFor(current, { by: to.sub, role: to.role });
  if (refused) return refused;
  const given = { to: to.sub, ...(to.name !== undefined && { toName: to.name }) };
  return {
    set: { assigned: { task, ...given, at: by.at, by: by.by } },
    event: { ...by, event: 'task_handed_over', detail: { task, ...given, note } },
  };
}

export const refuseNote = (current: Case): Refusal<'person_erased'> | null =>
  isErased(current) ? refuse('person_erased', '案件的保管年限已满，不能再写批注。') : null;

/** @param to the colleague whom it asks, if one */
export function writeNote(
  current: Case,
  { note, to }: { note: string; to: Colleague | undefined },
  by: By,
): CaseChange<Case> | Refusal<'person_erased'> {
  const asked = to && { to: to.sub, ...(to.name !== undefined && { toName: to.name }) };
  return refuseNote(current) ?? { event: { ...by, event: 'note_written', detail: { note, ...asked } } };
}

const takenBy = ({ to, toName }: Assigned, advice: string): Refusal<'task_taken'> =>
  refuse('task_taken', `这件待办由${toName ?? to}在办。${advice}。`, { members: { takenBy: to } });

/** Whether somebody can take the open task at all; where a colleague has it, a reason is needed beside. */
export const refuseTaking = (current: Case, by: Pick<By, 'by' | 'role'>): NotShared | null =>
  refuseSharing(current) ?? refuseFor(current, by);

/** Nobody gets what the four eyes keep from that person. */
const refuseFor = (current: Case, by: Pick<By, 'by' | 'role'>): NotShared | null =>
  current.kind === 'refund' ? (refuseReviewer(current, by) ?? refuseApproval(current, by)) : null;
