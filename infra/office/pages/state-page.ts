import { type Html, html } from '../../../functions/runtime/html.ts';
import { formatTime } from '../../small-cloud/clock/kept-clock.ts';
import type { OfficeState } from '../watch/office-state.ts';

const gigabytes = (bytes: number): string => (bytes / 1024 ** 3).toFixed(1);

/** Health, version and disk on one page. */
export function drawState(state: OfficeState, signedIn: number): Html {
  const { freeBytes, totalBytes } = state.disk();
  const alarms = state
    .alarms()
    .map(({ code, text }) => html`<p class="wrong" role="alert">${text} <small>${code}</small></p>`);
  const { taken, tried } = state.backup();
  const timeOf = (at: number | null | undefined): string =>
    at === null || at === undefined ? '还没有' : formatTime(at);
  const megabytes = Math.round(process.memoryUsage().rss / 1024 ** 2);
  const rows = [
    ['版本', state.version],
    ['启动时间', formatTime(state.startedAt)],
    ['最近一次检查', timeOf(state.lookedAt())],
    ['最近一次备份', taken === null ? '还没有' : `${formatTime(taken.at)}，${taken.path}`],
    ['最近一次恢复演练', timeOf(tried?.at)],
    ['磁盘', `剩余 ${gigabytes(freeBytes)} GB，共 ${gigabytes(totalBytes)} GB`],
    ['内存', `${megabytes} MB`],
    ['已登录', `${signedIn} 人次`],
  ].map(([name = '', value = '']) => html`<tr><th>${name}</th><td>${value}</td></tr>`);
  return html`${alarms.length === 0 ? html`<p class="said">没有需要处理的问题。</p>` : alarms}<table><tbody>${rows}</tbody></table>
<p><small>监控程序可以读 /office/health。</small></p>`;
}
