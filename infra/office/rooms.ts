/** What is behind the office's door: the sign-in, its pages, and the API for who is signed in. */

import { html } from '../../functions/runtime/html.ts';
import { diskError } from '../small-cloud/data-folder/disk-error.ts';
import type { AnswerStreamed } from '../small-cloud/front-door/listener.ts';
import type { Issuer } from '../small-cloud/issuer/issuer.ts';
import type { ApiRequest, ApiResponse } from '../small-cloud/services/http-api/api-event.ts';
import type { AccountBook } from './accounts/accounts.ts';
import { createDelays } from './accounts/delays.ts';
import { openSignInLog } from './accounts/sign-in-log.ts';
import type { OfficeRooms } from './door.ts';
import { createAccountsPages } from './pages/accounts-pages.ts';
import { createOfficeRooms } from './pages/office-rooms.ts';
import { page } from './pages/page.ts';
import type { OfficeSettings } from './settings.ts';
import { createOidc } from './sign-in/oidc.ts';
import { createOutsideIssuer } from './sign-in/outside-issuer.ts';
import { createSessions } from './sign-in/sessions.ts';
import { createSignInSteps } from './sign-in/sign-in-steps.ts';
import type { OfficeState } from './watch/office-state.ts';

/** Methods that change nothing: a page that only watches must not keep its session alive. */
const WATCHING = ['GET', 'HEAD', 'OPTIONS'];

export function openRooms(parts: {
  data: string;
  settings: OfficeSettings;
  accounts: AccountBook;
  issuer: Issuer;
  state: OfficeState;
  /** `https://host:port` */
  origin: string;
  api(request: ApiRequest): Promise<ApiResponse>;
  signed: AnswerStreamed;
  /** Real time, by which codes and days count. */
  now(): number;
  /** The machine's time, by which tokens count; it never goes back. */
  issuedAt(): number;
  /** Milliseconds of a clock that only runs on, by which sessions and delays count. */
  elapsed?: () => number;
  say(line: string): void;
}): OfficeRooms {
  const { settings, accounts, issuer, state, origin, now, say, api, elapsed = () => performance.now() } = parts;
  const log = openSignInLog(parts.data, now, say);
  const sessions = createSessions(elapsed);
  const outside =
    settings.issuer === null ? null : createOutsideIssuer({ settings: settings.issuer, accounts, log, origin, say });
  const oidc = createOidc({
    issuer,
    accounts,
    sessions,
    log,
    origin,
    now: parts.issuedAt,
    endOutside: async (session) => outside?.endOf(session) ?? null,
  });
  const steps = createSignInSteps({
    accounts,
    sessions,
    delays: createDelays(),
    log,
    needsFactor: ({ administrator }) => settings.secondFactor === 'all' || administrator,
    outside: outside !== null,
    estimate: settings.estimate,
    now,
    elapsed,
  });
  const accountsPages = createAccountsPages({
    accounts,
    sessions,
    log,
    regions: settings.regions,
    outside: outside !== null,
    now,
  });
  const office = createOfficeRooms({ oidc, steps, outside, sessions, accountsPages, state });
  return {
    signed: parts.signed,
    issuer: oidc.handle,
    async office(path, request) {
      try {
        return await office(path, request);
      } catch (error) {
        const full = diskError(error, parts.data);
        if (full === undefined) throw error;
        say(full.message);
        return page(
          '没有保存',
          html`<p class="wrong" role="alert">服务器的磁盘满了或不能写入，没有保存。请告诉管理员。</p>`,
          {
            status: 507,
            narrow: true,
          },
        );
      }
    },
    async api(request) {
      if (request.headers.authorization === undefined) return api(request);
      // A token lives no longer than the session that it was given to.
      const who = oidc.whoBears(request);
      if (who === null) return api(withoutToken(request));
      if (!WATCHING.includes(request.method)) sessions.touch(who.session);
      return api(request);
    },
  };
}

/** What comes with a token of a session that is over gets the answer that an expired one gets. */
const withoutToken = (request: ApiRequest): ApiRequest => ({
  ...request,
  headers: { ...request.headers, authorization: 'Bearer ended' },
});
