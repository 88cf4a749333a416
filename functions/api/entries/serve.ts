/** The one way in which an entry serves its routes: configured, with its services, its callers counted. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { readConfiguration, type Variable } from '../../runtime/configuration.ts';
import { httpHandler } from '../../runtime/http-handler.ts';
import { openCallerCounts } from '../../store/caller-counts.ts';
import { openDocumentClient } from '../../store/client.ts';
import { limitCallers } from '../http/limit-callers.ts';
import type { Route } from '../http/route.ts';
import { routeRequests } from '../http/router.ts';
import type { Entry, EntryServices } from '../http/services.ts';

/**
 * @param variables what the function is told by its environment, beside what every entry is told
 * @param open opens the services of the routes
 */
export function serve<Served extends Entry, Name extends Variable>(
  routes: readonly Route<Served>[],
  variables: readonly Name[],
  open: (client: DynamoDBDocumentClient, configuration: Record<Name, string>) => EntryServices[Served],
) {
  const configuration = readConfiguration<Name | 'CALLERS_TABLE' | 'CALLER_LIMIT'>([
    ...variables,
    'CALLERS_TABLE',
    'CALLER_LIMIT',
  ]);
  const client = openDocumentClient();
  const services = open(client, configuration);
  const counts = openCallerCounts(client, configuration.CALLERS_TABLE);
  const handler = httpHandler(
    limitCallers(routeRequests(routes, services), counts, Number(configuration.CALLER_LIMIT)),
  );
  return { handler, services };
}
