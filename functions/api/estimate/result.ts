/** The result: on top what everybody asks, then how it came about, where to go, and the clauses. */
import type { Agency } from '../../domain/agency.ts';
import { type Alternative, NOT_PAYABLE } from '../../domain/late-payment/assessment.ts';
import type { PolicyTable } from '../../domain/policy.ts';
import { guidanceOf } from '../../notices/guidance.ts';
import { enquiryLines } from '../../notices/payment-lines.ts';
import { type Html, html } from '../../runtime/html.ts';
import { asRead, dateAsRead } from '../../words/as-read.ts';
import { TIMING_WORDS } from '../../words/decisions.ts';
import type { Answered } from './matter.ts';
import type { Open } from './told.ts';
import { NOT_SAID, payableOf, spanOf, waitOf } from './words.ts';

const FIRST_MORE = '补充情况后才能算出';
const AS_BELOW = '有几种可能，见下表';

/** More ways to go on than these are no help to anybody: the open question is asked instead. */
const MOST_READINGS = 4;

/** @param today when it was reckoned */
export function drawResult(
  { decision, table, told }: Answered,
  { open, agency, today }: { open: Open; agency: Agency | null; today: string },
): Html {
  const { headlines, reckoned, how, alternatives, notes } = told;
  // Past years only make a wait longer: without them there is a result.
  const isAsked = open.asked.some((path) => path !== 'history');
  const twoReadings = decision.review.some(({ code }) => code === 'two_readings');
  const readings = drawReadings(alternatives, twoReadings);
  const unknown = isAsked ? FIRST_MORE : readings === null ? NOT_SAID : AS_BELOW;
  const where = [...enquiryLines({ guidance: guidanceOf(table) }, notes)];
  return html`<section class="card" aria-label="结果"><dl class="result">${headlines.map(
    ({ asks, says, because }) =>
      html`<div><dt>${asks}</dt><dd>${says === NOT_SAID ? unknown : says}${because === undefined ? null : html`<small>${because}</small>`}</dd></div>`,
  )}</dl>${isAsked ? html`<p class="no-print"><a href="#more">补充几项情况，再算一次</a></p>` : null}${box('open', open.unsaid)}${box('remark', open.remarks)}${readings}${lines(
    '怎么算的',
    reckoned,
  )}${lines('怎么办', how, 'how')}<h2>到哪里办</h2>${agencyLines(agency, table).map((line) => html`<p>${line}</p>`)}${where.map(
    (line) => html`<p>${line}</p>`,
  )}<h2>依据</h2><div class="clauses">${notes
    .byDocument()
    .map(
      ({ document, quotes }) =>
        html`<h3>${document}</h3>${quotes.map(
          ({ number, quote, remark }) => html`<p>〔${number}〕${quote === '' ? null : `“${quote}”`}${remark}</p>`,
        )}`,
    )}<p>${dateAsRead(today)}计算，依据${table.name} ${table.coverageYear} 年度政策表，版本 ${decision.policy.version}。</p></div><button type="button" class="plain no-print" data-print hidden>打印（一页）</button></section>`;
}

const box = (kind: 'open' | 'remark', sentences: readonly string[]): Html | null =>
  sentences.length === 0
    ? null
    : html`<div class="${kind}">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`;

const lines = (heading: string, said: readonly string[], kind = 'reckoned'): Html | null =>
  said.length === 0
    ? null
    : html`<h2>${heading}</h2><div class="${kind}">${said.map((line) => html`<p>${asRead(line)}</p>`)}</div>`;

function drawReadings(alternatives: readonly Alternative[], twoReadings: boolean): Html | null {
  const different = alternatives.filter(
    (one, index) => alternatives.findIndex((other) => figuresOf(other) === figuresOf(one)) === index,
  );
  if (different.length < 2 || different.length > MOST_READINGS) return null;
  const heading = twoReadings ? '本地政策有两种读法，结果不同' : '结果取决于';
  return html`<h2>${heading}</h2><table class="readings"><thead><tr><th scope="col">情形</th><th scope="col">要缴</th><th scope="col">等待</th><th scope="col">享受待遇</th></tr></thead><tbody>${different.map(
    (one) =>
      html`<tr><th scope="row">${asRead(one.description)}</th><td>${payableIn(one)}</td><td>${waitOf(one.waiting)}</td><td>${spanOf(one.benefit)}</td></tr>`,
  )}</tbody></table>`;
}

const figuresOf = ({ timing, amounts, waiting, benefit }: Alternative): string =>
  JSON.stringify([timing, amounts, waiting, benefit]);

const payableIn = ({ amounts, timing }: Alternative): string =>
  timing && NOT_PAYABLE.includes(timing) ? TIMING_WORDS[timing] : payableOf(amounts.payable);

/** What the agency says of itself; whoever has said nothing is named by the region. */
export function agencyLines(agency: Agency | null, { name }: Pick<PolicyTable, 'name'>): string[] {
  const called = agency === null || agency.name === '' ? `${name}医疗保险经办机构` : agency.name;
  const parts = [
    ['地址', agency?.address],
    ['电话', agency?.telephone],
    ['办公时间', agency?.hours],
  ].flatMap(([label, value]) => (value ? [`${label}：${value}`] : []));
  return [parts.length === 0 ? `${called}；也可以拨打医保服务热线 12393。` : `${called}。${parts.join('；')}。`];
}
