import { z } from 'zod';
import { auditRoutes } from '../entries/audit-routes.ts';
import { draftRoutes } from '../entries/draft-routes.ts';
import { fileRoutes } from '../entries/file-routes.ts';
import { outboxRoutes } from '../entries/outbox-routes.ts';
import { readRoutes } from '../entries/read-routes.ts';
import { writeRoutes } from '../entries/write-routes.ts';
import { describeApi } from './openapi.ts';
import { NO_BODY, NO_PARAMETERS, type Route } from './route.ts';

let document: ReturnType<typeof describeApi> | undefined;

/** The one route without a token: it says nothing of any case, and a client needs it before it has a token. */
export const describeApiRoute: Route<unknown> = {
  description: {
    method: 'GET',
    path: '/openapi.json',
    operation: 'describeApi',
    summary: 'This description.',
    roles: [],
    params: NO_PARAMETERS,
    query: NO_PARAMETERS,
    body: NO_BODY,
    answer: z.record(z.string(), z.unknown()),
    problems: [],
  },
  async answer() {
    document ??= describeApi(
      [...readRoutes, ...writeRoutes, ...fileRoutes, ...outboxRoutes, ...auditRoutes, ...draftRoutes].map(
        ({ description }) => description,
      ),
    );
    const headers = { 'cache-control': 'public, max-age=300' };
    return { status: 200, body: document, headers, logged: { route: 'GET /openapi.json' } };
  },
};
