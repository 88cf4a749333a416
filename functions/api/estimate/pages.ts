/**
 * 政策试算 without sign-in: region, matter, form, result. Everything is in the body of a form, so that no address holds
 * what was asked; nothing is stored, and a log line says the route only.
 */
import { z } from 'zod';
import { isAssessmentError, refusingWhatDoesNotParse } from '../../domain/assessments.ts';
import { dateOfInstant } from '../../domain/calendar.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import { html } from '../../runtime/html.ts';
import type { HttpAnswer, HttpRequest } from '../../runtime/http-handler.ts';
import type { Agencies } from '../../store/policies/agencies.ts';
import type { PolicyListing, PolicyStore } from '../../store/policies/policy-store.ts';
import { asRead } from '../../words/as-read.ts';
import { type Asking, type Field, readTyped, type Typed } from './field.ts';
import { drawForm, drawGiven } from './form.ts';
import { latePayment } from './late-payment.ts';
import type { Matter } from './matter.ts';
import { newborn } from './newborn.ts';
import { HOME, page } from './page.ts';
import { refund } from './refund.ts';
import { agencyLines, drawResult } from './result.ts';
import { openOf } from './told.ts';

export interface EstimateServices {
  policies: Pick<PolicyStore, 'versions' | 'list'>;
  agencies: Pick<Agencies, 'get'>;
}

const MATTERS: ReadonlyMap<string, Matter> = new Map(Object.entries({ 'late-payment': latePayment, newborn, refund }));

/** Bytes; a form has a few dates and choices. */
const FORM_LIMIT = 8_000;

const pathSchema = z.string().regex(/^\/estimate(?:\/(\d{6})(?:\/([a-z-]{1,20}))?)?$/);

export async function answerEstimate(request: HttpRequest, services: EstimateServices): Promise<HttpAnswer> {
  const { path, method, body } = request;
  const [, , region, name] = pathSchema.safeParse(path).success ? path.split('/') : [];
  const listed = await services.policies.list();
  if (path === HOME) return logged(chooseRegion(listed), `${method} ${HOME}`);
  const own = listed.filter((one) => one.region === region);
  const [first] = own;
  if (first === undefined) return notFound();
  if (name === undefined) return logged(chooseMatter(first), `${method} ${HOME}/{region}`);
  const matter = MATTERS.get(name);
  if (matter === undefined || body.byteLength > FORM_LIMIT) return notFound();
  return logged(await askOrAnswer(matter, own, request, services), `${method} ${HOME}/{region}/{matter}`);
}

const logged = (answer: HttpAnswer, route: string): HttpAnswer => ({ ...answer, logged: { route } });

const notFound = (): HttpAnswer =>
  page('没有这一页', html`<p>没有这个地区或事项。<a href="${HOME}">从头选择</a></p>`, 404);

function chooseRegion(listed: readonly PolicyListing[]): HttpAnswer {
  const regions = [...new Map(listed.map((one) => [one.region, one])).values()];
  const [only] = regions;
  if (only && regions.length === 1) return chooseMatter(only);
  return page(
    '选择参保的地方',
    html`<nav aria-label="地区"><ul>${regions.map(
      ({ region, name }) => html`<li><a href="${HOME}/${region}">${name}</a></li>`,
    )}</ul></nav>`,
  );
}

const chooseMatter = ({ region, name }: PolicyListing): HttpAnswer =>
  page(
    name,
    html`<p class="lead">想了解什么？</p><nav aria-label="事项"><ul>${[...MATTERS].map(
      ([code, { title, lead }]) =>
        html`<li><a href="${HOME}/${region}/${code}">${title}<small>${lead}</small></a></li>`,
    )}</ul></nav>`,
  );

async function askOrAnswer(
  matter: Matter,
  listed: readonly PolicyListing[],
  { method, body, at }: HttpRequest,
  { policies, agencies }: EstimateServices,
): Promise<HttpAnswer> {
  const [{ region = '', name = '' } = {}] = listed;
  const today = dateOfInstant(at);
  const years = listed.map(({ coverageYear }) => coverageYear).sort((one, other) => other - one);
  const find = policies.versions;
  const fieldsOfYear = async (year: number | undefined): Promise<Field[]> => {
    const version = versionInForce(await find(region, year ?? 0), today);
    return version ? matter.fields({ table: version.table, years, today } satisfies Asking) : [];
  };
  const ofNewest = await fieldsOfYear(years[0]);
  const title = `${matter.title}（${name}）`;
  if (method === 'GET') {
    const nothing = { typed: {}, asked: new Set<string>(), problems: new Map<string, string>() };
    return page(title, html`<p class="lead">${matter.lead}</p>${drawForm(ofNewest, nothing, '查看结果')}`);
  }
  const sent = body.toString('utf8');
  const { year } = readTyped(ofNewest, sent);
  const fields = year === undefined ? ofNewest : await fieldsOfYear(Number(year));
  const typed = readTyped(fields, sent);
  const agency = (await agencies.get(region))?.agency ?? null;
  const answered = await refusingWhatDoesNotParse(() =>
    matter.answer(amountsAsWritten(fields, typed), { region, today, find }),
  );
  if (isAssessmentError(answered)) {
    const { code, issues, message } = answered.error;
    const problems = code === 'invalid_request' ? problemsOf(fields, issues) : new Map<string, string>();
    const said =
      problems.size > 0
        ? html`<p>有 ${problems.size} 处要改，见下面。</p>`
        : html`<p>${asRead(message)}，这里不能计算。</p>${agencyLines(agency, { name }).map((line) => html`<p>${line}</p>`)}`;
    const filled = { typed, asked: new Set<string>(), problems };
    return page(title, html`<div class="open" role="alert">${said}</div>${drawForm(fields, filled, '查看结果')}`);
  }
  const placesOf = (path: string) => fields.filter((field) => field.path === path);
  const open = openOf(answered.decision, (path) => placesOf(path).length > 0);
  const asked = new Set(open.asked.flatMap(placesOf).map((field) => field.name));
  return page(
    title,
    html`${drawGiven(fields, typed)}${drawResult(answered, { open, agency, today })}<h2 class="no-print" id="more">${asked.size > 0 ? '补充情况，再算一次' : '改一改，再算一次'}</h2>${drawForm(
      fields,
      { typed, asked, problems: new Map() },
      '重新计算',
    )}`,
  );
}

/** People write `1,100 元`. */
const amountsAsWritten = (fields: readonly Field[], typed: Typed): Typed =>
  Object.fromEntries(
    Object.entries(typed).map(([name, text = '']) => {
      const isAmount = fields.some((field) => field.name === name && field.type === 'amount');
      return [name, isAmount ? text.replace(/[,，\s元]/g, '') : text];
    }),
  );

/** What is wrong with a field stands at the field; what belongs to none stands at the first. */
function problemsOf(
  fields: readonly Field[],
  issues: readonly { path: string; message: string }[],
): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { path, message } of issues) {
    const plain = path.replace(/^(identities|events)\.\d+/, '$1');
    const field = fields.find((one) => one.path === plain || plain.startsWith(`${one.path}.`)) ?? fields[0];
    if (field && !problems.has(field.name)) problems.set(field.name, `${field.label}：${asRead(message)}`);
  }
  return problems;
}
