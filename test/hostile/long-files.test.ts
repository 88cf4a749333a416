/** Files that are long where nobody is: each is read in work that grows with it, or refused before it is kept. */
import { describe, expect, test } from 'vitest';
import {
  auditRoutes,
  draftsRoutes,
  filesRoutes,
  outboxRoutes,
  readRoutes,
  writeRoutes,
} from '../../functions/api/entries/routes.ts';
import { readParts } from '../../functions/api/imports/receive-file.ts';
import { PAYMENT_TEMPLATE } from '../../functions/domain/imports/payment-row.ts';
import { ProblemError } from '../../functions/runtime/problem.ts';
import { writeZip } from '../../functions/runtime/sheets/zip-writer.ts';
import { textRow, workbook } from '../support/workbooks.ts';
import { growthOf } from './growth.ts';

const titles = PAYMENT_TEMPLATE.columns.map(({ title }) => title);
const example = PAYMENT_TEMPLATE.columns.map(({ example }) => example);
const head = `${titles.join(',')}\n`;
const table = textRow(1, titles) + textRow(2, example);

async function faultOf(file: Buffer): Promise<unknown> {
  try {
    for await (const _ of readParts(file, PAYMENT_TEMPLATE));
    return 'read';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    expect(error.problem.detail).toMatch(/。$/);
    return error.problem.fault;
  }
}

const sheet = (content: string, behind = ''): Buffer => workbook({ sheets: [content], behind });
const styled = (styles: string): Buffer => workbook({ sheets: [table], styles });
const part = (name: string, content: string): Buffer =>
  writeZip([
    { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="a" id="1"/></sheets></workbook>' },
    { name, content },
  ]);

const LONG: [what: string, file: (size: number) => Buffer, fault: string][] = [
  ['a CSV of blank lines', (size) => Buffer.from('\n'.repeat(size)), 'empty'],
  ['a CSV of blank lines below its header', (size) => Buffer.from(head + ' \r\n'.repeat(size)), 'empty'],
  ['a CSV of spaces', (size) => Buffer.from(' '.repeat(size)), 'empty'],
  ['a CSV of tabs and line breaks', (size) => Buffer.from('\t\n \r'.repeat(size / 4)), 'empty'],
  ['a CSV of one long cell', (size) => Buffer.from(`${head}${'1'.repeat(size)}\n`), 'read'],
  ['a CSV of one long cell in quotes', (size) => Buffer.from(`${head}"${'""'.repeat(size / 2)}"\n`), 'read'],
  ['a CSV of quotes that have no end', (size) => Buffer.from(`${head}"${'\n'.repeat(size)}`), 'damaged'],
  ['a CSV of quotes', (size) => Buffer.from(`${head}${'"'.repeat(size)}x\n`), 'damaged'],
  ['a CSV of commas', (size) => Buffer.from(`${head}${','.repeat(size)}`), 'too_many_columns'],
  [
    'a merged range of digits',
    (size) => sheet(table, `<mergeCells><mergeCell ref="${'1'.repeat(size)}x"/></mergeCells>`),
    'merged_cells',
  ],
  ['many merged ranges', (size) => sheet(table, '<mergeCell ref="A1:B1"/>'.repeat(size / 4)), 'merged_cells'],
  [
    'a cell whose place is long',
    (size) => sheet(`<row r="1"><c r="${'A'.repeat(size)}"><v>1</v></c></row>`),
    'too_many_columns',
  ],
  ['a row whose number is long', (size) => sheet(`<row r="${'1'.repeat(size)}"><c><v>1</v></c></row>`), 'damaged'],
  [
    'a row of empty cells',
    (size) => sheet(`<row r="1">${'<c/>'.repeat(size)}<c><v>1</v></c></row>`),
    'too_many_columns',
  ],
  ['many empty rows', (size) => sheet(`${'<row/>'.repeat(size / 4)}<row><c><v>1</v></c></row>`), 'wrong_template'],
  [
    'an element of many attributes',
    (size) => sheet(`<row ${Array.from({ length: size / 8 }, (_, n) => `a${n}="1"`).join(' ')}/>`),
    'damaged',
  ],
  ['elements in each other', (size) => sheet('<x>'.repeat(size / 4)), 'damaged'],
  ['a format of brackets', (size) => styled(`<numFmt numFmtId="164" formatCode="${'['.repeat(size)}"/>`), 'read'],
  ['a format of quotes', (size) => styled(`<numFmt numFmtId="164" formatCode='${'"'.repeat(size + 1)}'/>`), 'read'],
  ['a format of strokes', (size) => styled(`<numFmt numFmtId="164" formatCode="${'\\'.repeat(size + 1)}"/>`), 'read'],
  ['many formats', (size) => styled(`<cellXfs>${'<xf/>'.repeat(size)}</cellXfs>`), 'read'],
  ['many sheets', (size) => part('xl/worksheets/sheet1.xml', '<sheet/>'.repeat(size)), 'empty'],
];

describe('a file that is long', () => {
  test.each(LONG)('by %s is read in work that grows as it does, and said what is wrong', async (_what, make, fault) => {
    expect(await faultOf(make(100_000))).toBe(fault);
    const growth = await growthOf((size) => faultOf(make(size)), 100_000);
    expect(growth).toBeLessThan(9);
  });

  test('by a text of millions of characters is refused before it is kept', async () => {
    expect(await faultOf(sheet(textRow(1, ['1'.repeat(3_000_000)])))).toBe('damaged');
    expect(await faultOf(sheet(`<!--${'-x'.repeat(2_000_000)}-->${table}`))).toBe('damaged');
  });
});

test('a file is read by the function that no desk waits for, which may complete no task', () => {
  const others = [writeRoutes, readRoutes, outboxRoutes, auditRoutes, draftsRoutes].flat();
  const takeFiles = (routes: readonly { description: { fileLimit?: number; path: string } }[]) =>
    routes.flatMap(({ description: { fileLimit, path } }) => (fileLimit === undefined ? [] : [path]));
  expect(takeFiles(others)).toEqual([]);
  expect(takeFiles(filesRoutes)).toEqual(['/imports/{kind}', '/batches', '/imports/treasury-results', '/policy-texts']);
});
