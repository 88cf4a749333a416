import { z } from 'zod';
import { NO_BODY, NO_PARAMETERS, type Route } from '../http/route.ts';
import { apiDocument } from './api-document.ts';

let document: ReturnType<typeof apiDocument> | undefined;

/** The one operation without a token. */
export const describeApiRoute: Route<'read'> = {
  description: {
    entry: 'read',
    method: 'GET',
    path: '/openapi.json',
    open: 'The description of the API holds no data, and a client needs it before it has a token.',
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
    document ??= apiDocument();
    const headers = { 'cache-control': 'public, max-age=300' };
    return { status: 200, body: document, headers, logged: { route: 'GET /openapi.json' } };
  },
};
