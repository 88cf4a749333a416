/** What an officer is told of a table in the form of ways: every mistake with its line, and what would be right. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadMoreTables } from '../../functions/policies/files.ts';

const notices = resolve(import.meta.dirname, 'notices');
const directory = resolve(import.meta.dirname, '../../workflows/policies');

function saidOf(file: string, before: string, after: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'ways-'));
  try {
    cpSync(join(notices, dirname(file)), join(copy, dirname(file)), { recursive: true });
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text).toContain(before);
    writeFileSync(join(copy, file), text.replace(before, after));
    loadMoreTables(copy, directory);
    return 'no mistake';
  } catch (cause) {
    return cause instanceof Error ? cause.message.replaceAll(`${copy}/`, '') : String(cause);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

const KUNMING = '530100-kunming/2025.yaml';
const HARBIN = '230000-heilongjiang/2025.yaml';

test.each([
  ['a misspelt word', KUNMING, 'wait: none', 'wiat: none', /ways\.special\.wiat.*是否想写 wait/],
  [
    'what the form cannot say',
    KUNMING,
    'wait: none',
    'windowDays: 30',
    /表里写不出的,这一项留空\(silent\),并用 note 抄下原文/,
  ],
  ['a figure without its clause', KUNMING, 'pays: 220.00 @KM-05', 'pays: 220.00', /aid\.0\.pays.*缺少条款/],
  ['a clause that no file has', KUNMING, 'pays: 220.00 @KM-05', 'pays: 220.00 @KM-55', /没有条款 KM-55/],
  ['an age of −1', KUNMING, 'age: { from: 60 }', 'age: { from: -1 }', /应为 0 至 130 的整数/],
  ['aid above the standard', KUNMING, 'pays: 220.00 @KM-05', 'pays: 420.00 @KM-05', /不应高于个人缴费标准/],
  [
    'a percentage over 100',
    '510500-luzhou/2022.yaml',
    'aid: 75% of individual @LZ-03',
    'aid: 175% of individual @LZ-03',
    /不超过 100/,
  ],
  [
    'a half-width comma within the words of a silence',
    KUNMING,
    'pays: 220.00 @KM-05',
    'pays: { silent: 表为图片,金额未列 }',
    /:\d+: aid\.0\.pays\.金额未列.*整句加引号/,
  ],
  [
    'what no value has',
    KUNMING,
    'pays: 220.00 @KM-05',
    'pays: { value: 220.00, by: KM-05, wer: 1 }',
    /aid\.0\.pays\.wer.*没有“wer”这个写法/,
  ],
  ['a name where nothing has one', KUNMING, 'to: 2025-02-25 }', 'to: 2025-02-25, name: 期 }', /in_time\.open\.name/],
  ['a word that says no', KUNMING, 'and_the_like: true', 'and_the_like: false', /没有“等”字的不写这一项/],
  [
    'a place without an insurance',
    KUNMING,
    '{ category: monitored }',
    '{ category: monitored, where: here }',
    /与 insured 写在同一处/,
  ],
  [
    'how an unsaid fact is read, without one',
    KUNMING,
    '{ category: monitored }',
    '{ category: monitored, unsaid: yes @KM-05 }',
    /unsaid.*写在同一处/,
  ],
  ['aid for whoever is aided', KUNMING, '{ category: monitored }', '{ category: any_aided }', /行内请写具体的身份/],
  [
    'a last day that counts from itself',
    KUNMING,
    'to: 2025-02-25 }',
    'to: in_time + 5 days }',
    /in_time\.open.*自己的截止日/,
  ],
  [
    'a part that bears the rest and does not',
    KUNMING,
    'pays: 220.00 @KM-05',
    'pays: 220.00 @KM-05, parts: [{ amount: 10.00, payer: government }, { rest: false, payer: city_finance }]',
    /aid\.0\.parts\.1\.rest.*应为 true/,
  ],
  ['a year of none', '500000-chongqing/2026.yaml', 'years: [2026]', 'years: []', /至少写明一个年度/],
  ['a region that GB/T 2260 does not have', KUNMING, 'region: "530100"', 'region: "539900"', /GB\/T 2260 没有 539900/],
  [
    'a payer in Chinese',
    KUNMING,
    'pays: 220.00 @KM-05',
    'pays: 220.00 @KM-05, payer: 县财政',
    /aid\.0\.payer.*“县财政”应写代码：county_finance（区县财政）/,
  ],
  [
    'a payer that is none of the list',
    KUNMING,
    'pays: 220.00 @KM-05',
    'pays: 220.00 @KM-05, payer: 慈善会',
    /medical_aid_fund（医疗救助资金）.*payers: \{ code: 慈善会 \}/,
  ],
  ['an unknown category', KUNMING, 'category: monitored', 'category: monitred', /是否想写 monitored/],
  [
    'a declaration that nothing uses',
    KUNMING,
    'contribution:',
    'groups: { pension_widow: 三属人员 }\ncontribution:',
    /写了而没有任何一处用到/,
  ],
  ['a window the wrong way round', KUNMING, 'to: 2025-02-25 }', 'to: 2024-02-25 }', /应不早于 from/],
  ['a date of another year', KUNMING, 'to: 2025-12-25', 'to: 2027-12-25', /日期应在 2024 年至 2026 年/],
  ['a day that does not exist', KUNMING, 'to: 2025-02-25 }', 'to: 2025-02-30 }', /不是存在的日期/],
  [
    'a step that there is not',
    KUNMING,
    'payment > month_start + wait',
    'payment > month_begin + wait',
    /month_begin.*month_start/,
  ],
  ['+ wait without a wait', KUNMING, 'wait: 3 months @KM-03, ', '', /写了 \+ wait,就要写 wait/],
  [
    'nobody else may pay, says nobody',
    KUNMING,
    'otherwise: closed @KM-04 adopted',
    'otherwise: closed',
    /otherwise.*缺少条款/,
  ],
  ['no word on everybody else', KUNMING, 'otherwise: closed @KM-04 adopted', '', /必填:没有列明的人和日期/],
  ['a way that is like none', KUNMING, 'like: late_1', 'like: late1', /是否想写 late_1/],
  [
    'the national wait before its year',
    '420100-wuhan/2022.yaml',
    'take: [usual_readings]',
    'take: [national_wait]',
    /自 2025 参保年度起才有/,
  ],
  ['more decimals than the region pays', HARBIN, 'individual: 400.00', 'individual: 400.005', /至多两位小数/],
  [
    'a value of last year',
    HARBIN,
    'individual: 400.00 @HJ-01',
    'individual: { proposed: 380.00, last: HJ-01 }',
    /还是上一年的数值/,
  ],
])('%s', (_what, file, before, after, said) => {
  expect(saidOf(file, before, after)).toMatch(said);
});

const LUZHOU = '510500-luzhou/2022.yaml';
const ZHENGZHOU = '410100-zhengzhou/2026.yaml';
const CHENGDU = '510100-chengdu/2025.yaml';
const PAYS = 'pays: 220.00 @KM-05';
const DAY = 'begins: payment > month_start + wait @KM-03';

test.each([
  ['a date in Chinese', KUNMING, 'to: 2025-02-25 }', 'to: 2025年2月25日 }', /应写作 2025-02-25/],
  ['the end of a month', KUNMING, 'to: 2025-02-25 }', 'to: 2025年2月底 }', /应写作 2025-02-28/],
  ['a date without its zeros', KUNMING, 'from: 2024-09-01', 'from: 2024/9/1', /应写作 2024-09-01/],
  ['a day after the last of its month', KUNMING, 'to: 2025-02-25 }', 'to: 2025-02-30 }', /最后一天是 2025-02-28/],
  ['a comma of the wrong width', KUNMING, '400.00 @KM-01, ', '400.00 @KM-01，', /全角的“，”/],
  ['figures of the wrong width', KUNMING, PAYS, 'pays: ２２０.00 @KM-05', /应为半角：220\.00/],
  ['a blank of the wrong width', KUNMING, '    open: year', '　　open: year', /全角的“　”/],
  ['a clause behind a wide sign', KUNMING, PAYS, 'pays: 220.00 ＠KM-05', /应为半角：220\.00 @KM-05/],
  ['a clause without its zero', KUNMING, PAYS, 'pays: 220.00 @km-5', /是否想写 KM-05？/],
  ['two clauses of one value', KUNMING, PAYS, 'pays: 220.00 @KM-05 @KM-06', /一个数值只写一条条款/],
  ['a thousands separator', KUNMING, '400.00 @KM-01', '1,070.00 @KM-01', /不写千位逗号/],
  ['an amount with its unit', KUNMING, PAYS, 'pays: 220元 @KM-05', /不写“元”/],
  ['a share as a fraction of one', LUZHOU, '75% of individual @LZ-03', '0.75 @LZ-03', /比例写作 75% of individual/],
  ['a group by its name', KUNMING, 'category: monitored', 'category: 监测户', /应写代码：monitored（监测对象）/],
  [
    'a group that nobody declared',
    KUNMING,
    'category: monitored',
    'category: 三属人员',
    /groups: \{ code: 三属人员 \}/,
  ],
  ['the word of another language', KUNMING, '{ all: [', '{ and: [', /这个写法：应写 all/],
  ['a day in Chinese', KUNMING, DAY, 'begins: 缴费次日', /缴费次日写 payment > next_day/],
  ['a step without its day', KUNMING, DAY, 'begins: next_month', /先写从哪一天起算，如 payment > next_month/],
  ['steps without blanks', KUNMING, DAY, 'begins: payment+wait', /各部分之间空一格/],
  ['one line instead of a list', LUZHOU, 'contribution:\n  - ', 'contribution:\n  ', /每行前写“- ”/],
  // What was passed over without a word, or read as its contrary.
  ['yes for true', ZHENGZHOU, 'localSchool: true', 'localSchool: yes', /localSchool: 应为 true 或 false/],
  ['a wait outside its block', KUNMING, 'otherwise:', 'wait: 3 months @KM-03\notherwise:', /wait.*应为一段/],
  [
    'a floor without its years',
    KUNMING,
    'otherwise:',
    'wait: { floor: 6 months @KM-03 }\notherwise:',
    /lapsed_years: 4/,
  ],
  [
    'a condition of all by its name',
    KUNMING,
    'otherwise:',
    'who_may_join: residents\notherwise:',
    /who_may_join.*应为条件/,
  ],
  [
    'a place without its years',
    '420100-wuhan/2022.yaml',
    'insured: previous_year, where: here',
    'where: here',
    /与 insured 写在同一处/,
  ],
  [
    'benefits from birth for whoever was born',
    HARBIN,
    'born: year',
    'born: { to: 2025-12-31 }',
    /而成人也符合这里的条件/,
  ],
  ['a span the wrong way round', KUNMING, 'born: year', 'born: { from: 2025-03-01, to: 2025-01-01 }', /应不早于 from/],
  ['a way of paying that there is not', KUNMING, PAYS, `${PAYS}, mode: agency`, /aid\.0\.mode.*by_agency/],
  ['what is only offered, in another word', CHENGDU, 'optional: true', 'optional: 自愿', /应为 true 或 false/],
])('%s is told what would be right', (_what, file, before, after, said) => {
  expect(saidOf(file, before, after)).toMatch(said);
});

test('a mistake in a way is told once, not again for the ways that are like it', () => {
  expect(saidOf(KUNMING, 'wait: 3 months @KM-03', 'wait: 3 @KM-03').split('\n')).toHaveLength(1);
});
