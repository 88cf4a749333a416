import { describe, expect, test } from 'vitest';
import type { SheetRow } from '../../../functions/domain/imports/cell.ts';
import { PAYMENT_TEMPLATE } from '../../../functions/domain/imports/payment-row.ts';
import { openTableReader, type TableRow } from '../../../functions/domain/imports/read-table.ts';
import { SheetError } from '../../../functions/domain/imports/sheet-error.ts';
import { templateNoticeOf } from '../../../functions/domain/imports/template.ts';
import { readSheet } from '../../../functions/runtime/sheets/read-sheet.ts';
import { writeCsv } from '../../../functions/runtime/sheets/write-csv.ts';
import { writeXlsx } from '../../../functions/runtime/sheets/write-xlsx.ts';
import { writeZip } from '../../../functions/runtime/sheets/zip-writer.ts';
import { inline, textRow, workbook } from '../../support/workbooks.ts';

async function rowsOf(file: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readSheet(file)) rows.push(row);
  return rows;
}

const textsOf = async (file: Buffer): Promise<string[][]> =>
  (await rowsOf(file)).map(({ cells }) => cells.map(({ text }) => text));

async function tableOf(file: Buffer): Promise<TableRow[]> {
  const reader = openTableReader(PAYMENT_TEMPLATE);
  const rows: TableRow[] = [];
  const table = readSheet(file);
  for (;;) {
    const next = await table.next();
    if (next.done) {
      reader.finish(next.value.merged);
      return rows;
    }
    const row = reader.take(next.value);
    if (row) rows.push(row);
  }
}

async function faultOf(file: Buffer, read: (file: Buffer) => Promise<unknown> = rowsOf): Promise<string> {
  try {
    await read(file);
    return 'none';
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    expect(error.message).toMatch(/[\u4e00-\u9fff].*。$/s);
    return error.fault;
  }
}

describe('a CSV', () => {
  const text = '姓名,地址\r\n张三,"晋中,""老街"""\r\n\r\n李四,\n';
  const rows = [
    ['姓名', '地址'],
    ['张三', '晋中,"老街"'],
    ['李四', ''],
  ];
  test.each([
    ['in UTF-8', Buffer.from(text)],
    ['in UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    [
      'in GB 18030',
      Buffer.from('d0d5c3fb2cb5d8d6b70d0ad5c5c8fd2c22bdfad6d02c2222c0cfbdd6222222' + '0d0a0d0ac0eecbc42c0a', 'hex'),
    ],
    [
      'with tabs',
      Buffer.from(text.replaceAll('张三,', '张三\t').replace('姓名,', '姓名\t').replace('李四,', '李四\t')),
    ],
  ])('%s is read', async (_what, file) => {
    expect(await textsOf(file)).toEqual(rows);
  });

  test('of 20,000 lines is numbered as a spreadsheet numbers it, blank lines counted', async () => {
    const file = Buffer.from(`a,b\n\n${'1,2\n'.repeat(20_000)}`);
    expect((await rowsOf(file)).at(-1)?.row).toBe(20_002);
  });

  test.each([
    ['cut inside of quotes', 'a,b\n1,"2', 'damaged'],
    ['cut inside of its last line', 'a,b,c\n1,2,3\n1,2', 'damaged'],
    ['cut inside of a character of UTF-8', Buffer.from('姓名,住址\n张三,地').subarray(0, -1), 'damaged'],
    ['cut inside of a character of GB 18030', Buffer.from('d0d5c3fb2cb5d8d6b70d0ad5c5c8fd2cd6', 'hex'), 'damaged'],
    ['in UTF-16', Buffer.from('\uFEFF姓名\t住址\n张三\t地\n', 'utf16le'), 'unknown_encoding'],
    ['with text behind quotes', 'a,b\n"1"x,2\n', 'damaged'],
    ['whose characters were lost on the way', 'a,\uFFFD\n', 'unknown_encoding'],
    ['of 300 columns', `${'a,'.repeat(300)}\n`, 'too_many_columns'],
    ['of 200,000 lines', 'a,b\n'.repeat(200_000), 'too_many_rows'],
    ['with nothing', '', 'empty'],
    ['with blank lines only', '\n,,\n', 'empty'],
  ])('%s is refused with the reason', async (_what, content, fault) => {
    expect(await faultOf(typeof content === 'string' ? Buffer.from(content) : content)).toBe(fault);
  });
});

describe('an XLSX', () => {
  test('is read with what each cell is: text, number, date, formula', async () => {
    const file = workbook({
      sheets: [
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="1"><v>46091</v></c></row>` +
          `<row r="4"><c r="A4"><v>1.10101E+17</v></c><c r="B4"><f>1+1</f><v>2</v></c><c r="C4" t="b"><v>1</v></c></row>`,
      ],
      shared: ['张三'],
      styles:
        '<numFmts><numFmt numFmtId="164" formatCode="yyyy/m/d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>',
    });
    expect(await rowsOf(file)).toEqual([
      {
        row: 1,
        cells: [
          { text: '张三', form: 'text' },
          { text: '', form: 'text' },
          { text: '46091', form: 'date' },
        ],
      },
      {
        row: 4,
        cells: [
          { text: '1.10101E+17', form: 'number' },
          { text: '2', form: 'formula' },
          { text: '1', form: 'boolean' },
        ],
      },
    ]);
  });

  test('that we wrote is read as it was written, without its sheet of rules', async () => {
    const columns = [{ title: '甲', width: 10, required: true, rule: '规则', example: '例', choices: ['一', '二'] }];
    const file = writeXlsx({ sheet: '表', notice: '说明', columns, rows: [['<&">'], ['  a b']] });
    expect(await textsOf(file)).toEqual([['说明'], ['甲'], ['<&">'], ['  a b']]);
  });

  const good = workbook({ sheets: [textRow(1, ['a', 'b']), ''] });
  test.each([
    ['cut in the middle', good.subarray(0, good.length / 2), 'damaged'],
    [
      'of which a byte is wrong',
      Buffer.concat([good.subarray(0, 60), Buffer.from([1, 2, 3]), good.subarray(63)]),
      'damaged',
    ],
    [
      'of many entries',
      writeZip(Array.from({ length: 300 }, (_, n) => ({ name: `${n}`, content: '' }))),
      'unpacks_too_large',
    ],
    ['that is a ZIP of something else', writeZip([{ name: 'a.txt', content: 'a' }]), 'not_a_table'],
    ['that is a PDF', Buffer.from('%PDF-1.7 …'), 'not_a_table'],
    ['of the old kind, or with a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old_excel'],
    ['with 300 columns', workbook({ sheets: [`<row r="1">${inline('KN1', 'x')}</row>`] }), 'too_many_columns'],
    ['whose rows go back', workbook({ sheets: [textRow(2, ['a']) + textRow(1, ['b'])] }), 'damaged'],
    ['whose rows have no number', workbook({ sheets: ['<row r="x"><c><v>1</v></c></row>'] }), 'damaged'],
    [
      'whose cells go back',
      workbook({ sheets: [`<row r="1">${inline('B1', 'x')}${inline('A1', 'y')}</row>`] }),
      'damaged',
    ],
    ['with two sheets of content', workbook({ sheets: [textRow(1, ['a']), textRow(1, ['b'])] }), 'not_a_table'],
    [
      'that defines entities of its own',
      writeZip([{ name: 'xl/workbook.xml', content: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }]),
      'damaged',
    ],
  ])('%s is refused with the reason', async (_what, file, fault) => {
    expect(await faultOf(file)).toBe(fault);
  });

  test('of 10,000 characters in a cell keeps no more than it takes to see that they are too many', async () => {
    const [row] = await rowsOf(workbook({ sheets: [textRow(1, ['长'.repeat(10_000)])] }));
    expect(row?.cells[0]?.text.length).toBe(501);
  });
});

describe('the table in a file', () => {
  const titles = PAYMENT_TEMPLATE.columns.map(({ title }) => title);

  test('is found below a notice, its columns in any order, ours left out where they are not required', async () => {
    const file = workbook({
      sheets: [
        textRow(1, [templateNoticeOf(PAYMENT_TEMPLATE)]) +
          textRow(2, [...titles].reverse()) +
          textRow(3, [...titles].reverse()),
      ],
      behind: '<mergeCells><mergeCell ref="A1:J1"/></mergeCells>',
    });
    const [row] = await tableOf(file);
    expect(row?.cells.map(({ text }) => text)).toEqual(titles);
  });

  test.each([
    [
      'merged cells among its rows',
      workbook({
        sheets: [textRow(1, titles) + textRow(2, ['1'])],
        behind: '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>',
      }),
      'merged_cells',
    ],
    [
      'the template of another year',
      workbook({ sheets: [textRow(1, ['模板版本 2025.1']) + textRow(2, titles)] }),
      'old_template',
    ],
    ['a column that is missing', writeCsv([titles.slice(1), titles.slice(1)]), 'wrong_template'],
    ['a column that is there twice', writeCsv([[...titles, '金额'], titles]), 'wrong_template'],
    ['no header', writeCsv(Array.from({ length: 12 }, () => ['x', 'y'])), 'wrong_template'],
    ['a header and nothing else', writeCsv([titles]), 'empty'],
  ])('is refused for %s', async (_what, file, fault) => {
    expect(await faultOf(file, tableOf)).toBe(fault);
  });
});

test.each(['=cmd|calc', '+1', '-1', '@SUM(A1)', '\tx', '\uFF1D1+1', '\uFF20SUM(A1)'])(
  'what a spreadsheet would run (%j) is given back as text',
  async (text) => {
    const written = writeCsv([[text]]).toString('utf8');
    expect(written.replace(/^\uFEFF"?/, '')).toMatch(/^'/);
    const [, , row] = await textsOf(
      writeXlsx({
        sheet: '表',
        notice: '说',
        columns: [{ title: '甲', width: 9, required: true, rule: '', example: '' }],
        rows: [[text]],
      }),
    );
    expect(row).toEqual([`'${text}`]);
  },
);
