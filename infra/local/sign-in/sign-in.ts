/**
 * The issuer's sign-in: the authorization code flow with PKCE for one public client, as OpenID Connect has it, with
 * a page of personas in the place of passwords. It serves this machine's own pages only.
 */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isDivision } from '../../../functions/policies/divisions.ts';
import type { SignInParts } from '../../small-cloud/cloud.ts';
import { createIssuerRequests } from '../../small-cloud/issuer/issuer-requests.ts';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../../small-cloud/services/http-api/api-event.ts';
import { tokenClaimsOf } from './claims.ts';
import { openEnded } from './ended.ts';
import { readPlaces, readSignedIn, type SignedInAs, signInAs } from './personas.ts';
import { drawSignInPage } from './sign-in-page.ts';

const CODE_SECONDS = 60;
/** Real time: a moved clock ends tokens, but the person is still at the desk. */
const SESSION_SECONDS = 12 * 60 * 60;
const ACCESS_SECONDS = 8 * 60 * 60;
const COOKIE = 'canbao-issuer';

const askedSchema = z.object({
  response_type: z.literal('code'),
  client_id: z.string().min(1).max(100),
  redirect_uri: z.url(),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
  state: z.string().max(500).optional(),
  nonce: z.string().max(200).optional(),
  prompt: z.enum(['none', 'login']).optional(),
  scope: z.string().max(200).optional(),
});
type Asked = z.output<typeof askedSchema>;

const codeSchema = z.object({
  jti: z.string(),
  clientId: z.string(),
  redirectUri: z.string(),
  challenge: z.string(),
  nonce: z.string().optional(),
  signIn: z.string(),
  who: z.unknown(),
});

interface Known {
  who: SignedInAs;
  /** Id of the sign-in, from the page of personas to the sign-out. */
  signIn: string;
}

export function createSignIn({ issuer, clock, names, url: baseUrl, path: pathOf }: SignInParts) {
  const documents = createIssuerRequests({ issuer });
  /**
   * Sign-ins that were ended, by the id that all their sessions and refresh tokens carry, and codes that were traded: a
   * code works once.
   */
  const ended = openEnded(pathOf('ended-sign-ins.json'), Date.now);
  /** Who is signed in by a session or a refresh token that nobody has ended. */
  async function openSignIn(purpose: 'session' | 'refresh', sealed: string) {
    const content = await issuer.open(purpose, sealed);
    const signIn = typeof content?.signIn === 'string' ? content.signIn : '';
    const who = readSignedIn(content?.who);
    return who === null || signIn === '' || ended.has(signIn) ? null : { who, signIn };
  }

  async function authorize(request: ApiRequest): Promise<ApiResponse> {
    const fields = request.method === 'POST' ? formOf(request) : queryOf(request);
    const parsed = askedSchema.safeParse(fields);
    if (!parsed.success || !names.isOwnOrigin(new URL(parsed.data.redirect_uri).origin)) {
      return text(400, '登录请求有误:缺少参数,或返回地址不是这台机器。');
    }
    const asked = parsed.data;
    if (request.method === 'POST') {
      const { other = '', region = '' } = fields;
      if (other !== '' && !isDivision(other)) return text(400, `GB/T 2260 没有 ${other.slice(0, 20)} 这个区划代码。`);
      const who = signInAs(fields.persona ?? '', [other || region]);
      return who === null ? text(400, '没有这个身份。') : grant(asked, { who, signIn: randomUUID() });
    }
    const known = asked.prompt === 'login' ? null : await sessionOf(request);
    if (known) return grant(asked, known);
    if (asked.prompt === 'none')
      return redirect(withQuery(asked.redirect_uri, { error: 'login_required', state: asked.state }));
    const { prompt: _prompt, ...carried } = asked;
    return html(drawSignInPage(carried, readPlaces()));
  }

  async function grant(asked: Asked, known: Known): Promise<ApiResponse> {
    const { client_id: clientId, redirect_uri: redirectUri, code_challenge: challenge, nonce, state } = asked;
    const code = await issuer.seal('code', { clientId, redirectUri, challenge, nonce, ...known }, CODE_SECONDS);
    const session = await issuer.seal('session', { ...known }, SESSION_SECONDS);
    const answer = redirect(withQuery(redirectUri, { code, state }));
    return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie(session, SESSION_SECONDS) } };
  }

  async function sessionOf({ headers }: ApiRequest): Promise<Known | null> {
    const sealed = cookiesOf(headers.cookie ?? '').get(COOKIE);
    return sealed === undefined ? null : openSignIn('session', sealed);
  }

  async function trade(request: ApiRequest): Promise<ApiResponse> {
    const form = formOf(request);
    if (form.grant_type === 'refresh_token') {
      const known = await openSignIn('refresh', form.refresh_token ?? '');
      return known ? tokens(known, form.client_id ?? '', undefined) : refuse('invalid_grant');
    }
    if (form.grant_type !== 'authorization_code') return refuse('unsupported_grant_type');
    const code = codeSchema.safeParse(await issuer.open('code', form.code ?? '')).data;
    const who = readSignedIn(code?.who);
    const challenge = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url');
    const fits =
      code?.challenge === challenge && code.clientId === form.client_id && code.redirectUri === form.redirect_uri;
    if (!code || !who || !fits || ended.has(code.jti) || ended.has(code.signIn)) return refuse('invalid_grant');
    ended.add(code.jti, CODE_SECONDS);
    return tokens({ who, signIn: code.signIn }, code.clientId, code.nonce);
  }

  async function tokens({ who, signIn }: Known, clientId: string, nonce: string | undefined): Promise<ApiResponse> {
    const now = clock.now();
    return json(200, {
      token_type: 'Bearer',
      access_token: await issuer.sign(tokenClaimsOf(who), now),
      expires_in: ACCESS_SECONDS,
      refresh_token: await issuer.seal('refresh', { who, signIn }, SESSION_SECONDS),
      id_token: await issuer.identify({ sub: who.sub, name: who.name, clientId, nonce }, now),
    });
  }

  /** RFC 7009: a token that is none of ours is answered as one that was. */
  async function revoke(request: ApiRequest): Promise<ApiResponse> {
    const known = await openSignIn('refresh', formOf(request).token ?? '');
    if (known) ended.add(known.signIn, SESSION_SECONDS);
    return json(200, {});
  }

  /** Ends what the browser signed in with, its refresh tokens too. */
  async function signOut(request: ApiRequest): Promise<ApiResponse> {
    const known = await sessionOf(request);
    if (known) ended.add(known.signIn, SESSION_SECONDS);
    const wanted = queryOf(request).post_logout_redirect_uri ?? '';
    const back = URL.canParse(wanted) && names.isOwnOrigin(new URL(wanted).origin) ? wanted : `${baseUrl}/`;
    const answer = redirect(back);
    return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie('', 0) } };
  }

  /** Answers a path below `/issuer`. */
  return async (path: string, request: ApiRequest): Promise<ApiResponse> => {
    // A form of another site must not sign anybody in or out.
    const { origin } = request.headers;
    if (request.method === 'POST' && origin !== undefined && !names.isOwnOrigin(origin)) {
      return gatewayAnswer(403, 'Forbidden');
    }
    const route = `${request.method} ${path}`;
    if (route === 'GET /authorize' || route === 'POST /authorize') return authorize(request);
    if (route === 'POST /token') return trade(request);
    if (route === 'POST /revoke') return revoke(request);
    if (route === 'GET /sign-out') return signOut(request);
    return documents(path, request);
  };
}

const queryOf = ({ url }: ApiRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(url.split(/\?(.*)/s)[1] ?? ''));
const cookiesOf = (header: string): Map<string, string> =>
  new Map(
    header.split(';').map((pair): [string, string] => {
      const [name = '', value = ''] = pair.trim().split('=', 2);
      return [name, value];
    }),
  );
const formOf = ({ body }: ApiRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(body.toString('utf8')));

function withQuery(url: string, query: Record<string, string | undefined>): string {
  const full = new URL(url);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) full.searchParams.set(name, value);
  return full.toString();
}

const cookie = (value: string, seconds: number): string =>
  `${COOKIE}=${value}; Path=/issuer; Max-Age=${seconds}; HttpOnly; SameSite=Lax`;

const KEPT_NOWHERE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

const redirect = (location: string): ApiResponse => ({ status: 303, headers: { ...KEPT_NOWHERE, location }, body: '' });
const text = (status: number, body: string): ApiResponse => ({
  status,
  headers: { ...KEPT_NOWHERE, 'content-type': 'text/plain; charset=utf-8' },
  body,
});
const html = (body: string): ApiResponse => ({
  status: 200,
  headers: {
    ...KEPT_NOWHERE,
    // With no-referrer a browser would send the form without its origin.
    'referrer-policy': 'same-origin',
    'content-type': 'text/html; charset=utf-8',
    'x-frame-options': 'DENY',
  },
  body,
});
const json = (status: number, body: unknown): ApiResponse => ({
  status,
  headers: { ...KEPT_NOWHERE, 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const refuse = (error: string): ApiResponse => json(400, { error });
