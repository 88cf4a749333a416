import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const routeSchema = z.object({
  /** The part of the API that serves it. */
  entry: z.enum(['read', 'write', 'files', 'outbox', 'audit', 'drafts', 'work', 'documents', 'console', 'estimate']),
  method: z.enum(['GET', 'POST']),
  path: z.string(),
  /** Served without a token, and why it may be. */
  open: z.string().optional(),
});
export type GatewayRoute = z.output<typeof routeSchema>;

/** What the gateway serves, as the routes of `functions/api` say it themselves; as JSON, to be kept with the bundles. */
export async function listGatewayRoutes(): Promise<string> {
  // Loaded only when there is something to build: a start with kept bundles needs none of it.
  const { describeApiRoute } = await import('../../functions/api/entries/describe-api.ts');
  const { describedRoutes } = await import('../../functions/api/entries/described-routes.ts');
  const { consoleRoutes, estimateRoutes } = await import('../../functions/api/entries/routes.ts');
  const described = [describeApiRoute, ...describedRoutes].map(({ description }) => description);
  const pages = consoleRoutes.map((route) => ({ entry: 'console', ...route }));
  const estimates = estimateRoutes.map((route) => ({ entry: 'estimate', ...route }));
  return JSON.stringify(z.array(routeSchema).parse([...described, ...pages, ...estimates]));
}

export const readGatewayRoutes = async (path: string): Promise<GatewayRoute[]> =>
  z.array(routeSchema).parse(JSON.parse(await readFile(path, 'utf8')));
