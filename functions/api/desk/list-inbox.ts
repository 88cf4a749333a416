/** What came to somebody at a desk: tasks that were handed over, and notes that ask. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { assignedNow } from '../../cases/share.ts';
import { worksFor } from '../../runtime/caller.ts';
import { caseSummarySchema, summarizeCase } from '../cases/case-view.ts';
import { WHO_MAY } from '../cases/who-may.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';

const eventSchema = z.enum(['task_handed_over', 'note_written']);

const cameSchema = z.object({
  event: eventSchema,
  /** ISO instant. */
  at: z.string(),
  by: z.string(),
  byName: z.string(),
  note: z.string(),
  /** It came after the caller looked last. */
  unseen: z.boolean(),
  /** A task that is still the caller's, and open. */
  yours: z.boolean(),
  case: caseSummarySchema,
});

const detailSchema = z.object({ note: z.string(), to: z.string() });

export const listInbox = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/inbox',
  operation: 'listInbox',
  summary: 'What colleagues sent to the caller, the newest first; at most 50.',
  roles: WHO_MAY.takeTask,
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: z.object({ came: z.array(cameSchema), unseen: z.int() }),
  problems: [],
  async handle({ caller }, { desk, cases }) {
    const { came, seenThrough } = await desk.inbox(caller.sub);
    const found = new Map(
      (await cases.ofIds([...new Set(came.map(({ caseId }) => caseId))])).map((one) => [one.caseId, one]),
    );
    const rows = came.flatMap(({ caseId, at }) => {
      const current = found.get(caseId);
      const sent = current && worksFor(caller, current.region) ? sentTo(caller.sub, current, at) : null;
      if (!current || !sent) return [];
      const yours = sent.event === 'task_handed_over' && assignedNow(current)?.to === caller.sub;
      return [{ ...sent, unseen: at > (seenThrough ?? ''), yours, case: summarizeCase(current) }];
    });
    return { status: 200, body: { came: rows, unseen: rows.filter(({ unseen }) => unseen).length } };
  },
});

/** What the history has for somebody at an instant: an entry that was written before its case counts only then. */
function sentTo(sub: string, { history }: Case, at: string) {
  for (const { event, by, name = by, ...entry } of history) {
    const sent = eventSchema.safeParse(event);
    const detail = detailSchema.safeParse(entry.detail);
    if (entry.at === at && sent.success && detail.success && detail.data.to === sub)
      return { event: sent.data, at, by, byName: name, note: detail.data.note };
  }
  return null;
}
