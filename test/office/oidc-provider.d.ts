/** The parts of `oidc-provider` that the tests use; it comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  interface ProviderConfiguration {
    clients: object[];
    pkce: { required(): boolean };
    features: object;
    jwks: object;
    cookies: object;
    ttl: object;
    loadExistingGrant(ctx: { oidc: { client: { clientId: string }; session: { accountId: string } } }): Promise<Grant>;
    findAccount(ctx: unknown, sub: string): { accountId: string; claims(): { sub: string } };
  }

  export default class Provider {
    constructor(issuer: string, configuration: ProviderConfiguration);
    Grant: new (of: {
      clientId: string;
      accountId: string;
    }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }
}
