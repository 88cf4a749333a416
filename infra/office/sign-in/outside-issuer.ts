/**
 * Signing in by another OpenID Connect issuer, for example the government's. It says who somebody is; role and regions
 * are what the administrator has written down for that subject. The office's own session follows.
 */
import { createHash, randomBytes } from 'node:crypto';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
} from 'openid-client';
import { html } from '../../../functions/runtime/html.ts';
import type { ApiRequest, ApiResponse } from '../../small-cloud/services/http-api/api-event.ts';
import type { AccountBook } from '../accounts/accounts.ts';
import type { SignInLog } from '../accounts/sign-in-log.ts';
import { readAuthorities } from '../certificate.ts';
import { cookie, page, queryOf, readCookie, redirect } from '../pages/page.ts';
import type { OfficeSettings } from '../settings.ts';
import type { OfficeSession } from './sessions.ts';
import { type SignInSteps, safeTarget } from './sign-in-steps.ts';

export interface OutsideIssuer {
  /** Leads to the issuer. */
  leave(request: ApiRequest): Promise<ApiResponse>;
  /** Where the issuer sends one back to. */
  comeBack(request: ApiRequest, steps: SignInSteps): Promise<ApiResponse>;
  /** Where the issuer's own session is ended; null where it has no such place. */
  endOf(session: OfficeSession): Promise<string | null>;
}

interface Left {
  to: string;
  configuration: Configuration;
  verifier: string;
  nonce: string;
  /** Digest of the browser's cookie: who comes back is who left. */
  browser: string;
  until: number;
}

const AWAY_MS = 10 * 60_000;
const AWAY_KEPT = 2_000;

const digest = (value: string): string => createHash('sha256').update(value).digest('base64url');

/** Trusts the office's own CA beside the public ones. @throws when the file holds no certificate that is valid */
export function trustAuthority(path: string, now: number): void {
  setDefaultCACertificates([...getCACertificates('default'), ...readAuthorities(path, now)]);
}

export function createOutsideIssuer(parts: {
  settings: NonNullable<OfficeSettings['issuer']>;
  accounts: AccountBook;
  log: SignInLog;
  origin: string;
  say(line: string): void;
}): OutsideIssuer {
  const { settings, accounts, log, origin } = parts;
  const backTo = `${origin}/office/outside/back`;
  const left = new Map<string, Left>();

  /**
   * Asked at each sign-in: an issuer that is down keeps no office from starting, and one that comes back with other keys
   * or addresses is taken at its word.
   */
  function discover(): Promise<Configuration> {
    const url = new URL(settings.url);
    const secret = settings.clientSecret ?? undefined;
    const plain = url.protocol === 'http:' && url.hostname === '127.0.0.1';
    return discovery(url, settings.clientId, secret, secret === undefined ? None() : undefined, {
      timeout: 10,
      ...(plain && { execute: [allowInsecureRequests] }),
    });
  }

  function fail(error: unknown, words: string): ApiResponse {
    parts.say(`the issuer ${settings.url}: ${reasonOf(error)}`);
    return page('登录', html`<p class="wrong" role="alert">${words}</p><p><a href="/console">再试一次</a></p>`, {
      status: 502,
      narrow: true,
    });
  }

  return {
    async leave(request) {
      const to = safeTarget(queryOf(request).to);
      try {
        const configuration = await discover();
        const [verifier, nonce, state, browser] = [
          randomPKCECodeVerifier(),
          randomNonce(),
          randomBytes(32).toString('base64url'),
          randomBytes(32).toString('base64url'),
        ];
        const now = performance.now();
        for (const [id, { until }] of left) if (until < now || left.size > AWAY_KEPT) left.delete(id);
        left.set(state, { to, configuration, verifier, nonce, browser: digest(browser), until: now + AWAY_MS });
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: backTo,
          scope: 'openid',
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        return redirect(url.href, [cookie('away', browser, AWAY_MS / 1000)]);
      } catch (error) {
        return fail(error, '单位统一认证现在连不上，请过一会儿再试，或用本系统的账户登录。');
      }
    },
    async comeBack(request, steps) {
      const { state = '' } = queryOf(request);
      const asked = left.get(state);
      left.delete(state);
      if (
        asked === undefined ||
        asked.until < performance.now() ||
        asked.browser !== digest(readCookie(request, 'away') ?? '')
      )
        return page(
          '登录',
          html`<p class="wrong" role="alert">登录已过期，请从头再来。</p><p><a href="/console">登录</a></p>`,
          {
            status: 401,
            narrow: true,
          },
        );
      try {
        const tokens = await authorizationCodeGrant(asked.configuration, new URL(`${backTo}${search(request)}`), {
          expectedState: state,
          expectedNonce: asked.nonce,
          pkceCodeVerifier: asked.verifier,
          idTokenExpected: true,
        });
        const subject = tokens.claims()?.sub ?? '';
        const account = accounts.findOutside(subject);
        if (account !== undefined && !account.closed) return steps.enter(account, asked.to, request, tokens.id_token);
        const event = account === undefined ? 'unknown-subject' : 'closed-account';
        log.add({ event, account: account?.name ?? null, address: request.sourceIp });
        return page(
          '登录',
          html`<p class="wrong" role="alert">这个账户在本系统中没有登记，或已停用。请把下面的编号交给本单位的系统管理员。</p><p><code>${subject}</code></p>`,
          { status: 403, narrow: true },
        );
      } catch (error) {
        return fail(error, '单位统一认证没有接受这次登录，请再试一次。');
      }
    },
    async endOf({ idToken }) {
      if (idToken === undefined) return null;
      try {
        const configuration = await discover();
        if (configuration.serverMetadata().end_session_endpoint === undefined) return null;
        const parameters = { id_token_hint: idToken, post_logout_redirect_uri: `${origin}/office/sign-in` };
        return buildEndSessionUrl(configuration, parameters).href;
      } catch {
        return null; // the session here is over in any case
      }
    },
  };
}

const search = ({ url }: ApiRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
