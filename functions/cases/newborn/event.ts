/** Something happened to a newborn: the facts change first; the execution is woken and looks again. */
import { addMonths, dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { canBeBornOn, type DocumentNumber, kindOfDocument } from '../../domain/person/identity-document.ts';
import type { Case } from '../case.ts';
import type { CaseBase } from '../case-base.ts';
import { type CaseChange, invalid, type Refusal, type RefusedField, refuse } from '../changes.ts';
import type { By, CaseEvent } from '../events.ts';
import { answered } from '../wait-answers.ts';
import { takesAct } from './acts.ts';
import { knownByBirthOnly, NEWBORN_ANSWERS, type NewbornCase } from './case.ts';

type NewbornEvent =
  | { event: 'registered'; registeredOn: LocalDate; idNumber?: DocumentNumber | undefined }
  | { event: 'id_number_assigned'; idNumber: DocumentNumber }
  | { event: 'birth_date_corrected'; bornOn: LocalDate }
  | { event: 'died'; diedOn: LocalDate }
  | { event: 'moved'; region: string }
  | { event: 'guardian_changed' };

export interface EventToRecord {
  event: NewbornEvent;
  /** Of the id number that joins with the event. */
  joins?: CaseBase['person'] | undefined;
  /** Who is told from now on, of `guardian_changed`. */
  guardian?: CaseBase['person'] | undefined;
  /** What the aid lists say of that id number. */
  listed?: Pick<NewbornCase['facts'], 'identities'> | undefined;
  /** The day on which a list of deaths says that its holder died. */
  diedOn?: LocalDate | undefined;
  /** Where the child moves to: the coverage year of the table there, null if the region has none here. */
  movesTo?: { coverageYear: number | null } | undefined;
  /** By which the same event, sent again, is known. */
  received: { key: string; digest: string };
}

type EventRefusal = Refusal<'case_has_ended' | 'id_number_differs' | 'idempotency_key_reused' | 'invalid_request'>;

/** Whether the case has this very event already; a refusal where the key was used for another one. */
export function wasReceived(
  { events }: NewbornCase,
  { key, digest }: EventToRecord['received'],
): boolean | EventRefusal {
  const earlier = events.find((one) => one.key === key);
  if (!earlier || earlier.digest === digest) return earlier !== undefined;
  return refuse('idempotency_key_reused', '这个 Idempotency-Key 已用于另一个事件。新的事件请用新的值。');
}

export function recordEvent(
  current: NewbornCase,
  toRecord: EventToRecord,
  by: By,
): CaseChange<NewbornCase> | EventRefusal {
  const { event, joins, guardian, received } = toRecord;
  const ended = refuseRecording(current);
  if (ended) return ended;
  const issues = issuesOf(current, event, dateOfInstant(by.at));
  if (guardian?.ref === current.parent.ref) {
    issues.push({ path: 'guardian.idNumber', message: '本案已经由此人办理' });
  }
  if (issues.length > 0) return invalid(issues);
  if (joins && !knownByBirthOnly(current) && joins.ref !== current.person.ref) return refuseNumber(current);
  const { state, facts, moves } = effectOf(current, toRecord);
  const { wait } = current;
  const woken = wait && NEWBORN_ANSWERS[wait.kind].changed;
  return {
    ...((state ?? woken) && { state: state ?? woken }),
    ...(wait && { wait: null, pending: answered(wait, 'changed') }),
    ...(moves && { moves }),
    set: {
      facts: { ...current.facts, ...facts },
      factsRevision: current.factsRevision + 1,
      events: [...current.events, received],
      ...(guardian && { parent: guardian }),
      ...(state && { ending: { reason: state === 'died' ? 'died' : event.event, message: ENDED[state] } }),
    },
    event: entryOf(event, by),
  };
}

const ENDED = { died: '孩子死亡，办理终止', moved_away: '迁往其他统筹区，办理终止' } as const;

function documentOf(idNumber: DocumentNumber | undefined): Pick<NewbornCase['facts'], 'identityDocument'> {
  const kind = idNumber && kindOfDocument(idNumber);
  return kind === undefined || kind === 'id_card' ? {} : { identityDocument: kind };
}

interface Effect {
  state?: keyof typeof ENDED;
  facts?: Partial<NewbornCase['facts']>;
  moves?: CaseChange<NewbornCase>['moves'];
}

function effectOf({ person }: NewbornCase, { event, joins, listed, diedOn, movesTo }: EventToRecord): Effect {
  const known = documentOf('idNumber' in event ? event.idNumber : undefined);
  const moves = joins && joins.ref !== person.ref ? { moves: { person: joins } } : {};
  // A list may know the child by its number before the case does.
  const died = diedOn && { diedOn };
  const ends = died && { state: 'died' as const };
  switch (event.event) {
    case 'registered':
      return { ...ends, facts: { registeredOn: event.registeredOn, ...known, ...listed, ...died }, ...moves };
    case 'id_number_assigned':
      return { ...ends, facts: { ...known, ...listed, ...died }, ...moves };
    case 'birth_date_corrected':
      return { facts: { bornOn: event.bornOn } };
    case 'died':
      return { state: 'died', facts: { diedOn: event.diedOn } };
    case 'guardian_changed':
      return {};
    case 'moved':
      return movesTo?.coverageYear
        ? { moves: { region: event.region, coverageYear: movesTo.coverageYear } }
        : { state: 'moved_away', facts: { movedTo: event.region } };
  }
}

/** What goes into the history: nothing personal. */
function entryOf(event: NewbornEvent, by: By): CaseEvent {
  switch (event.event) {
    case 'registered': {
      const detail = { registeredOn: event.registeredOn, ...(event.idNumber && { idNumberJoined: true }) };
      return { ...by, event: event.event, detail };
    }
    case 'id_number_assigned':
      return { ...by, event: event.event, detail: { idNumberJoined: true } };
    case 'birth_date_corrected':
      return { ...by, event: event.event, detail: { bornOn: event.bornOn } };
    case 'died':
      return { ...by, event: event.event, detail: { diedOn: event.diedOn } };
    case 'moved':
      return { ...by, event: event.event, detail: { region: event.region } };
    case 'guardian_changed':
      return { ...by, event: event.event, detail: {} };
  }
}

function issuesOf(
  { facts, openedAt, person, birth, region }: NewbornCase,
  event: NewbornEvent,
  today: LocalDate,
): RefusedField[] {
  const within = (path: string, day: LocalDate): RefusedField[] => {
    if (day < facts.bornOn) return [{ path, message: `不能早于出生日期 ${facts.bornOn}` }];
    return day > today ? [{ path, message: `不能晚于今天（${today}）` }] : [];
  };
  switch (event.event) {
    case 'registered':
      return [...within('registeredOn', event.registeredOn), ...numberIssues(facts.bornOn, event.idNumber)];
    case 'id_number_assigned':
      return numberIssues(facts.bornOn, event.idNumber);
    case 'died':
      return within('diedOn', event.diedOn);
    case 'guardian_changed':
      return [];
    case 'moved':
      return event.region === region ? [{ path: 'region', message: '孩子已经在这个统筹区' }] : [];
    case 'birth_date_corrected': {
      const { bornOn } = event;
      const opened = dateOfInstant(openedAt);
      const path = 'bornOn';
      if (bornOn > opened) return [{ path, message: `不能晚于受理日 ${opened}` }];
      if (addMonths(bornOn, 12) < opened) return [{ path, message: '受理时已满一年，不按新生儿办理：请撤回本案' }];
      if (facts.registeredOn !== undefined && bornOn > facts.registeredOn) {
        return [{ path, message: `不能晚于登记日期 ${facts.registeredOn}` }];
      }
      // The police take the date from the certificate: a number that is there has the right one.
      if (person.ref !== birth.ref) return [{ path, message: '身份证号码已登记，出生日期以身份证号码为准' }];
      return [];
    }
  }
}

function numberIssues(bornOn: LocalDate, idNumber: DocumentNumber | undefined): RefusedField[] {
  if (idNumber === undefined || canBeBornOn(idNumber, bornOn)) return [];
  const message = `证件号码中的出生日期与案件的出生日期 ${bornOn} 不一致，请核对；出生日期有误的，先更正出生日期`;
  return [{ path: 'idNumber', message }];
}

export function refuseRecording({ state, caseId }: NewbornCase): Refusal<'case_has_ended'> | null {
  if (takesAct(state, 'record_event')) return null;
  const message =
    state === 'parked'
      ? `案件 ${caseId} 因故障挂起，请先恢复或撤回案件。`
      : `案件 ${caseId} 已经办结，现为 ${state}，不能再登记事件。`;
  return refuse('case_has_ended', message, { members: { caseId, state } });
}

/** Of the other kinds nothing of this sort happens. */
export const expectNewborn = (current: Case): NewbornCase | Refusal<'action_does_not_fit'> =>
  current.kind === 'newborn' ? current : refuse('action_does_not_fit', '只有新生儿的案件登记这些事件。');

const refuseNumber = ({ caseId }: NewbornCase): EventRefusal =>
  refuse('id_number_differs', `案件 ${caseId} 已登记另一个身份证号码，请核对。`, { members: { caseId } });
