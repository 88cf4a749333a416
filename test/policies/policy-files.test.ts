import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nationalFileSchema, tableFileSchema } from '../../functions/policies/editor-schema.ts';
import { loadPolicyFiles } from '../../functions/policies/files.ts';
import { waysFileSchema } from '../../functions/policies/ways-schema.ts';
import { allVersions, FIRST_FORM, versionsOf } from '../domain/late-payment/tables.ts';

const directory = new URL('../../workflows/policies', import.meta.url).pathname;
const XIAOYI = '141181-xiaoyi/2026.yaml';

/** What is said of the tables in their first form, or of one folder of them, after something was done to a copy. */
function saidAfter(change: (copy: string) => void, folder = ''): string {
  const copy = mkdtempSync(join(tmpdir(), 'policies-'));
  try {
    cpSync(join(FIRST_FORM, folder), join(copy, folder), { recursive: true });
    cpSync(join(directory, 'national'), join(copy, 'national'), { recursive: true });
    change(copy);
    loadPolicyFiles(copy);
    return 'no mistake';
  } catch (cause) {
    return cause instanceof Error ? cause.message.replaceAll(`${copy}/`, '') : String(cause);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** The same after texts of one file were replaced, by pairs of before and after. */
const mistake = (file: string, ...replaced: string[]): string =>
  saidAfter((copy) => {
    let text = readFileSync(join(copy, file), 'utf8');
    for (let index = 0; index < replaced.length; index += 2) {
      const [before = '', after = ''] = replaced.slice(index, index + 2);
      expect(text).toContain(before);
      text = text.replace(before, after);
    }
    writeFileSync(join(copy, file), text);
  }, dirname(file));

describe('a mistake in a table file of the first form', () => {
  const lineOf = (text: string): number =>
    readFileSync(join(FIRST_FORM, XIAOYI), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1;

  it('is reported with file, line, field and what would be right', () => {
    const line = lineOf('individual: { value: "400.00"');
    expect(mistake(XIAOYI, 'individual: { value: "400.00"', 'individual: { value: 400')).toBe(
      `${XIAOYI}:${line}: contribution.standards.everyone.individual.value(个人缴费标准): 应为文字：请加引号，金额如 "440.00"`,
    );
  });

  it('is reported with all others, each in its own line', () => {
    const said = mistake(
      XIAOYI,
      ...['rollOver:', 'rollover:'],
      ...['clause: XY-18 }', 'clause: XY-99 }'],
      ...['clause: XY-18 }', 'clause: XY-98 }'],
      ...['{ value: 3, standing: stated, clause: XY-27 }', '3'],
    );
    expect(said.split('\n').map((line) => line.replace(/^[^:]*:(\d+): ([^:]*): .*$/, '$1 $2'))).toEqual([
      `${lineOf('rollOver')} period.rollover`,
      `${lineOf('withinMonths')} exit.withinMonths(退出其他制度保障后的办理期限(月))`,
      `${lineOf('paidBeforeYear')} benefitStart.paidBeforeYear.clause(年度开始前缴费的待遇起始日)`,
      `${lineOf('paidInYear')} benefitStart.paidInYear.clause(年度开始后在集中缴费期内缴费的待遇起始日)`,
    ]);
  });

  it.each([
    ['an unknown key', 'rollOver:', 'rollover:', /period\.rollover: 没有这个字段/],
    ['a value without its clause', ', standing: stated, clause: XY-02 }', ', standing: stated }', /缺少条款/],
    ['a clause that no file has', 'clause: XY-18 }', 'clause: XY-99 }', /没有条款 XY-99/],
    ['a document that no file has', 'XY-01: { document: xy-2026', 'XY-01: { document: xy-2027', /没有文件 xy-2027/],
    [
      'a misspelt standing',
      'standing: stated, clause: XY-02',
      'standing: state, clause: XY-02',
      /standing 应为 stated/,
    ],
    [
      'a value that is supplied in one case only',
      'standing: stated, clause: XY-02',
      'standing: supplied, clause: XY-02',
      /supplied 只用于个案/,
    ],
    [
      'a stated value that another document says',
      'standing: adopted, clause: X06',
      'standing: stated, clause: X06',
      /应为 adopted/,
    ],
    [
      'a national value that is written again',
      'monthsPerLapsedYear: { standing: national }',
      'monthsPerLapsedYear: { value: 1, standing: national, clause: X01-variable }',
      /只写 \{ standing: national \}/,
    ],
    [
      'a silent value that says nothing of the text',
      'rollOver: { standing: silent, note: "未规定节假日是否顺延" }',
      'rollOver: { standing: silent }',
      /用 note 写/,
    ],
    ['months with a unit', 'fixedMonths: { value: 3', 'fixedMonths: { value: 3个月', /应为数字:不加引号,不带单位/],
    ['a flag that is a word', 'toppedUp: { value: false', 'toppedUp: { value: no', /应为 true 或 false/],
    ['no word on an extension', 'extension: null', '', /extension.*: 必填:没有延长缴费期的,写 extension: null/],
    ['more decimals than the region pays', 'value: "80.00"', 'value: "80.005"', /selfPay\.value.*: 金额至多两位小数/],
    ['a date that does not exist', 'value: 2026-02-25', 'value: 2026-02-30', /period\.end\.value.*: .*YYYY-MM-DD/],
    [
      'a period that ends before it starts',
      'end: { value: 2026-02-25',
      'end: { value: 2025-10-20',
      /period\.end\.value.*: 应晚于 2025-10-21/,
    ],
    [
      'a day of another year',
      'nextYearDeadline: { value: 2026',
      'nextYearDeadline: { value: 2027',
      /newborn\.nextYearDeadline\.value.*: 2026 参保年度的日期应在 2025 年或 2026 年/,
    ],
    [
      'a table in force after its period',
      'inForceFrom: 2025-10-21',
      'inForceFrom: 2026-10-21',
      /inForceFrom: 应为通知发布之日,不晚于缴费期最后一天 2026-02-25/,
    ],
    [
      'a phase without a last day before another',
      '- { until: null, subsidyCharged',
      '- { until: null, subsidyCharged: { value: true, standing: stated, clause: XY-23 } }\n    - { until: null, subsidyCharged',
      /不重叠,不留空档/,
    ],
    ['a self-paid part above the contribution', 'value: "80.00"', 'value: "480.00"', /不应高于个人缴费标准/],
    [
      'a category with two lines',
      'covers: [monitored]',
      'covers: [monitored, subsistence_allowance]',
      /已在 subsistence_allowance 中规定/,
    ],
    ['another region than the folder', 'region: "141181"', 'region: "141182"', /region: 应为 "141181",与文件夹/],
    ['another year than the file', 'coverageYear: 2026', 'coverageYear: 2027', /coverageYear: 应为 2026,与文件名/],
    [
      'days of the month the wrong way round',
      'fromDay: 1, toDay: 25',
      'fromDay: 25, toDay: 1',
      /fromDay 应不晚于 toDay/,
    ],
    [
      'a newborn by two rules',
      'registrationRequired:',
      'windowMonths: { value: 3, standing: stated, clause: XY-19 }\n  registrationRequired:',
      /newborn\.birthYearContribution.*: 新生儿的两种规定只填一种/,
    ],
    [
      'a silent value that has one',
      'rollOver: { standing: silent,',
      'rollOver: { standing: silent, value: true,',
      /silent 不写 value/,
    ],
    [
      'a value that is not there',
      'several: { value: highest_once, ',
      'several: { ',
      /缺少这一项,应为下列之一:highest_once/,
    ],
    ['a name that stands twice', 'XY-02: {', 'XY-01: {', /2026\.yaml:\d+: 这个名称在同一处写了两次/],
    ['fullwidth signs in braces', 'unit: { value: year', 'unit: { value\uFF1Ayear', /这里有全角的标点或空格/],
    ['words of the form', 'name: 孝义市', 'name: 某市', /name: 还是样表中的文字/],
    ['broken YAML', 'contribution:', 'contribution: [', /2026\.yaml:\d+: 读不下去/],
    [
      'a fullwidth colon',
      'coverageYear: 2026',
      'coverageYear\uFF1A2026',
      /2026\.yaml:\d+: 这一行或上一行有全角的“\uFF1A”/,
    ],
  ])('%s is refused', (_mistake, before, after, message) => {
    expect(mistake(XIAOYI, before, after)).toMatch(message);
  });

  it('in the name of a file is refused, and so are two files for one year', () => {
    const file = (copy: string) => join(copy, XIAOYI);
    expect(saidAfter((copy) => renameSync(file(copy), file(copy).replace('.yaml', '.yml')))).toMatch(
      /2026\.yml: 文件名应为/,
    );
    expect(
      saidAfter((copy) => cpSync(join(copy, '141181-xiaoyi'), join(copy, '141181-again'), { recursive: true })),
    ).toMatch(/141181 2026 2025-10-21: 同一统筹区、年度和施行日期有两个文件/);
  });

  it('in ages that overlap is refused', () => {
    expect(mistake('310000-shanghai/2025.yaml', 'ageFrom: 60, ageUpTo: 69', 'ageFrom: 60, ageUpTo: 70')).toMatch(
      /年龄段与 seventyAndOver\(70–150 岁\)重叠/,
    );
  });

  it('in the days of versions is refused', () => {
    expect(mistake('140800-yuncheng/2024.yaml', 'inForceFrom: 2024-01-01', 'inForceFrom: 2023-08-01')).toMatch(
      /amendments\.0\.inForceFrom: 应晚于 2023-09-01/,
    );
  });

  it('in a national value for a year before the national rule is refused', () => {
    const message = mistake(
      '140800-yuncheng/2024.yaml',
      'extension: null',
      'extension: null\nwait:\n  fixedMonths: { standing: national }',
    );
    expect(message).toMatch(/wait\.fixedMonths.*: 2024 参保年度在这一项上没有全国规定/);
  });
});

describe('the tables', () => {
  it('cover the ten regions and years of the notices, Yuncheng twice', () => {
    const versions = allVersions.map(({ table }) => `${table.region}/${table.coverageYear} from ${table.inForceFrom}`);
    expect(versions).toEqual(
      expect.arrayContaining([
        '120000/2025 from 2024-10-08',
        '140400/2025 from 2024-09-14',
        '140800/2024 from 2023-09-01',
        '140800/2024 from 2024-01-01',
        '141034/2023 from 2022-11-03',
        '141181/2026 from 2025-10-21',
        '310000/2025 from 2024-09-01',
        '321000/2025 from 2024-09-01',
        '440300/2025 from 2025-01-01',
        '450100/2025 from 2024-09-01',
        '610000/2025 from 2024-09-01',
      ]),
    );
  });

  it('cite only clauses with a document and a quote', () => {
    for (const { table } of allVersions) {
      for (const [id, { document, quote }] of Object.entries(table.clauses)) {
        expect(quote, id).not.toBe('');
        expect(table.documents[document]?.title, id).toBeTruthy();
      }
    }
  });

  it('never carry the national wait before coverage year 2025', () => {
    for (const { table } of allVersions.filter(({ table }) => table.coverageYear < 2025)) {
      expect(table.wait.fixedMonths.standing).toBe('silent');
    }
  });

  it('have an id that is the hash of their content', () => {
    const [before, after] = versionsOf('140800', 2024);
    expect(before?.version).toMatch(/^2023-09-01\.2-[0-9a-f]{12}$/);
    expect(after?.version).not.toBe(before?.version);
  });

  it("give Changzhi's twelve county numbers and the hotline", () => {
    const enquiries = versionsOf('140400', 2025)[0]?.table.notice.enquiries ?? [];
    expect(enquiries.filter(({ about }) => about === 'registration_and_benefits')).toHaveLength(12);
    expect(enquiries[0]?.phone.value).toBe('12366');
    expect(enquiries.map(({ phone }) => phone.value).every((phone) => /^(0355-\d{7}|12366)$/.test(phone ?? ''))).toBe(
      true,
    );
  });

  it('have the JSON Schemas of editors beside them as generated', () => {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'));
    expect(read('table.schema.json'), 'run npm run policies').toEqual(tableFileSchema());
    expect(read('national.schema.json'), 'run npm run policies').toEqual(nationalFileSchema());
    expect(read('ways.schema.json'), 'run npm run policies').toEqual(waysFileSchema());
  });
});
