/** The change of a newborn's case that an event makes: the facts first; the execution is woken and looks again. */

import type { CaseBase, Pending } from '../../../cases/case-base.ts';
import type { CaseChange } from '../../../cases/changes.ts';
import { hasNewbornEnded, knownByBirthOnly, NEWBORN_ANSWERS, type NewbornCase } from '../../../cases/newborn/case.ts';
import { addMonths, dateOfInstant, type LocalDate } from '../../../domain/calendar.ts';
import { birthDateOf } from '../../../domain/person/id-card.ts';
import type { Issue } from '../../../runtime/problem.ts';
import { ProblemError } from '../../../runtime/problem.ts';
import { invalidRequest } from '../../http/route.ts';
import type { NewbornEvent } from './event.ts';

export interface EventToApply {
  event: NewbornEvent;
  /** Of the id number that joins with the event. */
  joins?: CaseBase['person'] | undefined;
  /** What the aid lists say of that id number. */
  listed?: Pick<NewbornCase['facts'], 'identities'> | undefined;
  /** Where the child moves to: the coverage year of the table there, null if the region has none here. */
  movesTo?: { coverageYear: number | null } | undefined;
  by: { at: string; by: string; role: string };
  received: { key: string; digest: string };
}

/** @throws ProblemError `case_has_ended`, `id_number_differs`, `invalid_request` */
export function applyEvent(current: NewbornCase, toApply: EventToApply): CaseChange<NewbornCase> {
  const { event, joins, by, received } = toApply;
  expectOpen(current);
  const issues = issuesOf(current, event, dateOfInstant(by.at));
  if (issues.length > 0) throw invalidRequest(issues);
  if (joins && !knownByBirthOnly(current) && joins.ref !== current.person.ref) throw anotherNumber(current);
  const { state, facts, moves } = effectOf(current, toApply);
  const { wait } = current;
  const pending: Pending | undefined = wait && { kind: 'complete', token: wait.token, output: { decision: 'changed' } };
  const woken = wait && NEWBORN_ANSWERS[wait.kind].changed;
  return {
    ...((state ?? woken) && { state: state ?? woken }),
    ...(pending && { wait: null, pending }),
    ...(moves && { moves }),
    set: {
      facts: { ...current.facts, ...facts },
      factsRevision: current.factsRevision + 1,
      events: [...current.events, received],
      ...(state && { ending: { reason: event.event, message: ENDED[state] } }),
    },
    event: { ...by, event: event.event, detail: detailOf(event) },
  };
}

const ENDED = { died: '孩子死亡,办理终止', moved_away: '迁往其他统筹区,办理终止' } as const;

interface Effect {
  state?: keyof typeof ENDED;
  facts?: Partial<NewbornCase['facts']>;
  moves?: CaseChange<NewbornCase>['moves'];
}

function effectOf({ person }: NewbornCase, { event, joins, listed, movesTo }: EventToApply): Effect {
  const moves = joins && joins.ref !== person.ref ? { moves: { person: joins } } : {};
  switch (event.event) {
    case 'registered':
      return { facts: { registeredOn: event.registeredOn, ...listed }, ...moves };
    case 'id_number_assigned':
      return { facts: { ...listed }, ...moves };
    case 'birth_date_corrected':
      return { facts: { bornOn: event.bornOn } };
    case 'died':
      return { state: 'died', facts: { diedOn: event.diedOn } };
    case 'moved':
      return movesTo?.coverageYear
        ? { moves: { region: event.region, coverageYear: movesTo.coverageYear } }
        : { state: 'moved_away', facts: { movedTo: event.region } };
  }
}

/** What goes into the history: nothing personal. */
function detailOf(event: NewbornEvent): Record<string, unknown> {
  switch (event.event) {
    case 'registered':
      return { registeredOn: event.registeredOn, ...(event.idNumber && { idNumberJoined: true }) };
    case 'id_number_assigned':
      return { idNumberJoined: true };
    case 'birth_date_corrected':
      return { bornOn: event.bornOn };
    case 'died':
      return { diedOn: event.diedOn };
    case 'moved':
      return { region: event.region };
  }
}

function issuesOf(
  { facts, openedAt, person, birth, region }: NewbornCase,
  event: NewbornEvent,
  today: LocalDate,
): Issue[] {
  const within = (path: string, day: LocalDate): Issue[] => {
    if (day < facts.bornOn) return [{ path, message: `不能早于出生日期 ${facts.bornOn}` }];
    return day > today ? [{ path, message: `不能晚于今天(${today})` }] : [];
  };
  switch (event.event) {
    case 'registered':
      return [...within('registeredOn', event.registeredOn), ...numberIssues(facts.bornOn, event.idNumber)];
    case 'id_number_assigned':
      return numberIssues(facts.bornOn, event.idNumber);
    case 'died':
      return within('diedOn', event.diedOn);
    case 'moved':
      return event.region === region ? [{ path: 'region', message: '孩子已经在这个统筹区' }] : [];
    case 'birth_date_corrected': {
      const { bornOn } = event;
      const opened = dateOfInstant(openedAt);
      const path = 'bornOn';
      if (bornOn > opened) return [{ path, message: `不能晚于受理日 ${opened}` }];
      if (addMonths(bornOn, 12) < opened) return [{ path, message: '受理时已满一年,不按新生儿办理:请撤回本案' }];
      if (facts.registeredOn !== undefined && bornOn > facts.registeredOn) {
        return [{ path, message: `不能晚于登记日期 ${facts.registeredOn}` }];
      }
      // The police take the date from the certificate: a number that is there has the right one.
      if (person.ref !== birth.ref) return [{ path, message: '身份证号码已登记,出生日期以身份证号码为准' }];
      return [];
    }
  }
}

function numberIssues(bornOn: LocalDate, idNumber: Parameters<typeof birthDateOf>[0] | undefined): Issue[] {
  if (idNumber === undefined || birthDateOf(idNumber) === bornOn) return [];
  const message = `身份证号码中的出生日期与案件的出生日期 ${bornOn} 不一致,请核对;出生日期有误的,先更正出生日期`;
  return [{ path: 'idNumber', message }];
}

function expectOpen({ state, caseId }: NewbornCase): void {
  if (!hasNewbornEnded(state) && state !== 'parked' && state !== 'opening_late_payment') return;
  const message =
    state === 'parked'
      ? `案件 ${caseId} 因故障挂起,请先恢复或撤回案件。`
      : `案件 ${caseId} 已经办结(${state}),不能再登记事件。`;
  throw new ProblemError('case_has_ended', message, { members: { caseId, state } });
}

const anotherNumber = ({ caseId }: NewbornCase): ProblemError =>
  new ProblemError('id_number_differs', `案件 ${caseId} 已登记另一个身份证号码,请核对。`, { members: { caseId } });
