/** The pages below `/office`: signing in for everybody, the rest for administrators. */

import { html } from '../../../functions/runtime/html.ts';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../../small-cloud/services/http-api/api-event.ts';
import type { Oidc } from '../sign-in/oidc.ts';
import type { OutsideIssuer } from '../sign-in/outside-issuer.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import type { SignInSteps } from '../sign-in/sign-in-steps.ts';
import type { OfficeState } from '../watch/office-state.ts';
import { type createAccountsPages, MENU } from './accounts-pages.ts';
import { json, page, redirect } from './page.ts';
import { drawState } from './state-page.ts';

export function createOfficeRooms(parts: {
  oidc: Oidc;
  steps: SignInSteps;
  outside: OutsideIssuer | null;
  sessions: Sessions;
  accountsPages: ReturnType<typeof createAccountsPages>;
  state: OfficeState;
}): (path: string, request: ApiRequest) => Promise<ApiResponse> {
  const { oidc, steps, outside, sessions, accountsPages, state } = parts;

  /** What the console asks: what rings, and whether there is more for this person. A POST says that somebody is there. */
  function desk(request: ApiRequest): ApiResponse {
    const who = oidc.whoBears(request);
    if (who === null) return gatewayAnswer(401, 'Unauthorized');
    if (request.method === 'POST') sessions.touch(who.session);
    return json(200, { alarms: state.alarms().map(({ text }) => text), administrator: who.account.administrator });
  }

  async function administer(path: string, request: ApiRequest): Promise<ApiResponse> {
    const who = oidc.whoAsks(request);
    if (who === undefined) return redirect(`/office/sign-in?to=${encodeURIComponent(path)}`);
    if (!who.account.administrator)
      return page('没有权限', html`<p>这里只有管理员可以看。<a href="/console">回到经办</a></p>`, {
        status: 403,
        narrow: true,
      });
    sessions.touch(who.session);
    const action = /^\/office\/accounts\/([a-z]+)$/.exec(path)?.[1];
    if (action !== undefined && request.method === 'POST')
      return accountsPages.change(action, request, who.account.name);
    if (request.method !== 'GET') return gatewayAnswer(404, 'Not Found');
    if (path === '/office' || path === '/office/')
      return page('运行状况', html`${MENU}${drawState(state, sessions.count())}`);
    if (path === '/office/accounts') return accountsPages.show();
    if (path === '/office/sign-ins') return accountsPages.showSignIns();
    return gatewayAnswer(404, 'Not Found');
  }

  return async (path, request) => {
    if (path === '/office/health' && request.method === 'GET') {
      const health = state.health();
      return json(health.status === 'ok' ? 200 : 503, health);
    }
    if (path === '/office/desk') return desk(request);
    if (path.startsWith('/office/sign-in') && path !== '/office/sign-ins') return steps.handle(path, request);
    if (outside !== null && request.method === 'GET') {
      if (path === '/office/outside') return outside.leave(request);
      if (path === '/office/outside/back') return outside.comeBack(request, steps);
    }
    return administer(path, request);
  };
}
