import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';

export interface Route {
  readonly method: HttpMethod;
  readonly path: string;
  /** Served without a token. */
  readonly open?: true;
}

/** Routes that change nothing. */
export const readRoutes: readonly Route[] = [
  { method: HttpMethod.GET, path: '/openapi.json', open: true },
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
