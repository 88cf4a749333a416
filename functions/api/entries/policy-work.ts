/**
 * The Lambda function behind the routes of what policy officers work on: it reads texts that others wrote, and can write
 * no policy table.
 */
import { openPolicyStore } from '../../store/policies/policy-store.ts';
import { openPolicyWork } from '../../store/uploads/policy-work.ts';
import { workRoutes } from './routes.ts';
import { serve } from './serve.ts';

export const { handler } = serve(workRoutes, ['UPLOADS_TABLE', 'POLICIES_TABLE'], (client, configuration) => ({
  // A year that was published a moment ago is one that a table may begin from.
  policies: openPolicyStore(client, configuration.POLICIES_TABLE, 0),
  work: openPolicyWork(client, configuration.UPLOADS_TABLE),
}));
