import { z } from 'zod';
import { dateOfInstant } from '../../domain/calendar.ts';
import { printPages } from '../../notices/print/print-pages.ts';
import { worksFor } from '../../runtime/caller.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { Message } from '../../store/messages/outbox-store.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { messageViewSchema, readMessageId, showMessage } from './message-view.ts';

const HTML = 'text/html; charset=utf-8';

export const getNotice = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/cases/{id}/notices/{occasion}',
  operation: 'getNotice',
  forPrograms: 'A program that prints or archives letters; the console has them with the case.',
  summary: 'A notice of a case; with Accept: text/html as a page to be printed on A4.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: z.strictObject({ id: z.string().max(100), occasion: z.string().max(80) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: messageViewSchema,
  problems: ['notice_not_found'],
  async handle({ params: { id, occasion }, caller, headers }, { outbox }) {
    const key = readMessageId(`${id}~${occasion}`);
    const found = key && (await outbox.get(key));
    if (!found || !worksFor(caller, found.region)) {
      throw new ProblemError('notice_not_found', '没有这份通知，或不属于您负责的统筹区。');
    }
    const asPage = /\btext\/html\b/.test(headers.accept ?? '');
    const body = asPage
      ? new FileAnswer(Buffer.from(printPages([printed(found)])), HTML, `${id}-${occasion}.html`, 'inline')
      : showMessage(found);
    return { status: 200, caseId: id, body };
  },
});

export const printed = ({ title, body, caseId, occasion, at }: Message) => ({
  title,
  lines: body,
  reference: `${caseId} ${occasion} ${dateOfInstant(at)}`,
});
