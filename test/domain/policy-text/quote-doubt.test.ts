/** A value that its quote writes otherwise is to be looked at; what stands there in any writing is not. */
import { expect, test } from 'vitest';
import type { Json } from '../../../functions/domain/json.ts';
import { quoteDoubt } from '../../../functions/domain/policy-text/quote-doubt.ts';
import { chineseNumber } from '../../../functions/domain/policy-text/written-numbers.ts';

const doubt = (value: Json, quote: string, field = 'contribution.0.individual') =>
  quoteDoubt({ field, value, quote, individual: [400] });

test.each<[Json, string, string?]>([
  ['400.00', '个人缴费标准为每人每年400元。'],
  ['400.00', '个人缴费标准为每人每年四百元。'],
  ['400.00', '個人繳費標準為每人每年４００元。'],
  ['1140.00', '个人缴费每人每年1,140元。'],
  ['12000.00', '最高支付1.2万元。'],
  ['at least 670.00', '财政补助不低于670元。'],
  // An aid may be written as what it takes off, or as a share; nothing to pay is said in words.
  ['280.00', '对低保对象定额资助120元。', 'aid.lines.0.pays'],
  ['200.00', '按个人缴费标准的百分之五十给予资助。', 'aid.lines.0.pays'],
  ['0.00', '特困人员给予全额资助。', 'aid.lines.0.pays'],
  ['70% of individual', '按70%资助。', 'aid.lines.0.aid'],
  ['50%', '资助五成。', 'aid.lines.0.aid'],
  ['2025-02-25', '集中缴费期为2024年9月1日至2025年2月25日。', 'ways.in_time.open.to'],
  ['2025-02-25', '至二〇二五年二月二十五日止。', 'ways.in_time.open.to'],
  ['2025-02-26', '集中缴费期至2025年2月25日。', 'ways.late.open.from'],
  ['2024-12-31', '2024年出生的新生儿可于2025年3月25日前缴费。', 'ways.newborn.who.born.to'],
  ['3 months', '等待期为三个月。', 'wait.fixed'],
  ['birth + 90 days', '出生后90日内参保。', 'ways.newborn.open.to'],
  ['birth + 91 days', '出生后90日内参保的，不等待。', 'ways.newborn_later.open.from'],
  ['birth + 180 days', '新生婴儿出生90天后至180天以内参保的。', 'ways.newborn_later.open.to'],
  ['year_end - 89 days', '出生日期距离出生当年12月31日不足90天。', 'ways.newborn_next.who.born.from'],
  ['birth + 90 days', '参保期限为出生90日及以内。', 'ways.newborn.open.to'],
  ['3 months', '从缴费当月起算，第四月起享受待遇。', 'ways.late.wait'],
  ['payment > month_start + 2 months', '在缴费月起的第三个自然月开始享受待遇。', 'ways.late.begins'],
  ['year_start - 1 days', '在次年1月1日前死亡的，可申请退费。', 'ways_out.2.open.to'],
  ['670.00', '集中缴费期每人400元，此后每人1070元。', 'contribution.0.subsidy'],
  ['event + 12 months', '退出之日起1年内。', 'ways.exit.open.to'],
  [{ age: { from: 60 } }, '年满60周岁的老人。', 'aid.lines.0.who'],
  [[{ days: [1, 25] }], '每月1-25日可办理缴费。', 'ways.in_time.open.monthly'],
  // What words do not write in figures.
  [{ category: 'orphan' }, '孤儿80元。', 'aid.lines.0.who'],
  ['individual', '只缴个人缴费部分400元。', 'ways.late.cost'],
  ['500.00', ''],
])('%j stands in %s', (value, quote, field) => {
  expect(doubt(value, quote, field)).toBeNull();
});

test.each<[Json, string, string, string?]>([
  ['500.00', '个人缴费标准为每人每年400元。', '引文写的是 400 元'],
  ['500.00', '个人缴费标准为每人每年四百元。', '引文写的是 400 元'],
  ['500.00', '普通人群400元，学生390元。', '引文写的是 400 元、390 元'],
  ['500.00', '残疾人由残联另行通知。', '引文没有写金额'],
  ['2025-02-26', '集中缴费期至2025年2月25日。', '引文写的是 2025 年 2 月 25 日', 'ways.in_time.open.to'],
  ['2026-02-25', '集中缴费期至2025年2月25日。', '引文写的是 2025 年 2 月 25 日', 'ways.in_time.open.to'],
  ['6 months', '等待期为3个月。', '引文写的是 3 个月', 'wait.fixed'],
  ['4 months', '第四个月起享受待遇。', '引文写的是 第 4 个月', 'ways.late.wait'],
  ['year_start - 2 days', '在次年1月1日前死亡的。', '引文没有写期限', 'ways_out.2.open.to'],
  ['birth + 3 months', '出生后90天内参保。', '引文写的是 90 天', 'ways.newborn.open.to'],
  ['60% of individual', '按70%资助。', '引文写的是 70%', 'aid.lines.0.aid'],
  [{ any: [{ age: { from: 70 } }] }, '60周岁以上的老人。', '引文写的是 60 周岁', 'aid.lines.0.who'],
  [[{ days: [1, 20] }], '每月1日至25日可办理缴费。', '引文写的是 1 日至 25 日', 'ways.in_time.open.monthly'],
])('%j does not stand in %s: %s', (value, quote, says, field) => {
  expect(doubt(value, quote, field)).toBe(`与引文不符：${says}`);
});

test('A day that only follows from the words is not held against the other days in them; an amount still is', () => {
  const inferred = (field: string, value: Json, quote: string) => quoteDoubt({ field, value, quote, inferred: true });
  expect(inferred('ways.extension.open.from', '2025-01-01', '参保缴费期延长到2025年2月底。')).toBeNull();
  expect(inferred('contribution.0.individual', '500.00', '个人缴费每人400元。')).toContain('400 元');
});

test('Numbers in characters are read up to ten thousands', () => {
  const numbers = ['十五', '三百八十', '一千零四十', '一万二千', '两百', '二〇二五'];
  expect(numbers.map(chineseNumber)).toEqual([15, 380, 1040, 12_000, 200, 2025]);
});
