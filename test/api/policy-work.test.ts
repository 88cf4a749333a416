/** From a policy text to a draft: what is read is decided field by field, kept for its officer, and handed in as a whole table. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadPolicyFiles } from '../../functions/policies/files.ts';
import type { Input } from '../../infra/local/desk/desk.ts';
import { docx, pdf } from '../support/text-files.ts';
import { openOffice, type Who, XIAOYI } from './office.ts';

const ZHOU: Who = ['policy_officer', '530100 141181', 'zhou'];
const WU: Who = ['policy_officer', '530100', 'wu'];
const KUNMING = { region: '530100', coverageYear: '2025' };
const TEXT = [
  '2025年度昆明市城乡居民基本医疗保险普通参保人群个人缴费标准为每人每年400元。',
  '人均财政补助标准为670元。',
  '2025年度昆明市城乡居民基本医疗保险集中缴费期为2024年9月1日至2025年2月25日。',
  '低保对象个人缴费标准为280元。',
  '2025年3月1日至2025年6月25日,个人缴费每人每年400元;2025年7月1日至2025年12月25日,个人缴费每人每年1070元。',
  '非集中缴费期参保缴费的普通参保人群,从缴费当月起3个月内为医保待遇享受固定等待期。',
  '残疾人由残联另行通知。',
].join('\n');

type Body = Input<'keepPolicyWork'>['body'];
type Answers = Body['answers'];
const HEAD = { text: TEXT, name: '昆明市', title: '缴费通知', inForceFrom: '2024-09-01' };

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

async function keep(answers: Answers, more: Partial<Body> = {}, params = KUNMING) {
  const { work } = await office.desk(ZHOU).ask('keepPolicyWork', { params, body: { ...HEAD, ...more, answers } });
  if (!work) throw new Error('nothing is kept');
  return work;
}
type Work = Awaited<ReturnType<typeof keep>>;

/** Every proposal is accepted, but for the fields that are answered otherwise. */
const accepting = ({ rows }: Work, others: Answers = []): Answers => [
  ...rows
    .filter(({ field }) => others.every((one) => one.field !== field))
    .map(({ field }) => ({ field, answer: 'accept' as const })),
  ...others,
];
const wordsOf = (quote: string) => ({ start: TEXT.indexOf(quote), end: TEXT.indexOf(quote) + quote.length });

describe('A policy text that is worked on', () => {
  test('gives each proposal with its name, value and words, and the sentences that nothing was read from', async () => {
    const { rows, unread, left, table } = await keep([]);
    expect(rows[0]).toMatchObject({
      field: 'contribution.0.individual',
      label: expect.stringContaining('个人缴费标准'),
      proposal: { value: '400.00', sureness: 'sure', ...wordsOf(TEXT.split('\n')[0] ?? '') },
      answer: null,
    });
    expect(unread.map(({ start, end }) => TEXT.slice(start, end))).toEqual(['残疾人由残联另行通知。']);
    expect(rows.find(({ field }) => field === 'aid.lines.0.who')?.label).toBe('低保对象：适用对象');
    expect([left, table]).toEqual([rows.length, null]);
  });

  test('is handed in as a draft once each proposal is answered, and not before', async () => {
    const first = await keep([]);
    const { left, issues, table, yaml } = await keep(accepting(first));
    expect([left, issues]).toEqual([0, []]);
    expect(parse(yaml)).toMatchObject({ region: '530100', contribution: [{ individual: '400.00 @T-01' }] });
    // What the period costs is said with the period: no case asks to confirm it.
    expect(parse(yaml).ways.in_time).toMatchObject({
      open: { from: '2024-09-01 @T-03' },
      cost: 'individual @T-03',
    });
    const draft = await office.desk(ZHOU).ask('submitDraft', { params: KUNMING, body: { table: table ?? {} } });
    expect(draft).toMatchObject({ state: 'submitted', name: '昆明市', inForceFrom: '2024-09-01' });
  });

  test('takes a value that was changed, words that were selected, a silence with its note, and leaves out what was rejected', async () => {
    const first = await keep([]);
    const { issues, yaml, silent } = await keep(
      accepting(first, [
        { field: 'contribution.1.individual', answer: 'change', value: '390.00' },
        { field: 'contribution.1.subsidy', answer: 'silent', note: '另行通知' },
        { field: 'contribution.0.subsidy', answer: 'change', value: '671.00' },
        { field: 'wait.newborn', answer: 'change', value: 'free', ...wordsOf('残疾人由残联另行通知。') },
        ...first.rows
          .filter(({ field }) => field.startsWith('aid.'))
          .map(({ field }) => ({ field, answer: 'reject' as const })),
      ]),
    );
    const table = parse(yaml);
    expect(table.aid).toEqual({ lines: [] });
    expect(table.contribution[0].subsidy).toMatch(/^671.00 @T-/);
    const [, clause = ''] = /@(.+)/.exec(table.wait.newborn) ?? [];
    expect(table.clauses[clause].quote).toBe('残疾人由残联另行通知。');
    expect(silent.map(({ field }) => field)).toContain('contribution.1.subsidy');
    // A line that stands behind one of everybody decides nothing, or lacks something: it is told with its field.
    expect(issues.every(({ field, label, message }) => field !== '' && label !== '' && message !== '')).toBe(true);
  });

  test('warns of a value that its words write otherwise, and refuses it not; whoever approves is warned as well', async () => {
    const first = await keep([]);
    const field = 'contribution.0.individual';
    const dearer: Answers = [{ field, answer: 'change', value: '500.00' }];
    const { rows, left, table } = await keep(accepting(first, dearer));
    const doubts = rows.filter(({ doubt }) => doubt !== '').map(({ field: of, doubt }) => [of, doubt]);
    expect(doubts).toEqual([[field, '与引文不符：引文写的是 400 元']]);
    expect([left, table === null]).toEqual([0, false]);
    const { version: id } = await office
      .desk(ZHOU)
      .ask('submitDraft', { params: KUNMING, body: { table: table ?? {} } });
    const { values } = await office.desk(WU).ask('getDraft', { params: { ...KUNMING, version: id } });
    expect(values.find(({ path }) => path === field)).toMatchObject({ value: '500.00', doubt: doubts[0]?.[1] });
  });

  test('goes along with its draft: whom each value is for, what was inferred, the text, and what was not read from it', async () => {
    const first = await keep([]);
    const likely = first.rows.filter(({ proposal }) => proposal?.sureness === 'likely').map(({ field }) => field);
    expect(likely).toContain('ways.late_1.cost');
    const { table } = await keep(accepting(first), { inForceFrom: '2024-09-03' });
    const submit = (unreadSeen: boolean) =>
      office.desk(ZHOU).ask('submitDraft', {
        params: KUNMING,
        body: { table: table ?? {}, notice: { title: HEAD.title, text: TEXT, unread: first.unread, unreadSeen } },
      });
    await expect(submit(false)).rejects.toMatchObject({ status: 422 });
    const { version: id } = await submit(true);
    const { values, notice } = await office.desk(WU).ask('getDraft', { params: { ...KUNMING, version: id } });
    const valueAt = (sought: string) => values.find(({ path }) => path === sought);
    const inferred = values.filter((one) => one.inferred).map(({ path }) => path);
    // No words of its own stand behind the kind of a way: it follows from those of its days.
    const isKind = (path: string): boolean => path.endsWith('.kind');
    expect(inferred.filter((path) => !isKind(path)).sort()).toEqual(likely.filter((path) => !isKind(path)).sort());
    expect(values.filter(({ path, inferred: follows }) => isKind(path) && !follows)).toEqual([]);
    expect(valueAt('aid.lines.0.who')).toMatchObject({ value: { category: 'subsistence_allowance' } });
    expect(valueAt('ways.in_time.kind')).toMatchObject({ value: 'in_time', name: expect.stringContaining('种类') });
    expect(notice).toMatchObject({ title: HEAD.title, text: TEXT, unreadSeen: true });
    expect(notice?.unread.map(({ start, end }) => TEXT.slice(start, end))).toEqual(['残疾人由残联另行通知。']);
    expect(notice?.used.map(({ start, end }) => TEXT.slice(start, end))).toContain('人均财政补助标准为670元。');
  });

  test('may cite the clauses of its own table, then of the nation; those of another province stand last', async () => {
    const { clauses } = await keep([]);
    const of = (one: string) => clauses.findIndex((clause) => clause.of === one);
    expect(of('above')).toBeLessThan(of('elsewhere'));
    expect(clauses.find(({ id }) => id === 'X10')).toMatchObject({
      of: 'elsewhere',
      document: expect.stringContaining('山西'),
    });
    expect(clauses.filter((clause) => clause.of === 'above').length).toBeLessThan(12);
  });

  test('says at once what is wrong, by the field and the words of the desk', async () => {
    const { issues, people } = await keep([{ field: 'ways.late_1.open.to', answer: 'change', value: '2025年6月底' }]);
    expect(issues).toMatchObject([
      { field: 'ways.late_1.open.to', label: expect.stringContaining('截止日'), message: expect.any(String) },
    ]);
    // The rest of the table answers all the same.
    expect(people[0]?.now?.amounts).toMatchObject({ payable: '400.00' });
  });

  test('calls the value of a group by the group, and leaves no value of its own to everybody', async () => {
    const text = TEXT.replace('残疾人由残联另行通知。', '大学生个人缴费标准为每人每年390元。');
    const { rows } = await keep([], { text });
    const lines = rows.filter(({ field }) => /^contribution\..*(?:individual|who)$/.test(field));
    expect(lines.map(({ label, proposal }) => [label, proposal?.value])).toEqual([
      ['城乡居民个人缴费标准', '400.00'],
      ['大学生：适用对象', { schooling: 'college' }],
      ['大学生个人缴费标准', '390.00'],
    ]);
    const { issues } = await keep([{ field: 'contribution.0.who', answer: 'reject' }], { text });
    expect(issues.map(({ message }) => message).join()).toContain('原文只说大学生');
  });

  test('has its name and its day from the text, until the officer says otherwise', async () => {
    const text = `昆明市2025年度居民医保缴费公告\n\n${TEXT}\n2024年8月30日`;
    const empty = { text, title: '', inForceFrom: '' };
    expect(await keep([], empty)).toMatchObject({ title: '昆明市2025年度居民医保缴费公告', inForceFrom: '2024-08-30' });
    expect(await keep([], { text })).toMatchObject({ title: HEAD.title, inForceFrom: HEAD.inForceFrom });
  });

  test('is not handed in without what most people pay', async () => {
    const text = TEXT.replace(TEXT.split('\n')[0] ?? '', '2025年度居民医保大学生个人缴费标准为每人每年390元。');
    const first = await keep([], { text });
    const { left, issues, table } = await keep(accepting(first), { text });
    expect([left, table]).toEqual([0, null]);
    const [missing] = issues.filter(({ message }) => message.startsWith('必填'));
    expect(missing).toMatchObject({ field: 'contribution.1.individual', label: '城乡居民个人缴费标准' });
    const given = accepting(first, [{ field: missing?.field ?? '', answer: 'change', value: '400.00' }]);
    expect((await keep(given, { text })).issues.filter(({ message }) => message.startsWith('必填'))).toEqual([]);
  });

  test('counts two amounts for one group as a contradiction, which typical people name, until one of them is chosen', async () => {
    const again = '2025年度居民医保个人缴费标准为每人每年420元。';
    const text = `${TEXT}\n${again}`;
    const field = 'contribution.0.individual';
    const first = await keep([], { text });
    expect(first.rows[0]).toMatchObject({
      field,
      label: '城乡居民个人缴费标准',
      proposal: null,
      against: [{ value: '400.00' }, { value: '420.00' }],
    });
    expect(first.issues).toMatchObject([
      { field, label: '城乡居民个人缴费标准', message: expect.stringContaining(again) },
    ]);
    expect(first.left).toBe(first.rows.length);
    expect(first.people[0]?.now?.review).toContain('城乡居民个人缴费标准（文件前后矛盾）');
    const { start = 0, end = 0 } = first.rows[0]?.against[1] ?? {};
    const chosen = await keep(accepting(first, [{ field, answer: 'change', value: '420.00', start, end }]), { text });
    expect([chosen.left, chosen.issues]).toEqual([0, []]);
    expect(parse(chosen.yaml).contribution[0].individual).toMatch(/^420\.00 @T-/);
  });

  test('answers typical people beside the table of the year before, and names what that one said', async () => {
    const text = TEXT.replaceAll('2025', '2027').replaceAll('2024', '2026').replaceAll('昆明', '孝义');
    const place = { region: '141181', coverageYear: '2027' };
    const { people, rows, name } = await keep([], { text, name: '', title: '', inForceFrom: '' }, place);
    expect(name).toBe('孝义市');
    expect(people).toHaveLength(15);
    expect(people[0]?.now?.amounts).toMatchObject({ payable: '400.00' });
    expect(people[0]?.before?.amounts).toMatchObject({ payable: '400.00' });
    // A child who pays nothing in the year of birth is not asked as one who pays late.
    const newborn = people.find(({ name: called }) => called.startsWith('新生儿，出生 20 天'));
    expect(newborn?.before?.amounts).toMatchObject({ payable: '0.00' });
    expect(rows.find(({ label }) => label === '低保对象个人缴费金额')).toMatchObject({ lastYear: '80.00' });
  });

  test('is kept for its officer alone, as it was left', async () => {
    const answers: Answers = [{ field: 'contribution.0.individual', answer: 'accept' }];
    await keep(answers);
    const { work } = await office.desk(ZHOU).ask('getPolicyWork', { params: KUNMING });
    expect(work).toMatchObject({ ...HEAD, answers, keptAt: office.now() });
    expect(await office.desk(WU).ask('getPolicyWork', { params: KUNMING })).toEqual({ work: null });
    // A request that was overtaken on its way replaces nothing.
    const now = office.now();
    office.goTo(new Date(Date.parse(now) - 1_000).toISOString());
    await keep([]);
    office.goTo(now);
    expect((await office.desk(ZHOU).ask('getPolicyWork', { params: KUNMING })).work).toMatchObject({ answers });
  });
});

test('A sentence that the text does not have is marked, and needs the document that has it: at the desk, handed in and approved', async () => {
  const first = await keep([]);
  const { unread } = first;
  const wait = { field: 'wait.fixed', answer: 'change' as const, value: '6 months' };
  const work = (more: object, title = HEAD.title) =>
    keep(accepting(first, [{ ...wait, quote: '连续中断缴费的，等待期为６个月。', ...more }]), { title });
  const rowOf = ({ rows }: Work) => rows.find(({ field }) => field === wait.field);
  // The same words in another writing are the text's own.
  const spaced = { value: '3 months', quote: '从缴费当月起 ３个月内为医保待遇 享受固定等待期' };
  expect(rowOf(await work(spaced))?.doubt).toBe('');
  const invented = await work({});
  expect([rowOf(invented)?.doubt, invented.table]).toEqual(['引文不在原文中', null]);
  expect(invented.issues).toMatchObject([{ field: 'wait.fixed', message: expect.stringContaining('出自哪一份文件') }]);
  expect((await work({ document: HEAD.title })).table).toBeNull();
  const { table } = await work({ document: '云南省实施细则' });
  const submit = (title: string) => {
    const notice = { title, text: TEXT, unread, unreadSeen: true };
    return office.desk(ZHOU).ask('submitDraft', { params: KUNMING, body: { table: table ?? {}, notice } });
  };
  await expect(submit('云南省实施细则')).rejects.toMatchObject({ status: 422 });
  const { version } = await submit(HEAD.title);
  const { values } = await office.desk(WU).ask('getDraft', { params: { ...KUNMING, version } });
  const shown = values.filter(({ quote }) => quote.startsWith('连续中断'));
  expect(shown).not.toEqual([]);
  for (const value of shown) {
    expect(value).toMatchObject({ document: '云南省实施细则', doubt: expect.stringMatching(/引文不在原文中.*云南省/) });
  }
  expect(values.filter(({ doubt }) => doubt.includes('原文中'))).toEqual(shown);
});

describe('A table without a notice', () => {
  const place = { region: '141181', coverageYear: '2026' };
  const [version = ''] = loadPolicyFiles('workflows/policies').flatMap(({ table, version: id }) =>
    table.region === '141181' && table.coverageYear === 2026 ? [id] : [],
  );
  const change = (answers: Answers, more: Partial<Body> = {}) =>
    keep(answers, { text: '', begins: version, name: '', title: '', inForceFrom: '2026-02-20', ...more }, place);

  test('begins from the version in force, and hands in what was changed beside all that was not', async () => {
    const first = await change([]);
    expect([first.left, first.issues, first.unread]).toEqual([0, [], []]);
    expect(first.rows.find(({ field }) => field === 'ways.january.open.to')).toMatchObject({
      label: expect.stringContaining('截止日'),
      ...{ input: 'day', kept: { value: '2026-02-25', standing: 'stated', clause: 'XY-17' }, proposal: null },
    });
    const quote = '集中征缴期延长至2026年3月31日。';
    const longer: Answers = [{ field: 'ways.january.open.to', answer: 'change', value: '2026-03-31', quote }];
    // What is cited needs the title of its document.
    expect((await change(longer)).left).toBe(1);
    const { table, people } = await change(longer, { title: '延长缴费期的通知' });
    expect(table).toMatchObject({ inForceFrom: '2026-02-20', documents: { notice: { title: '延长缴费期的通知' } } });
    expect(people[0]?.now).toEqual(people[0]?.before);
    const draft = await office.desk(ZHOU).ask('submitDraft', { params: place, body: { table: table ?? {} } });
    expect(draft).toMatchObject({ state: 'submitted', inForceFrom: '2026-02-20' });
  });

  test('takes what a short notice says of it, line by line where both speak of the same people', async () => {
    const { rows } = await change([], {
      text: '孝义市2026年度城乡居民基本医疗保险低保对象个人缴费标准为90元。\n2026年度居民医保缴费期延长至2026年3月31日。',
    });
    const pays = rows.find(({ field }) => field === 'aid.lines.1.pays');
    expect(pays).toMatchObject({ proposal: { value: '90.00' }, kept: { value: '80.00', clause: 'XY-04' } });
  });

  test('begins blank too, and asks for what a table needs', async () => {
    const { issues, addable, left } = await change([], { begins: 'blank', inForceFrom: '' });
    expect(left).toBeGreaterThan(0);
    expect(issues.map(({ field }) => field)).toContain('ways');
    expect(addable.map(({ title }) => title)).toContain('办理情形：新的一种');
  });

  test('a version that is none is refused', async () => {
    const body = { ...HEAD, text: '', begins: '2026-01-01.1-aaaaaaaaaaaa', answers: [] };
    expect((await office.post(ZHOU, '/policies/141181/2026/work', body)).body.detail).toContain('已发布的版本');
  });
});

test('A way for few people that nobody has named is a question, and the table is not whole before', async () => {
  const first = await keep([]);
  const elsewhere = { document: '关于新增困难群体的通知' };
  const way: Answers = [
    { field: 'ways.new_aided.kind', answer: 'change', value: 'late' },
    { field: 'ways.new_aided.open.from', answer: 'change', value: '2025-03-01', quote: '自3月1日起。', ...elsewhere },
    { field: 'ways.new_aided.cost', answer: 'change', value: 'individual' },
  ];
  const asked = await keep(accepting(first, way));
  expect(asked.table).toBeNull();
  expect(asked.issues).toMatchObject([{ field: 'ways.new_aided.who', input: 'condition' }]);
  const who = { field: 'ways.new_aided.who', answer: 'change' as const, value: { category: ['orphan', 'monitored'] } };
  expect(
    (await keep(accepting(first, [...way, { ...who, quote: '新增的孤儿、监测对象。', ...elsewhere }]))).issues,
  ).toEqual([]);
});

describe('A text that is no notice of one region is refused in words, and nothing is kept of it', () => {
  test.each([
    ['an empty one', '', '没有可读的文字'],
    ['one of another scheme', '职工基本医疗保险缴费基数为每月5000元。'.repeat(9), '职工医保'],
    ['a novel', '从前有座山，山里有座庙，庙里有个老和尚在讲故事。'.repeat(99), '没有讲到'],
    ['one of several regions', readFileSync('test/policies/texts/several-regions-2025.txt', 'utf8'), '几个地区'],
    ['a book', '居民医保缴费。'.repeat(45_000), '超过 300000'],
  ])('%s', async (_, text, says) => {
    const body = { ...HEAD, text, answers: [] };
    const answer = await office.post(WU, '/policies/530100/2025/work', body);
    expect([answer.status, answer.body.code]).toEqual([422, 'policy_text_not_read']);
    expect(answer.body.detail).toContain(says);
    expect(await office.desk(WU).ask('getPolicyWork', { params: KUNMING })).toEqual({ work: null });
  });

  test('5 MB are refused before they are read', async () => {
    const body = { ...HEAD, text: '居民'.repeat(900_000), answers: [] };
    expect((await office.post(WU, '/policies/530100/2025/work', body)).status).toBe(413);
  });
});

test('A file is answered with its text, and told plainly where it has none; nothing of it is kept', async () => {
  const { text } = await office.desk(ZHOU).ask('readPolicyTextFile', { body: pdf(TEXT.split('\n')) });
  expect(text.trim()).toBe(TEXT);
  const refused = async (file: Uint8Array) => (await office.post(ZHOU, '/policy-texts', file)).body.detail ?? '';
  expect(await refused(pdf([]))).toContain('扫描件');
  expect(await refused(pdf(TEXT.split('\n')).subarray(0, 400))).toContain('PDF 不完整');
  expect(await refused(docx(`<w:p><w:t>${' '.repeat(9_000_000)}</w:t></w:p>`.repeat(20)))).toContain('解压后太大');
  expect(await refused(Buffer.from('居民医保缴费。'.repeat(45_000)))).toContain('超过 300000');
  expect(await refused(Buffer.alloc(4_600_000, 0x41))).toContain('4.5 MB');
  expect((await office.post(XIAOYI, '/policy-texts', pdf([]))).body.code).toBe('role_not_allowed');
});

test('A field that is none, a value of any shape and words outside the text break nothing', async () => {
  for (const field of ['__proto__.a', 'a..b', '']) {
    const body = { ...HEAD, answers: [{ field, answer: 'change', value: '1' }] };
    expect((await office.post(ZHOU, '/policies/530100/2025/work', body)).status).toBe(422);
  }
  const deep = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`;
  const answer = `{"field":"aid","answer":"change","value":${deep}}`;
  const body = JSON.stringify({ ...HEAD, answers: ['HERE'] }).replace('"HERE"', answer);
  expect((await office.post(ZHOU, '/policies/530100/2025/work', body)).status).toBe(422);
  for (const value of ['{ a: [', '[&a [1], *a]', '{ __proto__: 1 }', '[]', '@', '['.repeat(1_000)]) {
    const answers: Answers = ['ways', 'contribution', 'aid.lines.0.who', 'documents', 'refund'].map((field) => ({
      field,
      answer: 'change',
      value,
      start: 900_000,
      end: 900_009,
    }));
    expect((await keep(answers)).table).toBeNull();
  }
});

test('Only a policy officer of the region works on a text', async () => {
  const body = { ...HEAD, answers: [] };
  const ask = async (who: Who) => (await office.post(who, '/policies/530100/2025/work', body)).body.code;
  expect(await ask(XIAOYI)).toBe('role_not_allowed');
  expect(await ask(['policy_officer', '140400', 'zheng'])).toBe('region_not_allowed');
});
