import { z } from 'zod';
import { localDateSchema } from '../../domain/calendar.ts';
import { regionSchema } from '../../domain/regions.ts';
import { pageQuery } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { messagePageSchema, readOn, requireRegion, showPage } from './message-view.ts';

export const listOutbox = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/outbox',
  operation: 'listOutbox',
  summary: 'What went out in a region on a day, in order of time, and through which channel.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ ...pageQuery, region: regionSchema, day: localDateSchema }),
  body: NO_BODY,
  answer: messagePageSchema,
  problems: ['region_not_allowed'],
  async handle({ query: { region, day, limit, cursor }, caller }, { outbox }) {
    requireRegion(caller, region);
    return { status: 200, body: showPage(await readOn(cursor, (start) => outbox.sent(region, day, limit, start))) };
  },
});
