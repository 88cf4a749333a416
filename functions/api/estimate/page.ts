/** The look of the page without sign-in: plain HTML that works without a script, on a phone, and on one sheet of A4. */
import { createHash } from 'node:crypto';
import { Html, html } from '../../runtime/html.ts';
import type { HttpAnswer } from '../../runtime/http-handler.ts';
import { PageAnswer } from '../../runtime/http-handler.ts';

const STYLE = `*{box-sizing:border-box}
body{font:17px/1.7 'PingFang SC','Microsoft YaHei','Noto Sans SC',system-ui,sans-serif;color:#1f1f1f;background:#f0f2f5;margin:0;overflow-wrap:anywhere}
header{background:#003a8c;color:#fff;padding:14px 16px}header a{color:#fff}
header p,main,footer{max-width:720px;margin:0 auto}header p{font-size:20px;font-weight:600}header small{font-weight:400;font-size:15px;margin-left:12px}
main{padding:16px}footer{padding:0 16px 32px;font-size:15px;color:#434343}
h1{font-size:24px;line-height:1.4;margin:8px 0 4px}h2{font-size:18px;margin:24px 0 6px}p{margin:0 0 10px}
.lead{color:#434343}.card{background:#fff;border:1px solid #d9d9d9;border-radius:10px;padding:16px;margin:12px 0}
nav ul{list-style:none;margin:0;padding:0}nav li{margin:10px 0}
nav a{display:block;background:#fff;border:1px solid #b7c4d9;border-radius:10px;padding:14px 16px;color:#003a8c;font-size:19px;font-weight:600;text-decoration:none}
nav a small{display:block;font-weight:400;color:#434343;font-size:16px}
a{color:#003a8c}label{display:block;margin:14px 0 4px;font-weight:600}label i{font-style:normal;font-weight:400;color:#a8071a}
input,select{font:inherit;width:100%;min-height:48px;padding:8px 10px;border:1px solid #767676;border-radius:8px;background:#fff;color:inherit}
.hint{font-size:15px;color:#434343;margin:4px 0 0}.wrong{color:#a8071a;margin:4px 0 0}[aria-invalid]{border:2px solid #a8071a}
.asked{border-left:4px solid #ad6800;padding-left:12px;margin:0 0 12px}
details{margin-top:16px}summary{cursor:pointer;padding:6px 0;color:#003a8c}
button{font:inherit;font-weight:600;min-height:48px;padding:8px 24px;border:1px solid #003a8c;border-radius:8px;background:#003a8c;color:#fff;cursor:pointer;margin-top:20px;width:100%}
button.plain{background:#fff;color:#003a8c}button[hidden]{display:none}
dl.result{margin:0}dl.result div{padding:10px 0;border-bottom:1px solid #e0e0e0}dl.result div:last-child{border:0}
dt{color:#434343;font-size:16px}dd{margin:0;font-size:23px;font-weight:700;line-height:1.4}dd small{display:block;font-size:16px;font-weight:400;color:#434343}
.open{border-left:4px solid #a8071a;background:#fff1f0;padding:10px 14px;margin:12px 0}.remark{border-left:4px solid #ad6800;background:#fffbe6;padding:10px 14px;margin:12px 0}
.open p:last-child,.remark p:last-child{margin:0}
.readings{border-collapse:collapse;width:100%;font-size:16px}.readings th,.readings td{text-align:left;vertical-align:top;padding:6px 8px 6px 0;border-bottom:1px solid #d9d9d9}
.clauses{font-size:15px;color:#434343}.clauses h3{font-size:15px;margin:8px 0 2px;color:#1f1f1f}.clauses p{margin:0 0 4px}
.given{display:none}:focus-visible{outline:3px solid #ad6800;outline-offset:1px}
@page{size:A4;margin:9mm 14mm}
@media print{body{background:#fff;font-size:9pt;line-height:1.35}header{background:none;color:#000;padding:0;border-bottom:1px solid #000}header a,a{color:#000;text-decoration:none}
header p{font-size:13pt}header small{font-size:10.5pt}main,footer{max-width:none;padding:0}.card{border:0;padding:0;margin:0}form,.no-print,button{display:none!important}.given{display:block;font-size:10pt}
h1{font-size:15pt;margin:6px 0 2px}h2{font-size:10.5pt;margin:5px 0 1px}p{margin:0 0 1px}dl.result{display:grid;grid-template-columns:repeat(3,1fr);column-gap:5mm}dl.result div{padding:3px 0;border:0}dt{font-size:9.5pt}dd{font-size:12pt}dd small{font-size:9.5pt}
.open,.remark{padding:3px 8px;margin:5px 0;background:none}.clauses,.how{columns:2;column-gap:6mm}.how{font-size:8.5pt}.clauses,.clauses h3{font-size:7.5pt;line-height:1.3}.clauses h3{margin:2px 0 0}.clauses p{margin:0}.readings{font-size:9.5pt}.readings th,.readings td{padding:2px 6px 2px 0}footer{font-size:8pt;margin-top:4px}footer p{margin:0}}`;

/** Only a browser that runs scripts shows the button: all else works without one. */
const SCRIPT = `for(const one of document.querySelectorAll('[data-print]')){one.hidden=false;one.addEventListener('click',()=>print())}`;

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src ${digest(STYLE)}; script-src ${digest(SCRIPT)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  // With no-referrer a browser would send a form without its origin.
  'referrer-policy': 'same-origin',
};

export const HOME = '/estimate';

/** A whole page. It loads nothing. */
function pageOf(title: string, content: Html): PageAnswer {
  const whole = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title} · 政策试算</title><style>${new Html(STYLE)}</style></head>
<body><header><p><a href="${HOME}">政策试算</a><small>城乡居民基本医疗保险</small></p></header><main><h1>${title}</h1>${content}</main>
<footer><p>不用登录，不问姓名和证件号码；您填写的内容不保存，也不记入日志。结果依据已公布的政策计算，供参考，以经办机构核定为准。</p></footer><script>${new Html(SCRIPT)}</script></body></html>`;
  return new PageAnswer(whole.text, HEADERS);
}

export const page = (title: string, content: Html, status = 200): HttpAnswer => ({
  status,
  body: pageOf(title, content),
});

/** What failed says nothing of itself. */
export const failurePage = ({ title, detail }: { title: string; detail: string }): PageAnswer =>
  pageOf(title, html`<p role="alert">${detail}</p><p><a href="${HOME}">从头再来</a></p>`);
