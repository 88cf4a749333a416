/** Who is signed in, in this tab. The tokens live as long as the tab does. */
import { discover } from './discovery.ts';

export interface Tokens {
  access: string;
  refresh: string | null;
  /** From the id token; the subject where the issuer tells no name. */
  name: string;
}

export interface SignedIn {
  sub: string;
  name: string;
  role: string;
  regions: readonly string[];
}

/** `ended`: the issuer wants to see the person again; what is on the page stays. */
export type Session =
  | { status: 'out' }
  | { status: 'in'; tokens: Tokens; who: SignedIn }
  | { status: 'ended'; who: SignedIn };

const KEPT = 'canbao.session';
const channel = new BroadcastChannel('canbao-session');

let session: Session = restore();
const listeners = new Set<() => void>();
/** Calls that wait for the person to sign in again. */
const waiting: ((signedIn: boolean) => void)[] = [];
let renewing: Promise<boolean> | undefined;

export const readSession = (): Session => session;

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: Session): void {
  session = next;
  if (next.status === 'in') sessionStorage.setItem(KEPT, JSON.stringify(next.tokens));
  else sessionStorage.removeItem(KEPT);
  for (const listener of listeners) listener();
}

export function signInWith(tokens: Tokens): boolean {
  const who = readWho(tokens);
  if (who === null) return false;
  change({ status: 'in', tokens, who });
  for (const resume of waiting.splice(0)) resume(true);
  return true;
}

/** A window that signed in tells the tabs whose session ended; only those of the same person take it. */
export function shareSignIn(tokens: Tokens): void {
  channel.postMessage(tokens);
}

channel.onmessage = ({ data }: MessageEvent<unknown>) => {
  const tokens = readTokens(data);
  if (!tokens || session.status !== 'ended') return;
  const who = readWho(tokens);
  if (who?.sub === session.who.sub && who.regions.join() === session.who.regions.join()) signInWith(tokens);
};

export function forgetSession(): void {
  change({ status: 'out' });
}

/**
 * A new access token in the place of one that the API refused: silently where the issuer allows it, otherwise when
 * the person has signed in again in a window of its own. False if there is nobody to sign in again.
 */
export async function renewSession(): Promise<boolean> {
  if (session.status === 'out') return false;
  renewing ??= refreshSilently().finally(() => {
    renewing = undefined;
  });
  if (await renewing) return true;
  if (session.status === 'in') change({ status: 'ended', who: session.who });
  return new Promise((resolve) => waiting.push(resolve));
}

async function refreshSilently(): Promise<boolean> {
  if (session.status !== 'in' || session.tokens.refresh === null) return false;
  const { name, refresh } = session.tokens;
  try {
    const tokens = await requestTokens({ grant_type: 'refresh_token', refresh_token: refresh }, { name, refresh });
    return tokens !== null && signInWith(tokens);
  } catch {
    return false; // nobody answers: the person is asked to sign in
  }
}

/** Asks the issuer's token endpoint; null where it refuses, or where its id token has another nonce than was sent. */
export async function requestTokens(
  grant: Record<string, string>,
  known: { name?: string; refresh?: string; nonce?: string } = {},
): Promise<Tokens | null> {
  const { clientId, tokenEndpoint } = await discover();
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...grant, client_id: clientId }),
  });
  if (!response.ok) return null;
  const answer: Record<string, unknown> = await response.json();
  const { access_token: access, refresh_token: refresh, id_token: identity } = answer;
  if (typeof access !== 'string') return null;
  if (known.nonce !== undefined && (typeof identity !== 'string' || claimsOf(identity).nonce !== known.nonce))
    return null;
  const name = typeof identity === 'string' ? claimsOf(identity).name : undefined;
  return {
    access,
    refresh: typeof refresh === 'string' ? refresh : (known.refresh ?? null),
    name: typeof name === 'string' ? name : (known.name ?? String(claimsOf(access).sub ?? '')),
  };
}

/** So that nobody goes on with a refresh token that was left behind; one that cannot be revoked ends by itself. */
export async function revokeRefresh(): Promise<void> {
  if (session.status !== 'in' || session.tokens.refresh === null) return;
  const { clientId, revocationEndpoint } = await discover();
  if (revocationEndpoint === null) return;
  const { refresh } = session.tokens;
  const body = new URLSearchParams({ token: refresh, token_type_hint: 'refresh_token', client_id: clientId });
  await fetch(revocationEndpoint, { method: 'POST', body }).catch(() => undefined);
}

function restore(): Session {
  try {
    const tokens = readTokens(JSON.parse(sessionStorage.getItem(KEPT) ?? 'null'));
    const who = tokens && readWho(tokens);
    return tokens && who ? { status: 'in', tokens, who } : { status: 'out' };
  } catch {
    return { status: 'out' };
  }
}

function readTokens(value: unknown): Tokens | null {
  if (typeof value !== 'object' || value === null || !('access' in value) || typeof value.access !== 'string')
    return null;
  const refresh = 'refresh' in value && typeof value.refresh === 'string' ? value.refresh : null;
  const name = 'name' in value && typeof value.name === 'string' ? value.name : '';
  return { access: value.access, refresh, name };
}

/** What the API will read in the token; the API checks it, the page only shows by it. */
function readWho({ access, name }: Tokens): SignedIn | null {
  const { sub, role, regions } = claimsOf(access);
  if (typeof sub !== 'string' || typeof role !== 'string') return null;
  const codes = String(regions ?? '').match(/\d{6}/g) ?? [];
  return { sub, name: name === '' ? sub : name, role, regions: codes };
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    const text = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
