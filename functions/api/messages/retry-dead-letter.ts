import { z } from 'zod';
import { addDays, dateOfInstant } from '../../domain/calendar.ts';
import { readStepName } from '../../domain/reminder/steps.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { Message } from '../../store/messages/outbox-store.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { OutboxServices } from '../http/services.ts';
import { readMessageId } from './message-view.ts';

export const retryDeadLetter = defineRoute({
  entry: 'outbox',
  method: 'POST',
  path: '/dead-letters/{id}/retry',
  operation: 'retryDeadLetter',
  summary: 'Sends a dead letter again; one that lacked a value is made again by the next run of the reminders.',
  roles: ['caseworker', 'approver'],
  params: z.strictObject({ id: z.string().max(200) }),
  query: NO_PARAMETERS,
  body: z.strictObject({}),
  answer: z.object({ id: z.string(), goesOut: z.enum(['within_a_minute', 'with_the_next_reminders']) }),
  problems: ['dead_letter_not_found'],
  async handle({ params: { id }, caller, at }, services) {
    const key = readMessageId(id);
    const found = key && (await services.outbox.get(key));
    if (found?.state !== 'dead' || !worksFor(caller, found.region)) throw notFound();
    if (found.body.length > 0) {
      if (!(await services.outbox.retry(found, caller.sub, at))) throw notFound();
      return { status: 200, body: { id, goesOut: 'within_a_minute' as const } };
    }
    await planAgain(found, at, services);
    return { status: 200, body: { id, goesOut: 'with_the_next_reminders' as const } };
  },
});

/** There is no text to send: the step is decided anew tomorrow, and its message takes the dead letter's place. */
async function planAgain({ caseId, occasion }: Message, at: string, { reminders }: OutboxServices): Promise<void> {
  const step = readStepName(occasion);
  const plans = await Promise.all((step?.occasions ?? []).map((one) => reminders.get(caseId, one)));
  const planned = plans.find((one) => one !== null);
  if (!step || !planned) throw notFound();
  const { lastDay } = planned;
  const tomorrow = addDays(dateOfInstant(at), 1);
  const change = { state: 'planned' as const, dueOn: tomorrow, daysBefore: step.daysBefore(lastDay), lastDay };
  if (!(await reminders.change(planned, change))) {
    throw new ProblemError('temporarily_unavailable', '提醒刚被改动，请再试一次。');
  }
}

const notFound = (): ProblemError =>
  new ProblemError('dead_letter_not_found', '没有这封未送达的通知，或已重新发送，或不属于您负责的统筹区。');
