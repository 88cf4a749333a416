/** Where one signs in: the console's configuration, and the issuer's own description of itself. */

export interface SignInPlaces {
  clientId: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** Both null where the issuer has none. */
  endSessionEndpoint: string | null;
  revocationEndpoint: string | null;
  /** Of an office's own server; null everywhere else. */
  officeEndpoint: string | null;
}

let found: Promise<SignInPlaces> | undefined;

/** Whether this deployment has the page on which anybody reckons without sign-in. */
export const hasEstimatePage = async (): Promise<boolean> => (await readJson('/console/config.json')).estimate === true;

export function discover(): Promise<SignInPlaces> {
  found ??= ask();
  found.catch(() => {
    found = undefined;
  });
  return found;
}

async function ask(): Promise<SignInPlaces> {
  const { discovery, clientId } = await readJson('/console/config.json');
  const places = await readJson(new URL(String(discovery), location.origin).toString());
  const [end, revocation, office] = [places.end_session_endpoint, places.revocation_endpoint, places.office_endpoint];
  return {
    clientId: String(clientId),
    authorizationEndpoint: String(places.authorization_endpoint),
    tokenEndpoint: String(places.token_endpoint),
    endSessionEndpoint: typeof end === 'string' ? end : null,
    revocationEndpoint: typeof revocation === 'string' ? revocation : null,
    officeEndpoint: typeof office === 'string' ? office : null,
  };
}

async function readJson(url: string): Promise<Record<string, unknown>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const value: unknown = await response.json();
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
