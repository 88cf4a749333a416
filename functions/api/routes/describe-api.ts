import { z } from 'zod';
import { auditRoutes } from '../audit/audit-routes.ts';
import { draftRoutes } from '../drafts/draft-routes.ts';
import { describeApi } from '../openapi.ts';
import { outboxRoutes } from '../outbox/outbox-routes.ts';
import { NO_BODY, NO_PARAMETERS, type Route } from '../route.ts';
import { fileRoutes } from './file-routes.ts';
import { readRoutes } from './read-routes.ts';
import { writeRoutes } from './write-routes.ts';

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
