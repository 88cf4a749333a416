/** A notice becomes a table of proposals: from each kind of file the same, and nothing of it is published unchecked. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../functions/domain/json.ts';
import { readPolicyText } from '../../functions/domain/policy-text/read-policy-text.ts';
import { loadMoreTables } from '../../functions/policies/files.ts';
import { writeProposedTable } from '../../functions/policies/proposed-table.ts';
import { readTextFile } from '../../functions/runtime/policy-texts/read-text-file.ts';
import { docx, pdf } from '../support/text-files.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'policy-text-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LINES = [
  '2025年度昆明市城乡居民基本医疗保险普通参保人群个人缴费标准为每人每年400元。',
  '人均财政补助标准为670元。',
  '2025年度昆明市城乡居民基本医疗保险集中缴费期为2024年9月1日至2025年2月25日。',
  '低保对象个人缴费标准为280元。',
  '2025年3月1日至2025年6月25日,个人缴费每人每年400元;2025年7月1日至2025年12月25日,个人缴费每人每年1070元。',
  '非集中缴费期参保缴费的普通参保人群,从缴费当月起3个月内为医保待遇享受固定等待期。',
  '残疾人由残联另行通知。',
];
const text = LINES.join('\n');
const paragraphs = LINES.map(
  (line) => `<w:p><w:r><w:t>${line.slice(0, 9)}</w:t></w:r><w:r><w:t>${line.slice(9)}</w:t></w:r></w:p>`,
);
/** Words of GB 18030 that stand for these in the test: Node writes UTF-8 only. */
const GB18030 = Buffer.from('323032352bc4ea', 'hex');

function proposalsOf(said: string): [string, Json][] {
  const reading = readPolicyText(said, { year: 2025 });
  return reading.ok ? reading.proposals.map(({ field, value }): [string, Json] => [field, value]) : [];
}

describe('A file is read to the same proposals', () => {
  it.each([
    ['TXT in UTF-8', Buffer.from(text)],
    ['TXT in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    [
      'HTML',
      Buffer.from(
        `<!DOCTYPE html><head><title>9</title></head><script>1元</script>${LINES.map((line) => `<p>${line.replace('400', '<b>400</b>')}</p>`).join('')}`,
      ),
    ],
    ['DOCX', docx(paragraphs.join(''))],
    ['PDF', pdf(LINES)],
  ])('%s', async (_, file) => expect(proposalsOf(await readTextFile(file))).toEqual(proposalsOf(text)));

  it('a PDF of pictures has no words, which the reader says', async () => {
    const reading = readPolicyText(await readTextFile(pdf([])), { year: 2025 });
    expect(reading).toMatchObject({ ok: false, refusal: { reason: 'empty' } });
  });

  it('TXT in GB 18030', async () => expect(await readTextFile(GB18030)).toBe('2025+年'));
});

describe('A file that cannot be read is refused with a sentence', () => {
  it.each([
    ['旧版 Word', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
    ['PDF 不完整', Buffer.from('%PDF-1.7\n')],
    ['PDF 不完整', pdf(LINES).subarray(0, 400)],
    ['不是文本文件', Buffer.from([0x41, 0, 0x42, 0, 0, 1, 2, 0])],
    ['不是 Word 文档', Buffer.from(zipSync({ 'a.txt': new Uint8Array([0x31]) }))],
    ['已损坏', docx(paragraphs.join('')).subarray(0, 200)],
    ['已损坏', docx('<w:p><w:t>a</w:p>')],
    ['已损坏', docx('<w:p>'.repeat(200))],
    ['太长', docx(`<w:p><w:t>${'居民医保'.repeat(10_000)}</w:t></w:p>`.repeat(60))],
    ['MB', Buffer.alloc(20_000_001, 0x41)],
  ])('%s', async (message, file) => expect(readTextFile(file)).rejects.toThrow(message));
});

const tableOf = (): JsonObject => {
  const reading = readPolicyText(text, { year: 2025 });
  if (!reading.ok) throw new Error(reading.refusal.message);
  return writeProposedTable(reading, { region: '530100', coverageYear: 2025, title: '通知' });
};
/** What a person does who finds each proposal right. */
function accepted(node: Json): Json {
  if (Array.isArray(node)) return node.map(accepted);
  if (typeof node !== 'object' || node === null) return node;
  const { proposed, read } = node;
  if (proposed === undefined) return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, accepted(one)]));
  if (read === undefined || ['late', 'in_time'].includes(String(proposed))) return proposed;
  if (typeof proposed !== 'object' || proposed === null) return `${proposed} @${read}`;
  return Array.isArray(proposed) ? { value: proposed, by: read } : { ...proposed, by: read };
}
function publish(table: JsonObject): string {
  mkdirSync(join(folder, 'tables/530100-kunming'), { recursive: true });
  writeFileSync(join(folder, 'tables/530100-kunming/2025.yaml'), JSON.stringify(table));
  try {
    return `${loadMoreTables(join(folder, 'tables'), join(root, 'workflows/policies')).length} published`;
  } catch (cause) {
    return String(cause);
  }
}

describe('The table of proposals', () => {
  it('is refused, each proposal by itself, until a person has checked them', () => {
    const said = publish(tableOf()).split('\n');
    expect(said.length).toBeGreaterThan(15);
    for (const line of said) expect(line).toMatch(/是从文件中读出的建议/);
    const checked = Object.fromEntries(Object.entries(tableOf()).map(([key, node]) => [key, accepted(node)]));
    expect(publish({ ...checked, name: '昆明市' })).toBe('1 published');
  });

  it('has the sentence of each value as its clause', () => {
    expect(tableOf()).toMatchObject({
      clauses: { 'T-01': { quote: LINES[0] } },
      contribution: [{ individual: { proposed: '400.00', read: 'T-01', sure: 'sure' } }],
    });
  });
});

const run = (...args: string[]) =>
  new Promise<{ stdout: string; stderr: string; status: number | null }>((done) => {
    const child = execFile(
      process.execPath,
      ['infra/commands/read-policy-text.ts', ...args],
      { cwd: root },
      (_, stdout, stderr) => done({ stdout, stderr, status: child.exitCode }),
    );
  });

it('a line is called by the name that the text has for its people, where that of the code is another', () => {
  const text =
    '2025年度居民医保:低保边缘家庭成员和困境儿童个人缴费标准为80元。脱贫户个人缴费标准为20元。低保对象个人缴费标准为30元。';
  const reading = readPolicyText(text, { year: 2025 });
  if (!reading.ok) throw new Error(reading.refusal.message);
  const { aid } = writeProposedTable(reading, { region: '410100', coverageYear: 2025, title: '通知' });
  const names = [...JSON.stringify(aid).matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name);
  expect(names).toEqual(['低保边缘家庭成员、困境儿童', '脱贫户']);
});

it('the command prints the table and what was not read, and tells plainly what it cannot read', async () => {
  const file = join(folder, 'notice.txt');
  writeFileSync(file, text);
  const { stdout, status } = await run(file, '--region', '530100', '--year', '2025');
  expect(status).toBe(0);
  expect(parse(stdout)).toEqual({ ...tableOf(), name: '昆明市', documents: { notice: { title: 'notice.txt' } } });
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('# - 残疾人由残联另行通知。');
  writeFileSync(file, '从前有座山');
  const refused = await run(file, '--region', '530100', '--year', '2025');
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toContain('没有可读的文字');
});
