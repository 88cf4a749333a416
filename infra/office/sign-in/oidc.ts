/**
 * The office as an OpenID Connect issuer for its own console: authorization code with PKCE, for one public client. What
 * it hands out lives as long as the session does: a token of a session that was ended is refused at the office's door.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { html } from '../../../functions/runtime/html.ts';
import { tokenClaimsOf } from '../../local/sign-in/claims.ts';
import type { Issuer } from '../../small-cloud/issuer/issuer.ts';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../../small-cloud/services/http-api/api-event.ts';
import type { Account } from '../accounts/account.ts';
import type { AccountBook } from '../accounts/accounts.ts';
import type { SignInLog } from '../accounts/sign-in-log.ts';
import { cookie, formOf, json, page, queryOf, readCookie, redirect } from '../pages/page.ts';
import type { OfficeSession, Sessions } from './sessions.ts';

const CLIENT = 'canbao-console';
const ACCESS_SECONDS = 8 * 60 * 60;

const askedSchema = z.object({
  response_type: z.literal('code'),
  client_id: z.literal(CLIENT),
  redirect_uri: z.string(),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
  state: z.string().max(500).optional(),
  nonce: z.string().max(200).optional(),
  prompt: z.enum(['none', 'login']).optional(),
});

export interface Oidc {
  /** Answers what is below `/issuer`. */
  handle(path: string, request: ApiRequest): Promise<ApiResponse>;
  /** Whose browser asks; undefined for who is not signed in, or whose account was closed. */
  whoAsks(request: ApiRequest): { session: OfficeSession; account: Account } | undefined;
  /** The session and account of a bearer token; null where it has no session that lives. */
  whoBears(request: ApiRequest): { session: OfficeSession; account: Account } | null;
}

export function createOidc(parts: {
  issuer: Issuer;
  accounts: AccountBook;
  sessions: Sessions;
  log: SignInLog;
  /** `https://host:port` */
  origin: string;
  now(): number;
  /** Where the other issuer's own session is ended. */
  endOutside(session: OfficeSession): Promise<string | null>;
}): Oidc {
  const { issuer, accounts, sessions, log, origin } = parts;
  const backTo = `${origin}/console/signed-in`;

  function open(session: OfficeSession | undefined): { session: OfficeSession; account: Account } | undefined {
    const account = session && accounts.find(session.account);
    return session === undefined || account === undefined || account.closed ? undefined : { session, account };
  }
  const whoAsks: Oidc['whoAsks'] = (request) => open(sessions.byCookie(readCookie(request, 'session') ?? ''));

  function authorize(request: ApiRequest): ApiResponse {
    const asked = askedSchema.safeParse(queryOf(request));
    if (!asked.success || asked.data.redirect_uri !== backTo)
      return page(
        '登录',
        html`<p>登录请求有误：缺少参数，或返回地址不是这个系统。<a href="/console">回到首页</a></p>`,
        {
          status: 400,
          narrow: true,
        },
      );
    const { prompt, state, nonce, code_challenge: challenge } = asked.data;
    const who = prompt === 'login' ? undefined : whoAsks(request);
    if (who === undefined && prompt === 'none') return redirect(withQuery(backTo, { error: 'login_required', state }));
    if (who === undefined) {
      const { prompt: _once, ...again } = asked.data;
      return redirect(withQuery(`${origin}/office/sign-in`, { to: withQuery('/issuer/authorize', again) }));
    }
    if (who.account.role === null) return redirect('/office/');
    sessions.touch(who.session);
    const code = sessions.giveCode({
      session: who.session.id,
      challenge,
      redirectUri: backTo,
      clientId: CLIENT,
      nonce,
    });
    return redirect(withQuery(backTo, { code, state }));
  }

  async function trade(request: ApiRequest): Promise<ApiResponse> {
    const form = formOf(request);
    if (form.get('grant_type') === 'refresh_token') {
      const who = open(sessions.byRefresh(form.get('refresh_token') ?? ''));
      return who === undefined ? refuse('invalid_grant') : tokens(who, undefined);
    }
    if (form.get('grant_type') !== 'authorization_code') return refuse('unsupported_grant_type');
    const grant = sessions.takeCode(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      grant?.challenge === challenge &&
      grant.clientId === form.get('client_id') &&
      grant.redirectUri === form.get('redirect_uri');
    const who = grant && open(sessions.byId(grant.session));
    return who === undefined || !fits ? refuse('invalid_grant') : tokens(who, grant.nonce);
  }

  async function tokens(
    { session, account }: { session: OfficeSession; account: Account },
    nonce: string | undefined,
  ): Promise<ApiResponse> {
    const { name: sub, role, regions, university, shown: name } = account;
    if (role === null) return refuse('invalid_grant');
    const claims = tokenClaimsOf({ sub, name, role, regions, ...(university !== null && { university }) });
    return json(200, {
      token_type: 'Bearer',
      access_token: await issuer.sign({ ...claims, sid: session.id }, parts.now()),
      expires_in: ACCESS_SECONDS,
      refresh_token: sessions.giveRefresh(session),
      id_token: await issuer.identify({ sub, name, clientId: CLIENT, nonce }, parts.now()),
    });
  }

  function revoke(request: ApiRequest): ApiResponse {
    const session = sessions.byRefresh(formOf(request).get('token') ?? '');
    if (session) {
      sessions.revoke(session);
      log.add({ event: 'signed-out', account: session.account, address: request.sourceIp });
    }
    return json(200, {}); // RFC 7009: a token that is none of ours is answered as one that was
  }

  async function signOut(request: ApiRequest): Promise<ApiResponse> {
    // A page of somebody else must not sign anybody out.
    if (request.headers['sec-fetch-site'] === 'cross-site') return gatewayAnswer(403, 'Forbidden');
    const session = sessions.forSignOut(readCookie(request, 'session') ?? '');
    if (session) sessions.end(session);
    if (session && !session.ended)
      log.add({ event: 'signed-out', account: session.account, address: request.sourceIp });
    const outside = session?.idToken === undefined ? null : await parts.endOutside(session);
    return redirect(outside ?? `${origin}/office/sign-in`, [cookie('session', '', 0)]);
  }

  return {
    whoAsks,
    whoBears(request) {
      const session = sessions.byId(sessionIdIn(request.headers.authorization ?? ''));
      return open(session) ?? null;
    },
    async handle(path, request) {
      const route = `${request.method} ${path}`;
      if (route === 'GET /authorize') return authorize(request);
      if (route === 'POST /token') return trade(request);
      if (route === 'POST /revoke') return revoke(request);
      if (route === 'GET /sign-out') return signOut(request);
      const document = request.method === 'GET' ? issuer.document(path, origin) : undefined;
      return document === undefined
        ? gatewayAnswer(404, 'Not Found')
        : json(200, { ...officeParts(path), ...document });
    },
  };
}

/** What the console finds in the issuer's description beside what every issuer has. */
const officeParts = (path: string) =>
  path === '/.well-known/openid-configuration' ? { office_endpoint: '/office/desk' } : {};

/** Read without a check: the gateway checks the token, and a session's id cannot be guessed. */
function sessionIdIn(authorization: string): string {
  try {
    const [, payload = ''] = authorization.replace(/^Bearer\s+/i, '').split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return z.object({ sid: z.string() }).parse(claims).sid;
  } catch {
    return '';
  }
}

function withQuery(url: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `${url}?${new URLSearchParams(given)}`;
}

const refuse = (error: string): ApiResponse => json(400, { error });
