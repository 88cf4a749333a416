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
  { method: HttpMethod.GET, path: '/cases/{id}/person' },
  { method: HttpMethod.GET, path: '/tasks' },
  { method: HttpMethod.GET, path: '/deadlines' },
  { method: HttpMethod.GET, path: '/deadlines/{day}' },
  { method: HttpMethod.GET, path: '/policies' },
  { method: HttpMethod.GET, path: '/policies/{region}/{coverageYear}' },
  { method: HttpMethod.GET, path: '/collections' },
  { method: HttpMethod.GET, path: '/payments' },
  // A dry run: it computes and stores nothing.
  { method: HttpMethod.POST, path: '/assessments/{kind}' },
];

/** Routes about what people are told: reminders, messages, their letters on paper. */
export const outboxRoutes: readonly Route[] = [
  { method: HttpMethod.GET, path: '/outbox' },
  { method: HttpMethod.GET, path: '/dead-letters' },
  { method: HttpMethod.POST, path: '/dead-letters/{id}/retry' },
  { method: HttpMethod.POST, path: '/stop-list' },
  { method: HttpMethod.POST, path: '/reminders/said-paid' },
  { method: HttpMethod.GET, path: '/reminders' },
  { method: HttpMethod.GET, path: '/reminders/unplannable' },
  { method: HttpMethod.GET, path: '/cases/{id}/notices/{occasion}' },
  { method: HttpMethod.GET, path: '/print-files/{region}/{day}' },
  { method: HttpMethod.GET, path: '/policies/{region}/{coverageYear}/revived' },
];

/** Routes that take or give files. */
export const fileRoutes: readonly Route[] = [
  { method: HttpMethod.POST, path: '/imports/{kind}' },
  { method: HttpMethod.GET, path: '/imports' },
  { method: HttpMethod.GET, path: '/imports/{kind}/template' },
  { method: HttpMethod.GET, path: '/imports/{id}' },
  { method: HttpMethod.GET, path: '/imports/{id}/rows' },
  { method: HttpMethod.GET, path: '/imports/{id}/failed-rows' },
  { method: HttpMethod.GET, path: '/batches/template' },
  { method: HttpMethod.POST, path: '/batches' },
  { method: HttpMethod.GET, path: '/batches' },
  { method: HttpMethod.GET, path: '/batches/{id}' },
  { method: HttpMethod.GET, path: '/batches/{id}/rows' },
  { method: HttpMethod.GET, path: '/batches/{id}/failed-rows' },
  { method: HttpMethod.POST, path: '/batches/{id}/submission' },
  { method: HttpMethod.GET, path: '/exchange/{kind}' },
];

export const writeRoutes: readonly Route[] = [
  { method: HttpMethod.POST, path: '/cases' },
  { method: HttpMethod.POST, path: '/cases/{id}/withdrawal' },
  { method: HttpMethod.POST, path: '/cases/{id}/hold' },
  { method: HttpMethod.POST, path: '/cases/{id}/resumption' },
  { method: HttpMethod.POST, path: '/cases/{id}/reveals' },
  { method: HttpMethod.POST, path: '/cases/{id}/events' },
  { method: HttpMethod.POST, path: '/tasks/{id}/decision' },
  { method: HttpMethod.POST, path: '/batches/{id}/decisions' },
  { method: HttpMethod.POST, path: '/imports/treasury-results' },
  { method: HttpMethod.POST, path: '/payments' },
  // It reads, but by an id number, which only the function with the person secret can look up.
  { method: HttpMethod.POST, path: '/payments/search' },
  { method: HttpMethod.POST, path: '/payouts/{instruction}/result' },
];

/** Routes of an auditor. */
export const auditRoutes: readonly Route[] = [{ method: HttpMethod.POST, path: '/cases/{id}/audit-packs' }];

/** Routes of policy tables that are to be published. */
export const draftRoutes: readonly Route[] = [
  { method: HttpMethod.POST, path: '/policies/{region}/{coverageYear}/drafts' },
  { method: HttpMethod.GET, path: '/policies/{region}/{coverageYear}/drafts' },
  { method: HttpMethod.GET, path: '/policies/{region}/{coverageYear}/drafts/{version}' },
  { method: HttpMethod.GET, path: '/policies/{region}/{coverageYear}/drafts/{version}/impact' },
  { method: HttpMethod.POST, path: '/policies/{region}/{coverageYear}/drafts/{version}/impact' },
  { method: HttpMethod.POST, path: '/policies/{region}/{coverageYear}/drafts/{version}/approval' },
  { method: HttpMethod.POST, path: '/policies/{region}/{coverageYear}/drafts/{version}/publication' },
];

const FILES_ONLY = 'The console is files without data; a page signs in before it asks the API for any.';

/** The console's pages and files. */
export const consoleRoutes: readonly Route[] = [
  { method: HttpMethod.GET, path: '/', open: FILES_ONLY },
  { method: HttpMethod.GET, path: '/console', open: FILES_ONLY },
  { method: HttpMethod.GET, path: '/console/{path+}', open: FILES_ONLY },
];
