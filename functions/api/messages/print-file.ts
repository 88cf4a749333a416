import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { regionSchema } from '../../domain/regions.ts';
import { printPages } from '../../notices/print/print-pages.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import type { Message } from '../../store/messages/outbox-store.ts';
import { defineRoute, FILE, NO_BODY } from '../http/route.ts';
import { printed } from './get-notice.ts';
import { requireRegion } from './message-view.ts';

const HTML = 'text/html; charset=utf-8';
/** So that an answer stays below what API Gateway passes on. */
const MOST_LETTERS = 1000;
const PAGE = 100;

export const printFile = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/print-files/{region}/{day}',
  operation: 'printFile',
  summary:
    'The letters of a day for the print shop: everybody without a phone. `part` counts from 1, 1,000 letters each.',
  roles: ['caseworker', 'approver'],
  params: z.strictObject({ region: regionSchema, day: localDateSchema }),
  query: z.strictObject({
    part: z
      .string()
      .regex(/^[1-9]\d?$/, 'part 应为 1 至 99')
      .default('1')
      .transform(Number),
  }),
  body: NO_BODY,
  answer: FILE,
  answersFile: [HTML],
  problems: ['region_not_allowed'],
  async handle({ params: { region, day }, query: { part }, caller }, { outbox }) {
    requireRegion(caller, region);
    const letters: Message[] = [];
    let next: Record<string, unknown> | null = null;
    do {
      const page = await outbox.sent(region, day, PAGE, next);
      letters.push(...page.messages.filter(({ channel }) => channel === 'file'));
      next = page.cursor;
    } while (next !== null && letters.length < part * MOST_LETTERS);
    const chosen = letters.slice((part - 1) * MOST_LETTERS, part * MOST_LETTERS);
    const file = Buffer.from(printPages(chosen.map(printed)));
    return { status: 200, body: new FileAnswer(file, HTML, `letters-${region}-${day}-${part}.html`) };
  },
});
