import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';

export interface Route {
  readonly method: HttpMethod;
  readonly path: string;
  /** Served without a token, and why it may be. */
  readonly open?: string;
}

/** Routes that change nothing. */
export const readRoutes: readonly Route[] = [
  {
    method: HttpMethod.GET,
    path: '/openapi.json',
    open: 'The description of the API holds no data, and a client needs it before it has a token.',
  },
  { method: HttpMethod.GET, path: '/cases' },
  { method: HttpMethod.GET, path: '/cases/{id}' },
  { method: HttpMethod.GET, path: '/tasks' },
  { method: HttpMethod.GET, path: '/policies' },
  { method: HttpMethod.GET, path: '/policies/{region}/{coverageYear}' },
  { method: HttpMethod.GET, path: '/collections' },
  // A dry run: it computes and stores nothing.
  { method: HttpMethod.POST, path: '/assessments/{kind}' },
];

/** Routes that take or give files. */
export const fileRoutes: readonly Route[] = [
  { method: HttpMethod.POST, path: '/imports/{kind}' },
  { method: HttpMethod.GET, path: '/imports/{id}' },
  { method: HttpMethod.GET, path: '/imports/{id}/rows' },
  { method: HttpMethod.GET, path: '/imports/{id}/failed-rows' },
];

export const writeRoutes: readonly Route[] = [
  { method: HttpMethod.POST, path: '/cases' },
  { method: HttpMethod.POST, path: '/cases/{id}/withdrawal' },
  { method: HttpMethod.POST, path: '/tasks/{id}/decision' },
  { method: HttpMethod.POST, path: '/payments' },
];

const FILES_ONLY = 'The console is files without data; a page signs in before it asks the API for any.';

/** The console's pages and files. */
export const consoleRoutes: readonly Route[] = [
  { method: HttpMethod.GET, path: '/', open: FILES_ONLY },
  { method: HttpMethod.GET, path: '/console', open: FILES_ONLY },
  { method: HttpMethod.GET, path: '/console/{path+}', open: FILES_ONLY },
];
