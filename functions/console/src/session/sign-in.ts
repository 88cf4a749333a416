/** The authorization code flow with PKCE, as RFC 9700 wants it of a page in a browser. */
import { discover } from './discovery.ts';
import { forgetSession, requestTokens, revokeRefresh, shareSignIn, signInWith } from './session.ts';

const STARTED = 'canbao.sign-in.';

interface Started {
  verifier: string;
  nonce: string;
  /** Path of the console to go on at; null in a window that only renews the session of another. */
  returnTo: string | null;
}

const randomText = (): string => encode(crypto.getRandomValues(new Uint8Array(32)));

const encode = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const redirectUri = (): string => `${location.origin}/console/signed-in`;

/** Leaves the page for the issuer. */
export async function startSignIn(returnTo: string | null, prompt?: 'login'): Promise<void> {
  const { authorizationEndpoint, clientId } = await discover();
  const [verifier, state, nonce] = [randomText(), randomText(), randomText()];
  const started: Started = { verifier, nonce, returnTo };
  sessionStorage.setItem(STARTED + state, JSON.stringify(started));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const url = new URL(authorizationEndpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope: 'openid profile offline_access',
    state,
    nonce,
    code_challenge: encode(new Uint8Array(digest)),
    code_challenge_method: 'S256',
    ...(prompt && { prompt }),
  }).toString();
  location.assign(url);
}

/** Signs in again in a window of its own, so that what is on the page stays. */
export function openSignInWindow(): void {
  window.open('/console/sign-in?again', 'canbao-sign-in', 'popup,width=720,height=640');
}

export type SignInOutcome = { returnTo: string } | 'close' | { failure: string };

let finishing: Promise<SignInOutcome> | undefined;

/** Trades the code that the issuer sent back; once, however often the page asks. */
export function finishSignIn(query: URLSearchParams): Promise<SignInOutcome> {
  finishing ??= finish(query);
  return finishing;
}

async function finish(query: URLSearchParams): Promise<SignInOutcome> {
  const state = query.get('state') ?? '';
  const started = readStarted(sessionStorage.getItem(STARTED + state));
  sessionStorage.removeItem(STARTED + state);
  const code = query.get('code');
  if (!started || code === null) return { failure: query.get('error_description') ?? '登录没有完成，请再登录一次。' };
  const grant = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri(),
    code_verifier: started.verifier,
  };
  // An id token that answers another sign-in was put in the place of ours.
  const tokens = await requestTokens(grant, { nonce: started.nonce });
  if (!tokens || !signInWith(tokens)) return { failure: '登录服务没有接受这次登录，或令牌中没有角色。请再登录一次。' };
  if (started.returnTo !== null) return { returnTo: started.returnTo };
  shareSignIn(tokens);
  return 'close';
}

function readStarted(text: string | null): Started | null {
  const value: unknown = JSON.parse(text ?? 'null');
  if (typeof value !== 'object' || value === null || !('verifier' in value) || !('nonce' in value)) return null;
  const returnTo = 'returnTo' in value && typeof value.returnTo === 'string' ? value.returnTo : null;
  return { verifier: String(value.verifier), nonce: String(value.nonce), returnTo };
}

export async function signOut(): Promise<void> {
  await revokeRefresh();
  forgetSession();
  const { endSessionEndpoint, clientId } = await discover();
  if (endSessionEndpoint === null) {
    location.assign('/console');
    return;
  }
  const url = new URL(endSessionEndpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', `${location.origin}/console`);
  location.assign(url);
}
