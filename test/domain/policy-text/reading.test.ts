/** What the reader of a policy text proposes, what it leaves, and what it refuses. */
import { describe, expect, it } from 'vitest';
import { headOfText } from '../../../functions/domain/policy-text/head-of-text.ts';
import type { Proposal, ReadText } from '../../../functions/domain/policy-text/proposal.ts';
import { readPolicyText } from '../../../functions/domain/policy-text/read-policy-text.ts';
import { measuredTexts, wholeText } from '../../support/measured-texts.ts';
import { scoreProposals } from '../../support/policy-text-score.ts';

function read(text: string, year = 2025): ReadText {
  const reading = readPolicyText(text, { year });
  if (!reading.ok) throw new Error(reading.refusal.message);
  return reading;
}
const proposed = (reading: ReadText, field: string): Proposal | undefined =>
  reading.proposals.find((one) => one.field === field);
const refused = (text: string): string => {
  const reading = readPolicyText(text, { year: 2025 });
  return reading.ok ? 'read' : reading.refusal.reason;
};

const texts = measuredTexts();

describe('Against tables written by hand', () => {
  const scores = texts.map(({ name, text, table }) => {
    const year = Number(table.coverageYear);
    return { name, reading: read(text, year), text, ...scoreProposals(read(text, year).proposals, table) };
  });
  const sum = (key: 'proposals' | 'right' | 'values' | 'proposed') =>
    scores.reduce((total, one) => total + one[key], 0);

  it('97 of 100 proposals are right, and 75 of 100 values that decide are proposed', () => {
    expect(sum('proposals')).toBeGreaterThan(300);
    expect(sum('right') / sum('proposals')).toBeGreaterThanOrEqual(0.97);
    expect(sum('proposed') / sum('values')).toBeGreaterThanOrEqual(0.75);
  });

  it('every quote stands in the text as given, where it is said to stand', () => {
    for (const { reading, text } of scores) {
      for (const { start, end, quote } of [...reading.proposals, ...reading.unread]) {
        expect(text.slice(start, end)).toBe(quote);
      }
    }
  });

  it('nothing in them contradicts itself: what is of another year, place or group is no second value', () => {
    expect(scores.flatMap(({ reading }) => reading.contradictions)).toEqual([]);
  });

  it.each(['\n\n', '\n', '!\n', '\n各区医疗保障局:\n'])(
    'what stands above a text takes nothing from it: a title, a headline, whom it is sent to (%j)',
    (end) => {
      const shown = ({ proposals }: ReadText) =>
        proposals.flatMap(({ field, ...one }) =>
          field.startsWith('documents.') ? [] : [[field, one.value, one.sureness]],
        );
      for (const { text, table } of texts) {
        const year = Number(table.coverageYear);
        const title = `某市医疗保障局关于做好${year}年度城乡居民基本医疗保险参保缴费工作的通知`;
        const titled = read(`${title}${end}${text}`, year);
        expect(shown(titled)).toEqual(expect.arrayContaining(shown(read(text, year))));
      }
    },
  );

  it('no figure in damaged words is sure', () => {
    const damaged = scores.flatMap(({ reading }) => reading.proposals.filter(({ damage }) => damage.length > 0));
    expect(damaged.length).toBeGreaterThan(20);
    expect(damaged.filter(({ sureness }) => sureness !== 'damaged')).toEqual([]);
  });
});

it('a wrong value, a value under another way and words of another clause are wrong in the score', () => {
  const [{ table, text } = { table: {}, text: '' }] = texts.filter(({ name }) => name.startsWith('530100'));
  const right = read(text).proposals;
  expect(scoreProposals(right, table).wrong).toEqual([]);
  const changed = right.map((one) => (one.field === 'aid.lines.0.pays' ? { ...one, value: '221.00' } : one));
  expect(scoreProposals(changed, table).wrong).toEqual([expect.stringContaining('the table has 220.00')]);
  const elsewhere = right.map((one) =>
    one.field === 'aid.lines.0.pays' ? { ...one, quote: '与此无关的另外一句话' } : one,
  );
  expect(scoreProposals(elsewhere, table).wrong).toEqual([expect.stringContaining('not those of KM-05')]);
  expect(scoreProposals([], table)).toMatchObject({ proposals: 0, proposed: 0, wrong: [] });
});

describe('Damaged words', () => {
  it('are read without their pinyin and in simplified characters, and quoted as they are', () => {
    const text = '2025年度城鄉(xiāng)居民醫(yī)保個(gè)人繳費(fèi)標(biāo)準(zhǔn)為每人每年400元。';
    const line = proposed(read(text), 'contribution.0.individual');
    expect(line).toMatchObject({ value: '400.00', sureness: 'damaged', quote: text });
    expect(line?.damage).toEqual(expect.arrayContaining(['mojibake', 'traditional']));
  });

  it('a day that lost its signs, full-width figures and torn lines are read and marked', () => {
    const lost = read('2023年度城乡居民医保缴费:9月至11月为集中征缴期,征期截止20221225日(节假日不顺延)。', 2023);
    expect(proposed(lost, 'ways.in_time.open.to')).toMatchObject({ value: '2022-12-25', sureness: 'damaged' });
    const wide = read('2025年度城乡居民医保个人缴费标准为每人每年\uFF14\uFF10\uFF10元。');
    expect(proposed(wide, 'contribution.0.individual')).toMatchObject({ value: '400.00', damage: ['full_width'] });
    const torn = read('2025年度城乡居民医保普通参保人群的个人缴费标\n准为每人每年400元。');
    expect(proposed(torn, 'contribution.0.individual')).toMatchObject({ value: '400.00', damage: ['torn'] });
  });
});

describe('What ends a sentence without a full stop', () => {
  const amount = '2025年度居民医保个人缴费标准为每人每年400元。';
  it.each([
    '居民参加基本医疗保险的个人缴费由税务部门征收\n\n',
    '某市2025年度城乡居民基本医疗保险参保缴费工作公告\n',
    '2025年度城乡居民基本医疗保险开始缴费了\uFF01\n',
    '一、二○二五年度全市城乡居民基本医疗保险参保缴费的对象范围标准和时间期限\n',
    '- 参加居民基本医疗保险的个人缴费由税务部门征收\n- ',
    '<p>居民参加基本医疗保险。</p>\n<p>',
  ])('%j', (before) => {
    const line = proposed(read(`${before}${amount}`), 'contribution.0.individual');
    expect(line).toMatchObject({ value: '400.00', sureness: 'sure', quote: expect.stringContaining(amount) });
  });
});

describe('Lines', () => {
  /** In characters of full width; a figure is half as wide, and a stop hangs over the edge. */
  const atWidth = (text: string, width: number): string => {
    let used = 0;
    return [...text]
      .map((one) => {
        if (one === '\n') used = 0;
        else used += one < '\u2000' ? 1 : 2;
        if (used <= 2 * width || /[\n,。;、)”]/.test(one)) return one;
        used = 2;
        return `\n${one}`;
      })
      .join('');
  };

  it.each([24, 34])('of a page that is %i characters wide go on in the next, and damage nothing', (width) => {
    const shown = (one: ReadText) => one.proposals.map(({ field, value, sureness }) => [field, value, sureness]);
    // Copies with pinyin behind each character have no width.
    const plain = texts.filter(({ text }) => !/[a-z]\)/.test(text) && !text.includes('|'));
    expect(plain.length).toBeGreaterThan(10);
    for (const { text, table } of plain) {
      const year = Number(table.coverageYear);
      expect(shown(read(atWidth(text, width), year))).toEqual(shown(read(text, year)));
    }
  });

  it('without a stop are not joined: headings, items, rows of a table, a wrapped title with the text below it', () => {
    const { proposals, unread } = read(
      [
        '某市医疗保障局关于做好2025年度城乡居民',
        '基本医疗保险参保缴费工作的通知',
        '各县(市)区医疗保障局,各开发区医保部门',
        '一、2025年度城乡居民基本医疗保险筹资标准',
        '2025年度城乡居民基本医疗保险个人缴费标准为每人每年400元,财政补助670元',
        '二、困难群众参保资助政策和办理时间',
        '特困人员 全额资助 400元 0元',
        '①低保对象个人缴费标准为80元',
        '②返贫致贫人口个人缴费标准为100元',
      ].join('\n'),
    );
    const figures = proposals.filter(({ field }) => !field.startsWith('documents.') && !field.endsWith('.who'));
    expect(figures.map(({ value, quote, sureness }) => [value, quote.slice(0, 7), sureness])).toEqual([
      ['400.00', '2025年度城', 'sure'],
      ['670.00', '2025年度城', 'sure'],
      ['0.00', '特困人员 全额', 'sure'],
      ['80.00', '①低保对象个人', 'sure'],
      ['100.00', '②返贫致贫人口', 'sure'],
    ]);
    expect(proposals.filter(({ quote }) => quote.includes('\n') && !quote.includes('通知'))).toEqual([]);
    expect(unread).toEqual([]);
  });
});

describe('What is not read', () => {
  it('is listed: a sentence with an amount, a day, a duration, a percentage or a group that nothing used', () => {
    const { unread } = read(
      '2025年度城乡居民医保个人缴费标准为每人每年400元。参保人员可享受门诊报销60%。欢迎咨询。残疾人由残联另行通知。',
    );
    expect(unread.map(({ quote }) => quote)).toEqual(['参保人员可享受门诊报销60%。', '残疾人由残联另行通知。']);
  });

  it.each([
    '符合有关情形的可申请退还,具体由经办机构解释。',
    '断缴人员的等待期按有关规定执行。',
    '未按规定登记的不予享受待遇。',
  ])('is listed where it decides without a figure: %s', (rule) => {
    const { unread } = read(`2025年度城乡居民医保个人缴费标准为每人每年400元。${rule}`);
    expect(unread.map(({ quote }) => quote)).toEqual([rule]);
  });

  it.each([
    ['2025年度居民医保个人缴费标准:居民400元,低保对象另缴80元。', '低保对象另缴80元。'],
    ['居民医保大学生个人缴费标准为每人每年390元,新生儿60元。', '新生儿60元。'],
    ['2025年度居民医保个人缴费标准为每人每年400元,残疾人由残联另行通知。', '残疾人由残联另行通知。'],
    [
      '居民医保:新生儿应在出生后6个月内缴费,自出生之日起享受待遇;超过6个月的,自缴费之日起享受待遇。',
      '超过6个月的,自缴费之日起享受待遇。',
    ],
    ['2025年度居民医保集中缴费期为2024年9月1日至2025年2月25日,咨询至2025年6月3日。', '咨询至2025年6月3日。'],
    [
      '2025年度居民医保个人缴费标准为每人每年400元,门诊报销60%,住院先垫付30日内的费用。',
      '门诊报销60%, 住院先垫付30日内的费用。',
    ],
  ])('is listed by the part of a sentence that has it: %s', (text, parts) => {
    const { unread, proposals } = read(text);
    expect(proposals.length).toBeGreaterThan(0);
    expect(unread.map(({ quote }) => quote).join(' ')).toBe(parts);
  });

  it('both amounts of one sentence are read, each for its people', () => {
    const { proposals, unread } = read('2025年度城乡居民基本医疗保险个人缴费标准:居民400元,大学生390元。');
    const amounts = proposals.filter(({ field }) => field.endsWith('.individual')).map(({ value }) => value);
    expect([amounts, unread]).toEqual([['390.00', '400.00'], []]);
  });

  it('a subsidy is read by its parts, which are the sum that the text says too, and no contradiction of it', () => {
    const { contradictions, unread, proposals } = read(
      '2025年居民医保筹资标准为1100元,其中个人缴费400元,财政补助700元。财政补助700元由中央、省、市、县财政分别承担420元、140元、70元、70元。',
    );
    expect([contradictions, unread]).toEqual([[], []]);
    const amounts = ['420.00', '140.00', '70.00', '70.00'].map((amount) => ({ amount }));
    expect(proposals.find(({ field }) => field === 'contribution.0.subsidy')?.value).toEqual({ parts: amounts });
  });

  it('of two counties whose parts have the same sum, one is proposed and the other listed', () => {
    const first = '市本级各级财政补助标准为:中央财政补助420元、省财政补助56元,市财政补助150元、区财政补助150元。';
    const other = '各县(市)各级财政补助标准为:中央财政补助420元、省财政补助84元,市财政补助38元、县(市)财政补助234元。';
    const { unread } = read(`2025年度城乡居民医保个人缴费标准为每人每年400元。${first}${other}`);
    expect(unread.map(({ quote }) => quote)).toEqual([other]);
  });

  it.each([
    ['低保对象个人缴费标准为80元,特困人员个人缴费标准为30元,门诊补助110元。', '门诊补助110元。'],
    ['2025年7月1日至2025年12月25日,个人缴费每人每年1070元,另缴体检费900元。', '另缴体检费900元。'],
    ['参保人员最高支付限额20万元。', '参保人员最高支付限额20万元。'],
    ['每人另收四百元。', '每人另收四百元。'],
    ['如果只想从当年开始享受待遇,那么足额缴纳当年的费用即可。', undefined],
    ['未选择独立参保的,可以随已参加城乡居民医保的法定监护人享受医保待遇。', undefined],
  ])('is listed where it is no sum that the sentence speaks of, or a choice: %s', (rule, part = rule) => {
    const { unread } = read(`2025年度城乡居民医保个人缴费标准为每人每年400元。${rule}`);
    expect(unread.map(({ quote }) => quote)).toEqual([part]);
  });

  it('a table that is only an image is said to be missing', () => {
    const { warnings } = read(wholeText('140400-changzhi-2025.txt'));
    expect(warnings.filter(({ kind }) => kind === 'missing_table')).toHaveLength(1);
  });

  it.each([
    [
      'contribution.0.individual',
      '2025年度城乡居民医保个人缴费标准为每人每年400元。',
      '2025年度居民医保个人缴费标准为420元。',
    ],
    ['contribution.0.individual', '个人缴费标准为400元。', '自2025年1月1日起,居民个人缴费标准为每人每年420元。'],
    ['contribution.0.individual', '居民个人缴费标准为400元。', '2025年4月1日起居民个人缴费标准调整为每人每年420元。'],
    ['contribution.0.individual', '大学生个人缴费标准为每人每年390元。', '大学生个人缴费380元。'],
    ['contribution.0.subsidy', '人均财政补助标准为720元。', '人均财政补助标准为730元。'],
    ['aid.lines.0.pays', '低保对象个人缴费标准为76元。', '低保对象个人缴费80元。'],
    ['ways.in_time.open.to', '集中缴费期为2024年9月1日至2025年2月25日。', '集中缴费期为2024年9月1日至2024年12月31日。'],
    ['wait.fixed', '固定待遇等待期3个月。', '未在集中征缴期间缴费的,设置缴费后待遇等待期6个月。'],
    [
      'ways.in_time.begins',
      '在集中参保缴费期参保缴费的,自2025年1月1日起享受居民医保待遇。',
      '在集中参保缴费期参保缴费的,自缴费次日起享受居民医保待遇。',
    ],
    ['notice.enquiries.0', '潞州区医保中心:0355-2225095。', '潞州区医保中心:0355-2225096。'],
  ])(
    'two sentences that contradict each other on %s are named side by side, and nothing is proposed',
    (field, one, other) => {
      const reading = read(
        `城乡居民医保参保缴费通知。集中缴费期为2024年9月1日至2025年2月25日。${one}特困人员个人缴费标准为0元。${other}`,
      );
      const [only, ...more] = reading.contradictions;
      expect([only?.field, only?.said.map(({ quote }) => quote.trim()), more]).toEqual([field, [one, other], []]);
      expect(proposed(reading, field)).toBeUndefined();
      expect(reading.unread.filter(({ quote }) => quote === one || quote === other)).toEqual([]);
    },
  );

  it('an amount of another year or another scheme is no proposal', () => {
    const reading = read(
      '2024年度城乡居民医保个人缴费标准为380元。成年居民应参加长期护理保险,个人缴费标准为25元。2025年度城乡居民医保集中缴费期为2024年9月1日至2024年12月31日。',
    );
    expect(reading.proposals.filter(({ field }) => field.startsWith('contribution'))).toEqual([]);
  });
});

describe('A value is stated only where its words stand in its sentence', () => {
  it.each([
    ['ways.late.open.to', '2025-06-30', '延长缴费期结束后至6月30日参保缴费的,自缴费之日3个月后享受当年居民医保待遇。'],
    [
      'ways.new_aided.open.from',
      'year_start',
      '动态新增的特困人员、低保对象、返贫致贫人口等特殊群体,自参保缴费次日起享受待遇。',
    ],
    [
      'ways.newborn_both.years',
      [2024, 2025],
      '新生婴儿出生之日起90天内参保的(出生之日在上一年度的,需同时按照上一年度缴费标准缴纳上年度费用),自出生之日起享受医保待遇;',
    ],
    [
      'ways.all_year.open.to',
      'year_end',
      '新生儿、各类特殊困难人群等参保群体缴费时间不受集中缴费期限制,缴费完成后即可享受全年待遇。',
    ],
    [
      'ways.newborn_next.who',
      { born: { from: 'year_end - 89 days', to: 'year_end' } },
      '新生儿出生日期距离出生当年12月31日不足90天,在新生出生90天内可选择缴纳出生当年的医疗保险费,也可选择缴纳出生次年的医疗保险费;',
    ],
    ['aid.lines.0.who', { category: 'stable_out_of_poverty' }, '脱贫户个人缴费标准为355元。'],
    ['aid.lines.0.who', { category: 'low_income_family' }, '低保边缘家庭成员个人缴费标准为80元。'],
    ['ways.newborn.who', { born: 'year' }, '新生儿监护人在新生儿出生后90日内缴费参保,参保后可享受待遇。'],
  ])('%s is %j, and inferred', (field, value, text) => {
    const reading = read(`2025年度城乡居民医保个人缴费标准为每人每年400元。${text}`);
    expect(proposed(reading, field)).toMatchObject({ value, sureness: 'likely' });
    const stated = reading.proposals.filter((one) => one.quote === text && one.sureness === 'sure');
    expect(stated.length).toBeGreaterThan(0);
  });

  it('a price in a text about newborns is at most inferred to be the standard of all residents', () => {
    const said = '新生儿出生后90天内参保缴纳出生当年医保费的,自出生之日起享受医保待遇;';
    const ofNewborns = read(`新生儿参保指南。${said}需缴费用:320元每人每年,先参保缴费后方可享受报销。`);
    expect(proposed(ofNewborns, 'contribution.0.individual')).toMatchObject({ value: '320.00', sureness: 'likely' });
  });

  it('what one pays is proposed for the period only by a text that speaks of money', () => {
    const period = '2025年度城乡居民医保集中缴费期为2024年9月1日至2025年2月25日。';
    expect(proposed(read(period), 'ways.in_time.cost')).toBeUndefined();
    const priced = `${period}个人缴费标准为每人每年400元。`;
    expect(proposed(read(priced), 'ways.in_time.cost')).toMatchObject({ value: 'individual', sureness: 'sure' });
  });
});

it('the newborns of a notice are of two years where it says what those of the year before pay', () => {
  const said = '2025年度城乡居民医保通知。新生儿出生当年不缴费,自出生之日起享受医保待遇。';
  const { proposals } = read(`${said}2024年出生的新生儿可于2025年3月25日前办理参保缴费手续。`);
  expect(proposals.find(({ field }) => field === 'ways.newborn.who')?.value).toEqual({
    born: { from: '2024-01-01', to: '2025-12-31' },
  });
});

it('who pays nothing in the year of birth is registered in it, and covered from birth where he is covered at once', () => {
  const { proposals } = read('2025年度城乡居民医保通知。新生儿出生当年不缴费,登记后即可享受当年医保待遇。');
  const said = proposals.flatMap(({ field, value, sureness }) =>
    /^ways\.newborn\.(?:open|begins|cost)/.test(field) ? [[field.slice(13), value, sureness]] : [],
  );
  expect(said.sort()).toEqual([
    ['begins', 'birth', 'likely'],
    ['cost', 'none', 'sure'],
    ['open.from', 'year_start', 'likely'],
    ['open.to', 'year_end', 'likely'],
  ]);
});

it('the newborns of a notice are those who are born in its year', () => {
  const reading = read('2025年度城乡居民医保通知。新生儿出生当年不缴费,办理参保登记手续后,自出生之日起享受医保待遇。');
  expect(proposed(reading, 'ways.newborn.who')).toMatchObject({ value: { born: 'year' }, sureness: 'likely' });
});

it('低保边缘 is one group with 低收入, and another only where a text has both', () => {
  const marginal = '2025年度城乡居民医保:低保边缘家庭成员个人缴费标准为200元。';
  const both = `${marginal}低收入人口个人缴费标准为300元。`;
  const codes = (text: string) =>
    read(text).proposals.flatMap(({ field, value }) => (field.endsWith('.who') ? [value] : []));
  expect(codes(marginal)).toEqual([{ category: 'low_income_family' }]);
  expect(codes(both)).toEqual([{ category: 'marginal_family' }, { category: 'low_income_family' }]);
});

it('who pays in the second part of a period pays as in the first', () => {
  const reading = read(
    '2025年度城乡居民医保集中缴费期为2024年9月1日至2025年2月25日。2024年底前参保缴费的,从2025年1月1日起享受待遇,2025年1月1日至2月25日前参保缴费的,从缴费之日起享受待遇。',
  );
  expect(proposed(reading, 'ways.january.cost')?.value).toBe(proposed(reading, 'ways.in_time.cost')?.value);
});

it('a price of a late phase is the amount that stands there, and both shares where the text has them', () => {
  const late = '2025年7月1日至2025年12月25日,个人缴费每人每年1070元。';
  const standard = '2025年度城乡居民医保个人缴费标准为每人每年400元';
  const cost = (text: string) => proposed(read(text), 'ways.late.cost');
  expect(cost(`${standard}。${late}`)).toMatchObject({ value: '1070.00', sureness: 'sure' });
  expect(cost(`${standard},财政补助720元。${late}`)).toMatchObject({ value: '1070.00', sureness: 'sure' });
  const known = `${standard},财政补助670元。${late}`;
  expect([cost(known)?.value, read(known).unread]).toEqual(['both', []]);
});

describe('The title, the region and the day from which a text holds', () => {
  it.each([
    [
      '昆明市医疗保障局关于做好2025年度城乡居民\n基本医疗保险参保缴费工作的通知\n\n各县区医疗保障局:\n个人缴费标准为每人每年400元。\n昆明市医疗保障局\n2024年9月14日',
      ['昆明市医疗保障局关于做好2025年度城乡居民基本医疗保险参保缴费工作的通知', '昆明市', '2024-09-14'],
    ],
    [
      '杭州市2025年度居民医保缴费公告\n本公告自2024年10月1日起施行。\n2024年9月14日',
      ['杭州市2025年度居民医保缴费公告', '杭州市', '2024-10-01'],
    ],
    [
      '关于做好浙江省金华市2025年居民医保工作的通知\n本通知自印发之日起执行。\n2024年9月14日',
      ['关于做好浙江省金华市2025年居民医保工作的通知', '金华市', '2024-09-14'],
    ],
    ['按照《关于做好2025年居民医保工作的通知》要求,我市2024年9月1日起缴费。', ['', '', '']],
  ])('are those that it has: %j', (text, [title, name, inForceFrom]) =>
    expect(headOfText(text)).toEqual({ title, name, inForceFrom }),
  );

  it('are read, and not listed as unread; a day of issue that it does not say is asked for', () => {
    const body = '2025年度居民医保个人缴费标准为每人每年400元。';
    const signed = read(`昆明市2025年度居民医保缴费公告\n${body}\n昆明市医疗保障局\n昆明市财政局\n2024年9月14日`);
    expect(signed.unread).toEqual([]);
    expect(proposed(signed, 'documents.notice.publisher')?.value).toBe('昆明市医疗保障局、昆明市财政局');
    const { warnings } = read(`${body}本通知自印发之日起施行。`);
    expect(warnings.map(({ kind }) => kind)).toEqual(['unsaid_day']);
  });
});

it('what follows a period is proposed with the period, and no day hangs on an extension that is not proposed', () => {
  const late = read(
    '2025年度城乡居民医保个人缴费标准为每人每年400元。未在规定时间缴纳居民医保费的,可按筹资标准(含个人缴费和财政补助)补缴。',
  );
  expect(proposed(late, 'ways.late.open.from')?.value).toBe('in_time > next_day');
  expect(proposed(late, 'ways.in_time.kind')?.value).toBe('in_time');
  const extended = read('2025年度城乡居民医保。延长缴费期结束后至6月30日参保缴费的,自缴费之日3个月后享受待遇。');
  expect(proposed(extended, 'ways.late.open.to')?.value).toBe('2025-06-30');
  expect(extended.proposals.filter(({ value }) => JSON.stringify(value).includes('extension'))).toEqual([]);
});

describe('A text is refused with a sentence', () => {
  it.each([
    ['empty', ''],
    ['empty', '  \n\u3000 12 34 %PDF'],
    ['no_policy', '从前有一座山,山上有一座庙,庙里有一个老和尚在讲故事。他说的是很久以前的事情。'],
    [
      'other_scheme',
      '2025年度企业职工基本医疗保险缴费基数调整通知:职工医保单位缴费比例为8%,职工医保个人缴费比例为2%。',
    ],
    ['other_scheme', '2025年城乡居民养老保险缴费标准为200元至5000元,居民养老保险按年缴费,养老保险待遇按月发放。'],
    ['several_regions', wholeText('several-regions-2025.txt')],
    ['several_regions', '2025年度城乡居民医保:太原市个人缴费标准为每人每年400元;大同市380元;盐城市390元。'],
    ['several_regions', '2025年度城乡居民医保个人缴费标准\n兴县 400元\n临县 400元\n方山县 390元'],
    [
      'several_regions',
      '各地2025年度城乡居民医保缴费标准。\n太原市:\n个人缴费标准为每人每年400元。\n大同市:\n个人缴费标准为每人每年380元。',
    ],
    ['several_regions', '2025年居民医保:在太原市参保的,个人缴费400元;在大同市参保的,个人缴费380元。'],
    ['several_regions', '我省各市2025年居民医保个人缴费标准如下:其中太原市400元、大同市380元、吕梁市390元。'],
    [
      'read',
      '山西省太原市2025年度城乡居民医保个人缴费标准为每人每年400元。迎泽区、小店区、杏花岭区居民个人缴费标准为400元。市财政补助100元,各县(市)补助30元。',
    ],
    ['too_long', '居民医保参保缴费。'.repeat(600_000)],
  ])('%s', (reason, text) => expect(refused(text)).toBe(reason));
});
