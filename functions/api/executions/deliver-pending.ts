/**
 * The effect on Step Functions that follows a write of a case: start it, complete its token, or fail it. The mark on
 * the case stays until the effect has happened, so that the minute's healing finds what a crash left undone.
 */

import type { Case } from '../../cases/case.ts';
import type { Pending } from '../../cases/case-base.ts';
import { lastStep } from '../../cases/history.ts';
import { heldBy } from '../../cases/let-go.ts';
import { lastBesideTakingOver } from '../../cases/park.ts';
import { lastOpened } from '../../cases/renew.ts';
import { CASE_WITHDRAWN } from '../../cases/wait-answers.ts';
import { isTransient } from '../../runtime/errors.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { letGo } from '../../store/ledger/let-go.ts';
import type { WriteServices } from '../http/services.ts';
import type { Delivery } from './executions.ts';

type Services = Pick<WriteServices, 'cases' | 'ledger' | 'refunds' | 'executions'>;

/** A state that fails is tried again, with a new token each time; after so long it no longer is. */
const TRIED_AGAIN_MS = 10 * 60_000;

/**
 * Does the pending effect of a case, and takes its mark away. Safe to do twice. `later`: the token that was answered is
 * of a try that failed after it had told the case; the next try finds the answer and puts its own token there.
 * @param at ISO instant
 */
export async function deliverPending(
  stored: Case,
  services: Services,
  at = stored.pendingSince,
): Promise<Delivery | 'later'> {
  const { pending } = stored;
  if (!pending) return 'delivered';
  const delivery = await send(stored, pending, services.executions);
  // An execution that ended by itself will not let the year go for a case that was withdrawn.
  const withdrawn = pending.kind === 'fail' && pending.error === CASE_WITHDRAWN;
  if (withdrawn && delivery !== 'delivered')
    await letGo(heldBy(stored), lastStep(stored.history)?.at ?? stored.openedAt, services);
  else if (delivery === 'gone' && mayBeTriedAgain(stored, at)) return 'later';
  await services.cases.clearPending(stored);
  return delivery;
}

function mayBeTriedAgain({ history }: Case, at: string | undefined): boolean {
  // What the execution has done since the answer shows that it was heard.
  if (lastBesideTakingOver(history)?.by.startsWith('system:')) return false;
  const opened = lastOpened(history);
  return opened !== undefined && at !== undefined && Date.parse(at) - Date.parse(opened) < TRIED_AGAIN_MS;
}

function send({ kind, caseId }: Case, pending: Pending, executions: Services['executions']) {
  switch (pending.kind) {
    case 'start':
      return executions.start(kind, caseId, pending.run, pending.instead);
    case 'complete':
      return executions.complete(pending.token, pending.output);
    case 'fail':
      return executions.fail(pending.token, pending.error, pending.cause);
  }
}

/**
 * For a route that has stored its case: what is stored is decided, so a service out of reach is no refusal. The mark of a
 * first start is left for the first state of the execution, which writes the case anyhow: two that write it in the same
 * moment would make each other decide again.
 * `later`: the healing will do it.
 */
export async function deliverOrLeave(stored: Case, services: Services): Promise<Delivery | 'later'> {
  try {
    const { pending } = stored;
    if (pending?.kind === 'start' && pending.run === undefined) return await send(stored, pending, services.executions);
    return await deliverPending(stored, services);
  } catch (error) {
    const level = isTransient(error) ? 'warn' : 'error';
    writeLog(level, { message: 'effect left to the healing', caseId: stored.caseId, ...describeError(error) });
    return 'later';
  }
}
