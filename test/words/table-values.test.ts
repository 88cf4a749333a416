/** What a policy table says is read by people: no value of any table stands on a page as a code. */
import { expect, test } from 'vitest';
import { plainSentence } from '../../functions/console/src/decision/plain-sentence.ts';
import { sayProblem } from '../../functions/console/src/policies/say-problem.ts';
import { sayField } from '../../functions/console/src/policies/say-proposal.ts';
import { reviewWord } from '../../functions/console/src/words/figure-words.ts';
import { sayAdopted } from '../../functions/console/src/words/value-words.ts';
import type { Json } from '../../functions/domain/json.ts';
import { REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import { GROUND_NAMES_OF_TABLES } from '../../functions/domain/regions.ts';
import { inputOfField } from '../../functions/policies/field-input.ts';
import { nationalLayers } from '../../functions/policies/national-layers.ts';
import { reviewWorkedTable } from '../../functions/policies/review-worked-table.ts';
import { codesOf, valuesOf } from '../../functions/policies/values-of.ts';
import { inFullWidth } from '../../functions/words/full-width.ts';
import { tablesIn } from '../policies/tables.ts';
import { publishedVersions } from '../support/decided-cases.ts';

const versions = [...publishedVersions, ...tablesIn('clauses')];
const CODE = /[A-Za-z_]{2,}/;

test('Names and values of every table are in words, as a page of policies shows them', () => {
  const shown = versions.flatMap((version) =>
    valuesOf(version).map(({ path, name, value, standing }) => ({
      path,
      said: `${name} ${standing === 'silent' ? '' : sayField(path, value, codesOf(version))}`,
    })),
  );
  expect(shown.length).toBeGreaterThan(700);
  // What an app, or an office, calls itself stays as it is.
  expect(shown.filter(({ said, path }) => CODE.test(said) && !path.startsWith('notice.'))).toEqual([]);
});

test('A day that is reckoned from the last day of a way, a bound, a tier and nothing to pay are said in words', () => {
  const ways = { 'ways.extension': '延长缴费期的截止日' };
  expect(sayField('ways.late.open.from', 'extension > next_day', ways)).toBe('延长缴费期的截止日的次日');
  expect(sayField('ways.late.begins', 'at latest payment + 3 months', ways)).toBe('最迟缴费日 + 3 个月');
  expect(sayField('ways.late.open.from', 'later of 2025-03-01 and event', ways)).toBe(
    '2025-03-01和事由发生日中较晚的一天',
  );
  expect(sayField('contribution.1.who', { tier: 'high', insured: 'previous_year' })).toBe('档次：二档，参保：上一年度');
  expect(sayField('ways.late.kind', 'late', { 'ways.late': '逾期的截止日' })).toBe('逾期缴费');
  expect(['registeredOn', 'benefit.end', 'payments.channel', '集中缴费期起始日'].map(reviewWord)).toEqual([
    ...['登记日期', '待遇终止', '缴费渠道', '集中缴费期起始日'],
  ]);
  expect(plainSentence({ amounts: { individual: '0.00', payable: '0.00' }, timing: 'in_period' })).toContain(
    '应缴 0.00 元',
  );
});

test('A late payment is said with the day that was missed, where it is known', () => {
  const late = {
    amounts: { individual: '400.00', subsidy: '700.00', payable: '1100.00' },
    timing: 'late',
    waiting: { months: 3 },
    benefit: { start: '2026-06-13', end: '2026-12-31' },
  };
  const rest = '等待 3 个月，从 2026-06-13 起享受待遇';
  const sum = '应缴 400.00 + 700.00 = 1,100.00 元';
  const said = `${sum}，因错过 2026-02-25 截止的集中缴费期，${rest}`;
  expect(plainSentence(late, { day: '2026-02-25', of: 'period' })).toBe(said);
  expect(plainSentence(late, { day: '2026-06-30', of: 'extension' })).toContain('因错过 2026-06-30 截止的延长缴费期');
  expect(plainSentence(late)).toBe(`${sum}，集中缴费期后补缴，${rest}`);
});

test('A condition within another one is told apart from it; ages say their bound, days before a day how many', () => {
  const old = { any: [{ age: { from: 60 } }, { age: { under: 18 } }] };
  const poor = { category: 'low_income', ...old };
  expect(sayField('aid.lines.0.who', { any: [{ category: 'subsistence_allowance' }, poor] })).toMatch(
    /^低保对象，或 （[^（，]+，且 （满 60 周岁，或 不满 18 周岁））$/,
  );
  expect(sayField('aid.lines.0.who', { all: [{ category: 'low_income' }, old] })).toMatch(
    /^[^（，]+，且 （满 60 周岁，或 不满 18 周岁）$/,
  );
  expect(sayField('aid.lines.0.who.any.0.age.from', 60)).toBe('满 60 周岁');
  expect(sayField('aid.lines.0.who.any.1.age.under', 18)).toBe('不满 18 周岁');
  expect(sayField('ways_out.0.open.to', 'year_start - 1 days')).toBe('1 月 1 日的前 1 日');
  expect(sayField('ways.newborn.who', { born: { from: 'year_end - 89 days', to: 'year_end' } })).toContain(
    '12 月 31 日的前 89 日 起',
  );
});

test('Every ground of a refund that a table can name is said in words', () => {
  const { codes } = inputOfField('ways_out.0.ground', { groups: [], payers: [], events: [] });
  const grounds = [...codes, ...REFUND_GROUNDS, ...Object.keys(GROUND_NAMES_OF_TABLES)];
  expect(grounds.filter((ground) => CODE.test(sayField('ways_out.0.ground', [ground])))).toEqual([]);
  for (const [ground, name] of Object.entries(GROUND_NAMES_OF_TABLES)) {
    expect(sayField('ways_out.0.ground', ['death', ground])).toBe(`死亡、${name}`);
  }
});

const NOTHING = { values: [], head: {}, clauses: {}, documents: {} };
const HEAD = {
  region: '141181',
  coverageYear: 2026,
  name: '孝义市',
  title: '通知',
  inForceFrom: '2026-03-01',
  revision: 1,
};
/** By the fields of a table that is begun from nothing. */
const WRONG: Readonly<Record<string, Json>>[] = [
  {},
  { 'contribution.0.subsidy': '七百', 'ways.in_time.open.from': '2025-09-01' },
  { 'ways.in_time.kind': 'in_time', 'ways.in_time.open.from': '2025年9月', 'ways.in_time.wait': '三个月' },
  { 'ways.late.kind': 'late', 'ways.late.begins': 'payment + wait', 'ways.late.cost': '全部' },
  { 'ways.newborn.kind': 'anytime', 'ways.newborn.begins': 'birth', 'ways.event.who': { category: 'nobodys' } },
  { 'aid.lines.0.who': { age: {} }, 'aid.lines.1.pays': '10.00', 'aid.lines.2.payer': 'x', 'ways_out.0.ground': 'x' },
];

test('What is wrong with a table in the making is said without the codes of files', async () => {
  const reading = { ok: true as const, proposals: [], contradictions: [], unread: [], warnings: [] };
  const said: string[] = [];
  for (const values of WRONG) {
    const answers = Object.entries({ 'contribution.0.individual': '400.00', ...values }).map(([field, value]) => ({
      ...{ field, value, answer: 'change' as const, quote: '自2026年3月1日起。' },
    }));
    const worked = { text: '', reading, answers, head: HEAD, begun: NOTHING };
    const { issues } = await reviewWorkedTable(worked, nationalLayers, async () => []);
    said.push(...issues.map(({ label, message }) => `${label}：${sayProblem(inFullWidth(message))}`));
  }
  expect(said.length).toBeGreaterThan(10);
  // What somebody typed is said as it was typed.
  expect(said.filter((one) => CODE.test(one.replaceAll(/“[^”]*”/g, '')))).toEqual([]);
});

test('What is confirmed stands without its value where an earlier release kept none, and never as null', () => {
  const [field, label] = ['newborn.remindDaysBefore', '提前提醒的天数'];
  expect(sayAdopted(label, [30, 7, 1], field)).toBe('提前提醒的天数：30、7、1');
  expect(sayAdopted(label, null, field)).toBe(label);
});
