import { type Persona, personas, type RegionPlace } from './personas.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);

/** The plain page on which one chooses who to be. What was asked for is carried along in hidden fields. */
export function drawSignInPage(asked: Readonly<Record<string, string>>, places: readonly RegionPlace[]): string {
  const hidden = Object.entries(asked).map(
    ([name, value]) => `<input type="hidden" name="${escapeText(name)}" value="${escapeText(value)}">`,
  );
  const options = places.map(
    ({ region, name }) =>
      `<option value="${region}"${region === '141181' ? ' selected' : ''}>${escapeText(name)} ${region}</option>`,
  );
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>选择身份 · 本机</title>
<style>
body{font:16px/1.6 'PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#1f1f1f;background:#f5f7fa;margin:0;padding:4vh 16px}
main{max-width:640px;margin:auto;background:#fff;border:1px solid #d9d9d9;border-radius:8px;padding:24px 32px}
h1{font-size:22px;margin:0 0 4px}p{margin:0 0 16px;color:#595959}
label{display:block;margin-bottom:4px}label+select,input:not([type=hidden]){margin-bottom:8px}select,input:not([type=hidden]){font:inherit;padding:6px 8px;width:100%;box-sizing:border-box;border:1px solid #8c8c8c;border-radius:4px;background:#fff}
.people{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:12px;margin-top:20px}
button{font:inherit;text-align:left;padding:10px 14px;border:1px solid #8c8c8c;border-radius:6px;background:#fff;cursor:pointer}
button:hover,button:focus-visible{border-color:#0050b3;outline:2px solid #0050b3}button small{display:block;color:#595959}
</style></head><body><main><h1>选择身份</h1><p>这台机器上的人都是虚构的,不用密码。</p>
<form method="post" action="/issuer/authorize"><button disabled hidden></button>${hidden.join('')}
<label for="region">统筹区</label><select id="region" name="region">${options.join('')}</select>
<label for="other">还没有政策表的地方:填六位区划代码,就不用上面选的</label><input id="other" name="other" inputmode="numeric" maxlength="6" pattern="[0-9]{6}" autocomplete="off">
<div class="people">${personas.map(drawPersona).join('')}</div></form></main></body></html>`;
}

const drawPersona = ({ sub, name, duty }: Persona): string =>
  `<button name="persona" value="${sub}">${name}<small>${duty}</small></button>`;
