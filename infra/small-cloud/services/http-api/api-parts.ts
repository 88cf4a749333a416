import type { HttpApi, HttpIntegration } from './http-api.ts';
import type { JwtAuthorizer } from './jwt-authorizer.ts';

/** What the template's API is put together from, by the ids that its resources refer to each other with. */
export interface ApiParts {
  apis: Map<string, HttpApi>;
  integrations: Map<string, HttpIntegration>;
  authorizers: Map<string, JwtAuthorizer>;
  /** False when the limits of the template are lifted, to measure the machine and not them. */
  throttled: boolean;
  /** So long a request is waited for, if the template says less. */
  leastTimeoutMs: number;
}

export function createApiParts(options: Pick<ApiParts, 'throttled' | 'leastTimeoutMs'>): ApiParts {
  return { apis: new Map(), integrations: new Map(), authorizers: new Map(), ...options };
}
