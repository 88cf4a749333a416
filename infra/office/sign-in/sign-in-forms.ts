import { Html, html } from '../../../functions/runtime/html.ts';

const told = (said: string | null): Html => (said === null ? html`` : html`<p class="wrong" role="alert">${said}</p>`);

export function drawSignInForm(asked: { to: string; said: string | null; outside: boolean; estimate: boolean }): Html {
  const { to, said, outside, estimate } = asked;
  return html`${told(said)}<form method="post" action="/office/sign-in"><input type="hidden" name="to" value="${to}">
<label for="name">账户名</label><input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
<label for="password">密码</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<p><small>第一次登录时，在密码处填写管理员给的一次性代码。</small></p><button>登录</button></form>
${outside ? html`<p><a href="/office/outside?to=${encodeURIComponent(to)}">用单位统一账户登录</a></p>` : null}${
  estimate ? html`<p><a href="/estimate">政策试算（居民用，不用登录）</a></p>` : null
}`;
}

export const drawCodeForm = (said: string | null): Html =>
  html`${told(said)}<form method="post" action="/office/sign-in/code"><label for="code">手机上显示的六位动态码</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus><button>继续</button></form>
<p><small>手机丢了？请管理员重置账户。</small></p>`;

export const drawPasswordForm = (said: string | null): Html =>
  html`${told(said)}<p>密码至少 10 个字符，含小写字母、大写字母、数字、其他符号中的三种；90 天后需要换一个，最近五个用过的不能再用。</p>
<form method="post" action="/office/sign-in/password"><label for="password">新密码</label>
<input id="password" name="password" type="password" autocomplete="new-password" required autofocus>
<label for="again">再输入一次</label><input id="again" name="again" type="password" autocomplete="new-password" required>
<button>设置</button></form>`;

/** @param picture SVG of our own making */
export const drawFactorForm = (picture: string, secret: string, said: string | null): Html =>
  html`${told(said)}<p>用手机上的身份验证器应用（例如微信小程序“腾讯身份验证器”、Microsoft Authenticator、FreeOTP）扫描下图，再输入它显示的六位数字。以后每次登录都要用到它。</p>
${new Html(picture)}<p><small>不能扫描时，手工输入密钥：</small><br><code>${secret}</code></p>
<form method="post" action="/office/sign-in/factor"><label for="code">六位动态码</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required autofocus><button>绑定并登录</button></form>`;
