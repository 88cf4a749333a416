import type { HttpApi, Integration } from './http-api.ts';
import type { JwtAuthorizer } from './jwt-authorizer.ts';

/** What the template's API is put together from, by the ids that its resources refer to each other with. */
export interface ApiParts {
  apis: Map<string, HttpApi>;
  integrations: Map<string, Integration>;
  authorizers: Map<string, JwtAuthorizer>;
}

export function createApiParts(): ApiParts {
  return { apis: new Map(), integrations: new Map(), authorizers: new Map() };
}
