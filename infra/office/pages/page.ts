/** The office's own pages: plain HTML without scripts, in Chinese. */
import { createHash } from 'node:crypto';
import { Html, html } from '../../../functions/runtime/html.ts';
import type { ApiRequest, ApiResponse } from '../../small-cloud/services/http-api/api-event.ts';

const STYLE = `body{font:16px/1.6 'PingFang SC','Microsoft YaHei',system-ui,sans-serif;color:#1f1f1f;background:#f5f7fa;margin:0;padding:4vh 16px}
main{max-width:960px;margin:auto;background:#fff;border:1px solid #d9d9d9;border-radius:8px;padding:24px 32px}main.narrow{max-width:420px}
h1{font-size:22px;margin:0 0 12px}h2{font-size:18px;margin:28px 0 8px}p{margin:0 0 12px}nav a{margin-right:16px}
label{display:block;margin:12px 0 4px}label.check{display:inline-block;margin-right:12px}
input:not([type=checkbox]),select{font:inherit;padding:6px 8px;width:100%;box-sizing:border-box;border:1px solid #8c8c8c;border-radius:4px;background:#fff}
button{font:inherit;margin-top:16px;padding:6px 16px;border:1px solid #0050b3;border-radius:6px;background:#0050b3;color:#fff;cursor:pointer}
button.plain{background:#fff;color:#0050b3;margin:0 8px 0 0;padding:2px 10px}form.inline{display:inline}
.said{border-left:4px solid #0050b3;padding:8px 12px;background:#f0f5ff}.wrong{border-left:4px solid #a8071a;padding:8px 12px;background:#fff1f0}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 8px;border-bottom:1px solid #d9d9d9;vertical-align:top}
code{font-size:18px;letter-spacing:1px;user-select:all}svg{width:220px;height:220px;display:block;margin:8px 0}
:focus-visible{outline:2px solid #0050b3;outline-offset:1px}small{color:#595959}`;
const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const KEPT_NOWHERE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** @param options.narrow for a page with a form and nothing else */
export function page(
  title: string,
  content: Html,
  options: { status?: number; narrow?: boolean; cookies?: readonly string[]; headers?: Record<string, string> } = {},
): ApiResponse {
  const { status = 200, narrow = false, cookies = [], headers = {} } = options;
  const whole = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 参保</title><style>${new Html(STYLE)}</style></head>
<body><main${new Html(narrow ? ' class="narrow"' : '')}><h1>${title}</h1>${content}</main></body></html>`;
  return {
    status,
    headers: {
      ...KEPT_NOWHERE,
      ...headers,
      // With no-referrer a browser would send a form without its origin.
      'referrer-policy': 'same-origin',
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'x-frame-options': 'DENY',
      ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
    },
    body: whole.text,
  };
}

export const redirect = (location: string, cookies: readonly string[] = []): ApiResponse => ({
  status: 303,
  headers: {
    ...KEPT_NOWHERE,
    'referrer-policy': 'same-origin',
    location,
    ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
  },
  body: '',
});

export const json = (status: number, body: unknown): ApiResponse => ({
  status,
  headers: { ...KEPT_NOWHERE, 'referrer-policy': 'no-referrer', 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export const queryOf = ({ url }: ApiRequest): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(url.split(/\?(.*)/s)[1] ?? ''));
export const formOf = ({ body }: ApiRequest): URLSearchParams => new URLSearchParams(body.toString('utf8'));

/** The host alone reads it again, on any path, over TLS. */
export const cookie = (name: string, value: string, seconds: number): string =>
  `__Host-canbao-${name}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;

export function readCookie({ headers }: ApiRequest, name: string): string | undefined {
  const beginning = `__Host-canbao-${name}=`;
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(beginning))?.slice(beginning.length);
}
