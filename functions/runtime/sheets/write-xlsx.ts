/**
 * Writes a table for a spreadsheet program: one that people fill in, or a list that they take away. Every cell is text,
 * amounts of a list apart: the program must not make a number or a date of an id number. A column with choices gets a
 * drop-down. The rules for filling it in stand in the first row and on a sheet of their own.
 */
import { writeHarmlessText } from './harmless-text.ts';
import { writeZip } from './zip-writer.ts';

interface ListColumn {
  title: string;
  /** In characters. */
  width: number;
  /** Decimal yuan, as a number that can be added up. */
  amount?: true;
  /** A whole number that can be added up. */
  count?: true;
}

interface WrittenColumn extends ListColumn {
  required: boolean;
  /** How to fill it in. */
  rule: string;
  example: string;
  /** At most 255 characters together. */
  choices?: readonly string[];
}

export interface WrittenTable {
  sheet: string;
  /** The first row, above the header. */
  notice: string;
  columns: readonly WrittenColumn[];
  rows: readonly (readonly string[])[];
}

/** A list that is taken away: nobody fills it in, so there are no rules. */
export interface WrittenList extends Omit<WrittenTable, 'columns'> {
  columns: readonly ListColumn[];
}

/** The last row that has the drop-downs: those of the largest batch. */
const ROWS_WITH_CHOICES = 20_002;
const FIRST_ROW = 3;

// Styles by number, as `styles.xml` lists them.
const TEXT = 1;
const HEADER = 2;
const REQUIRED_HEADER = 3;
const NOTICE = 4;
const AMOUNT = 5;
const COUNT = 6;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

export function writeXlsx(table: WrittenTable): Buffer {
  const { columns, rows } = table;
  const lastRow = Math.max(ROWS_WITH_CHOICES, FIRST_ROW + rows.length);
  const choices = columns.flatMap(({ choices: list }, index) =>
    list ? [dropDown(`${columnName(index)}${FIRST_ROW}:${columnName(index)}${lastRow}`, list)] : [],
  );
  const required = new Set(columns.filter((column) => column.required).map(({ title }) => title));
  return workbookOf([
    { name: table.sheet, content: dataSheet(table, { choices, required }) },
    { name: '填表说明', content: rulesSheet(columns) },
  ]);
}

export const writeListXlsx = (list: WrittenList): Buffer =>
  workbookOf([{ name: list.sheet, content: dataSheet(list, { choices: [], required: new Set() }) }]);

function workbookOf(sheets: readonly { name: string; content: string }[]): Buffer {
  const parts = sheets.map(({ content }, index) => ({ name: `worksheets/sheet${index + 1}`, content }));
  return writeZip([
    { name: '[Content_Types].xml', content: contentTypes(parts.map(({ name }) => name)) },
    { name: '_rels/.rels', content: relations([['officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', content: workbook(sheets.map(({ name }) => name)) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...parts.map(({ name }) => ['worksheet', `${name}.xml`] as const),
        ['styles', 'styles.xml'] as const,
      ]),
    },
    { name: 'xl/styles.xml', content: styles() },
    ...parts.map(({ name, content }) => ({ name: `xl/${name}.xml`, content })),
  ]);
}

function dataSheet(
  { notice, columns, rows }: WrittenList,
  { choices, required }: { choices: readonly string[]; required: ReadonlySet<string> },
): string {
  const last = columnName(columns.length - 1);
  const header = columns.map(({ title }, index) =>
    cell(`${columnName(index)}2`, title, required.has(title) ? REQUIRED_HEADER : HEADER),
  );
  const body = rows.map((cells, index) => {
    const row = FIRST_ROW + index;
    const written = cells.map((text, column) => {
      if (text === '') return '';
      const place = `${columnName(column)}${row}`;
      const style = styleOf(columns[column] ?? {});
      return style === TEXT ? cell(place, text, TEXT) : numberCell(place, text, style);
    });
    return `<row r="${row}">${written.join('')}</row>`;
  });
  const validations =
    choices.length > 0 ? `<dataValidations count="${choices.length}">${choices.join('')}</dataValidations>` : '';
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/>${widths(columns)}<sheetData><row r="1" ht="64" customHeight="1">${cell('A1', notice, NOTICE)}</row><row r="2">${header.join('')}</row>${body.join('')}</sheetData><mergeCells count="1"><mergeCell ref="A1:${last}1"/></mergeCells>${validations}</worksheet>`;
}

const styleOf = ({ amount, count }: Pick<ListColumn, 'amount' | 'count'>): number =>
  amount ? AMOUNT : count ? COUNT : TEXT;

const widths = (columns: readonly ListColumn[]): string =>
  `<cols>${columns
    .map(
      (column, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${column.width}" style="${styleOf(column)}" customWidth="1"/>`,
    )
    .join('')}</cols>`;

const dropDown = (range: string, choices: readonly string[]): string =>
  `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="请从列表中选择" error="请从下拉列表中选择" sqref="${range}"><formula1>&quot;${xmlText(choices.join(','))}&quot;</formula1></dataValidation>`;

function rulesSheet(columns: readonly WrittenColumn[]): string {
  const lines = [
    ['列', '是否必填', '填写要求', '示例'],
    ...columns.map(({ title, required, rule, example }) => [title, required ? '必填' : '选填', rule, example]),
  ];
  const rows = lines.map((line, index) => {
    const cells = line.map((text, column) =>
      cell(`${columnName(column)}${index + 1}`, text, index === 0 ? HEADER : TEXT),
    );
    return `<row r="${index + 1}">${cells.join('')}</row>`;
  });
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><cols><col min="1" max="2" width="16" customWidth="1"/><col min="3" max="3" width="70" customWidth="1"/><col min="4" max="4" width="24" customWidth="1"/></cols><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

const cell = (reference: string, text: string, style: number): string =>
  `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(writeHarmlessText(text))}</t></is></c>`;

/** What is no number stays text. */
const numberCell = (reference: string, text: string, style: number): string =>
  /^-?\d+(?:\.\d+)?$/.test(text) ? `<c r="${reference}" s="${style}"><v>${text}</v></c>` : cell(reference, text, TEXT);

/** `A` for 0, `AB` for 27. */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML doesn't have fall away. */
const xmlText = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);

const contentTypes = (worksheets: readonly string[]): string => {
  const type = (part: string, kind: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook', 'sheet.main')}${worksheets.map((name) => type(name, 'worksheet')).join('')}${type('styles', 'styles')}</Types>`;
};

const relations = (targets: readonly (readonly [kind: string, target: string])[]): string =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([kind, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const workbook = (names: readonly string[]): string =>
  `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names
    .map((name, index) => `<sheet name="${xmlText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')}</sheets></workbook>`;

/** Format 49 is text, 4 an amount with separators and two places. */
const styles = (): string =>
  `${DECLARATION}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><color rgb="FFC00000"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/></cellXfs></styleSheet>`;
