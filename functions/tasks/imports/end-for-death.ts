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
import { changeCase } from '../case/change-case.ts';

const BY = { by: 'system:Imports' } as const;
const REASON = '死亡登记名单载明参保人已经死亡,补缴办理终止';

export interface EndedForDeath {
  /** Cases that have ended by it. */
  ended: string[];
  /** Open cases that somebody has to see to. */
  open: string[];
}

/** Safe to do twice: what has ended for this death is told again. */
export async function endForDeath(
  personRef: string,
  { diedOn, at, source }: { diedOn: LocalDate; at: string; source: string },
  { cases, ...stores }: LetGoStores & { cases: CaseStore<Case> },
): Promise<EndedForDeath> {
  const result: EndedForDeath = { ended: [], open: [] };
  for (const { caseId } of await cases.ofPerson(personRef)) {
    let isOpen = false;
    const after = await changeCase(cases, caseId, async (current) => {
      isOpen = !hasEnded(current.state);
      const change = isOpen ? changeFor(current, { diedOn, at, source }) : null;
      if (change && current.state === 'parked') await letGo(heldBy(current), at, stores);
      return change;
    });
    if (hasEnded(after.state)) {
      if (isOpen || after.ending?.message === REASON) result.ended.push(caseId);
    } else if (isOpen) result.open.push(caseId);
  }
  return result;
}

function changeFor(
  current: Case,
  { diedOn, at, source }: { diedOn: LocalDate; at: string; source: string },
): CaseChange<Case> | null {
  const by = { at, ...BY };
  if (current.kind === 'newborn') {
    const key = createHash('sha256').update(source).digest('hex');
    const received = { key, digest: key };
    if (wasReceived(current, received) === true) return null;
    const change = recordEvent(current, { event: { event: 'died', diedOn }, received }, by);
    return isRefusal(change) ? null : change;
  }
  if (current.kind === 'refund' || current.payment !== undefined) return null;
  const change = withdraw(current, REASON, by);
  return isRefusal(change) ? null : change;
}
