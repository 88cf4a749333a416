import { z } from 'zod';
import { regionSchema } from '../../domain/regions.ts';
import { pageQuery } from '../http/listing.ts';
import { defineRoute, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { messagePageSchema, readOn, requireRegion, showPage } from './message-view.ts';

export const listDeadLetters = defineRoute({
  entry: 'outbox',
  method: 'GET',
  path: '/dead-letters',
  operation: 'listDeadLetters',
  summary: 'Messages that could not be made or delivered, and why; the oldest first.',
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject({ ...pageQuery, region: regionSchema }),
  body: NO_BODY,
  answer: messagePageSchema,
  problems: ['region_not_allowed'],
  async handle({ query: { region, limit, cursor }, caller }, { outbox }) {
    requireRegion(caller, region);
    return { status: 200, body: showPage(await readOn(cursor, (start) => outbox.dead(region, limit, start))) };
  },
});
