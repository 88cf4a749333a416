/**
 * What a death means for a person's open cases: what only asks for money ends at once; where money was paid, or goes back,
 * a person has to see to it. The executions are woken by the minute's healing.
 */
import { createHash } from 'node:crypto';
import { type Case, hasEnded } from '../../cases/case.ts';
import { type CaseChange, isRefusal } from '../../cases/changes.ts';
import { heldBy } from '../../cases/let-go.ts';
import { recordEvent, wasReceived } from '../../cases/newborn/event.ts';
import { withdraw } from '../../cases/withdraw.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { CaseStore } from '../../store/cases/case-store.ts';
import { type LetGoStores, letGo } from '../../store/ledger/let-go.ts';
import { changeByStep } from './change-case.ts';

export interface ToldDeath {
  diedOn: LocalDate;
  /** ISO instant. */
  at: string;
  /** What told it: a row of a file, or a case. */
  source: string;
  by: string;
  /** A sentence in Chinese. */
  reason: string;
}

export interface EndedForDeath {
  /** Cases that have ended by it. */
  ended: string[];
  /** Open cases that somebody has to see to. */
  open: string[];
}

/** Safe to do twice: what has ended for this death is told again. */
export async function endForDeath(
  personRef: string,
  death: ToldDeath,
  { cases, ...stores }: LetGoStores & { cases: CaseStore<Case> },
): Promise<EndedForDeath> {
  const result: EndedForDeath = { ended: [], open: [] };
  for (const found of await cases.ofPerson(personRef)) {
    const { caseId } = found;
    let isOpen = false;
    const decide = async (current: Case) => {
      isOpen = !hasEnded(current.state);
      const change = isOpen ? changeFor(current, death) : null;
      if (change && current.state === 'parked') await letGo(heldBy(current), death.at, stores);
      return change;
    };
    const after = await changeByStep(cases, caseId, decide, found);
    if (hasEnded(after.state)) {
      if (isOpen || after.ending?.message === death.reason) result.ended.push(caseId);
    } else if (isOpen) result.open.push(caseId);
  }
  return result;
}

function changeFor(current: Case, { diedOn, source, reason, at, by: who }: ToldDeath): CaseChange<Case> | null {
  const by = { at, by: who };
  if (current.kind === 'newborn') {
    const key = createHash('sha256').update(source).digest('hex');
    const received = { key, digest: key };
    if (wasReceived(current, received) === true) return null;
    const change = recordEvent(current, { event: { event: 'died', diedOn }, received }, by);
    return isRefusal(change) ? null : change;
  }
  if (current.kind === 'refund' || current.payment !== undefined) return null;
  const change = withdraw(current, reason, by);
  return isRefusal(change) ? null : change;
}
