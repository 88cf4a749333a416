/** What the administrator does with accounts. */
import { z } from 'zod';
import { isDivision } from '../../../functions/policies/divisions.ts';
import { ROLES } from '../../../functions/runtime/caller.ts';
import { html } from '../../../functions/runtime/html.ts';
import { ROLE_WORDS } from '../../../functions/words/people.ts';
import { wordOf } from '../../../functions/words/word-of.ts';
import type { ApiRequest, ApiResponse } from '../../small-cloud/services/http-api/api-event.ts';
import { type Account, AccountError, detailsSchema, nameSchema } from '../accounts/account.ts';
import type { AccountBook } from '../accounts/accounts.ts';
import { SIGN_IN_EVENTS, type SignInLog } from '../accounts/sign-in-log.ts';
import type { Sessions } from '../sign-in/sessions.ts';
import { formOf, page } from './page.ts';

export const MENU = html`<nav aria-label="管理"><a href="/office/">运行状况</a><a href="/office/accounts">账户</a><a href="/office/sign-ins">登录记录</a><a href="/console">经办</a><a href="/issuer/sign-out">退出</a></nav>`;

/** @throws AccountError for a code that is no region */
function moreRegions(typed: string): string[] {
  const codes = typed.split(/[\s,，、]+/).filter((code) => code !== '');
  const wrong = codes.find((code) => !/^\d{6}$/.test(code) || !isDivision(code));
  if (wrong === undefined) return codes;
  throw new AccountError(`没有 ${wrong.slice(0, 20)} 这个统筹区：应为六位行政区划代码（GB/T 2260），如 141181。`);
}

const when = (at: string): string => at.slice(0, 19).replace('T', ' ');

export function createAccountsPages(parts: {
  accounts: AccountBook;
  sessions: Sessions;
  log: SignInLog;
  regions: readonly string[];
  outside: boolean;
  now(): number;
}) {
  const { accounts, sessions, log, regions, outside } = parts;

  function show(said: { text: string; code?: string; wrong?: boolean } | null, status = 200): ApiResponse {
    const message =
      said &&
      html`<p class="${said.wrong ? 'wrong' : 'said'}" role="alert">${said.text}${said.code === undefined ? null : html` <code>${said.code}</code>`}</p>`;
    return page(
      '账户',
      html`${MENU}${message}<table><thead><tr><th>账户</th><th>角色</th><th>统筹区</th><th>登录方式</th><th>操作</th></tr></thead>
<tbody>${accounts.all().map(drawRow)}</tbody></table>
<h2>新增账户</h2><form method="post" action="/office/accounts/add">
<label for="name">账户名（以后不能改，也不能给别人）</label><input id="name" name="name" required pattern="[a-z][a-z0-9._\\-]{1,39}">${drawDetails(null)}<button>新增</button></form>`,
      { status },
    );
  }

  function drawRow(account: Account) {
    const { name, shown, role, administrator, closed } = account;
    const duties = [...(role === null ? [] : [wordOf(ROLE_WORDS, role)]), ...(administrator ? ['管理员'] : [])];
    const act = (action: string, text: string) =>
      html`<form class="inline" method="post" action="/office/accounts/${action}"><input type="hidden" name="name" value="${name}"><button class="plain">${text}</button></form>`;
    const change = html`<details><summary>修改</summary><form method="post" action="/office/accounts/change"><input type="hidden" name="name" value="${name}">${drawDetails(account)}<button>保存</button></form></details>`;
    return html`<tr><td>${shown}<br><small>${name}</small></td><td>${duties.join('、')}</td><td>${account.regions.join(' ')}</td><td>${wayOf(account)}</td>
<td>${closed ? act('open', '恢复') : html`${account.outside === null ? act('reset', '重置登录') : null}${act('close', '停用')}${change}`}</td></tr>`;
  }

  function wayOf({ closed, outside: subject, oneTime, passwords, factor }: Account): string {
    if (closed) return '已停用';
    if (subject !== null) return `统一账户 ${subject}`;
    if (oneTime !== null) return oneTime.until < parts.now() ? '一次性代码已过期，请重置' : '等待第一次登录';
    return `${passwords.length > 0 ? '密码' : ''}${factor === null ? '' : '和动态码'}`;
  }

  /** Without an account: for a new one. */
  function drawDetails(account: Account | null) {
    const id = account?.name ?? 'new';
    const options = ROLES.map(
      (role) =>
        html`<option value="${role}"${account?.role === role ? html` selected` : null}>${wordOf(ROLE_WORDS, role)}</option>`,
    );
    // A region that somebody works for already can be given to a colleague too.
    const all = [...new Set([...regions, ...accounts.all().flatMap((one) => one.regions)])];
    const checks = all.map((region) => {
      const checked = account === null ? all.length === 1 : account.regions.includes(region);
      return html`<label class="check"><input type="checkbox" name="regions" value="${region}"${checked ? html` checked` : null}> ${region}</label>`;
    });
    return html`<label for="shown-${id}">姓名</label><input id="shown-${id}" name="shown" required maxlength="40" value="${account?.shown ?? ''}">
<label for="role-${id}">角色</label><select id="role-${id}" name="role"><option value="">（只做管理员）</option>${options}</select>
<p>统筹区：${checks}</p>
<label for="more-${id}">其他统筹区（六位区划代码，用空格分开；还没有政策表的，由政策人员起草第一份）</label><input id="more-${id}" name="more_regions" maxlength="200" pattern="[0-9 ]*">
<label for="university-${id}">院校代码（角色是高校时）</label><input id="university-${id}" name="university" value="${account?.university ?? ''}">
${outside ? html`<label for="outside-${id}">统一账户的编号（用统一账户登录时）</label><input id="outside-${id}" name="outside" value="${account?.outside ?? ''}">` : null}
<label class="check"><input type="checkbox" name="administrator" value="yes"${account?.administrator ? html` checked` : null}> 管理员</label>`;
  }

  const readDetails = (form: URLSearchParams) => {
    const text = (name: string) => (form.get(name)?.trim() ? form.get(name) : null);
    return detailsSchema.parse({
      shown: form.get('shown') ?? '',
      role: text('role'),
      regions: [...new Set([...form.getAll('regions'), ...moreRegions(form.get('more_regions') ?? '')])],
      university: text('university'),
      administrator: form.get('administrator') === 'yes',
      outside: outside ? text('outside') : null,
    });
  };

  /** What an action does, and what is then said. */
  function act(action: string, form: URLSearchParams, by: string, address: string) {
    const name = form.get('name') ?? '';
    const now = parts.now();
    if (action === 'add') {
      const details = readDetails(form);
      const code = accounts.add(nameSchema.parse(name), details, now);
      log.add({ event: 'account-added', account: name, address, by });
      if (details.outside !== null) return { text: `账户 ${name} 已新增，用统一账户登录。` };
      return { text: `账户 ${name} 已新增。请把一次性代码当面交给本人，七天内有效，只显示这一次：`, code };
    }
    if (action === 'reset') {
      const code = accounts.reset(name, now);
      sessions.endAllOf(name);
      log.add({ event: 'account-reset', account: name, address, by });
      return { text: `账户 ${name} 已重置，原来的密码和动态码不能再用。新的一次性代码：`, code };
    }
    let code: string | undefined;
    if (action === 'change') {
      const found = accounts.find(name);
      const details = readDetails(form);
      // Somebody who has signed in elsewhere, or with a password, begins anew by the other way.
      if (found !== undefined && (found.outside === null) !== (details.outside === null)) {
        const given = accounts.reset(name, now, details);
        if (details.outside === null) code = given;
      } else accounts.change(name, details);
    } else if (action === 'close' || action === 'open') {
      accounts.change(name, { closed: action === 'close' });
    } else {
      throw new AccountError('没有这个操作。');
    }
    // Tokens say what somebody may do: with another role or none they end at once.
    sessions.endAllOf(name);
    const event = action === 'change' ? 'account-changed' : action === 'close' ? 'account-closed' : 'account-opened';
    log.add({ event, account: name, address, by });
    const said = `账户 ${name}：${SIGN_IN_EVENTS[event]}，已生效。`;
    return code === undefined ? { text: said } : { text: `${said}新的一次性代码：`, code };
  }

  return {
    show: () => show(null),
    change(action: string, request: ApiRequest, by: string): ApiResponse {
      try {
        return show(act(action, formOf(request), by, request.sourceIp));
      } catch (error) {
        if (error instanceof AccountError) return show({ text: error.message, wrong: true }, 409);
        if (!(error instanceof z.ZodError)) throw error;
        return show({ text: error.issues.map(({ message }) => message).join(' '), wrong: true }, 400);
      }
    },
    showSignIns(): ApiResponse {
      const rows = log.latest(300).map(({ at, event, account, address, by, count }) => {
        const what = `${SIGN_IN_EVENTS[event]}${count === undefined ? '' : `（${count} 次）`}`;
        return html`<tr><td>${at === '' ? '' : when(at)}</td><td>${account ?? (event === 'unreadable' ? '' : '（没有这个账户）')}</td><td>${what}</td><td>${address ?? ''}</td><td>${by ?? ''}</td></tr>`;
      });
      return page(
        '登录记录',
        html`${MENU}<p>最近 300 条；全部记录保留一年，在数据文件夹的 office/sign-ins 里。</p>
<table><thead><tr><th>时间</th><th>账户</th><th>事情</th><th>来自</th><th>由谁</th></tr></thead><tbody>${rows}</tbody></table>`,
      );
    },
  };
}
