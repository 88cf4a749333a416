/** Files that nobody should send: sound ones of every template, with something changed in their cells or their bytes. */
import fc from 'fast-check';
import { TREASURY_RESULT_TEMPLATE } from '../../functions/domain/exchange/treasury-result-row.ts';
import { type Template, templateNoticeOf } from '../../functions/domain/imports/template.ts';
import { IMPORT_TEMPLATES } from '../../functions/domain/imports/templates.ts';
import { DEPARTURE_TEMPLATE } from '../../functions/domain/student-batch/departure-row.ts';
import { writeXlsx } from '../../functions/runtime/sheets/write-xlsx.ts';
import { textRow, workbook } from '../support/workbooks.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Templates by the path that takes them. */
const templatesOf = (path: string): readonly Template[] => {
  if (path.startsWith('/batches')) return [DEPARTURE_TEMPLATE];
  return path.endsWith('treasury-results') ? [TREASURY_RESULT_TEMPLATE] : Object.values(IMPORT_TEMPLATES);
};

/** Rows of a template's own examples, with cells of somebody else's choice among them. */
const rowsOf = ({ columns }: Template, cell: fc.Arbitrary<string>): fc.Arbitrary<string[][]> =>
  fc.array(fc.tuple(...columns.map(({ example }) => fc.oneof({ weight: 6, arbitrary: fc.constant(example) }, cell))), {
    minLength: 1,
    maxLength: 5,
  });

const titlesOf = ({ columns }: Template): string[] => columns.map(({ title }) => title);

const quote = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const sound = (template: Template, cell: fc.Arbitrary<string>): fc.Arbitrary<Bytes> =>
  fc.tuple(rowsOf(template, cell), fc.constantFrom('csv', 'csv', 'bom', 'xlsx')).map(([rows, form]) => {
    const { title, columns } = template;
    if (form === 'xlsx')
      return new Uint8Array(writeXlsx({ sheet: title, notice: templateNoticeOf(template), columns, rows }));
    const lines = [columns.map((column) => column.title), ...rows].map((row) => row.map(quote).join(','));
    return new TextEncoder().encode(`${form === 'bom' ? '\ufeff' : ''}${lines.join('\n')}\n`);
  });

/** One change of the bytes, at a place that is told by a share of the whole. */
type Change = (bytes: Bytes, at: number, length: number) => Bytes;

const joined = (...parts: Uint8Array[]): Bytes => {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
};

const CHANGES: readonly Change[] = [
  (bytes, at) => bytes.slice(0, at),
  (bytes, at) => bytes.slice(at),
  (bytes, at, length) => joined(bytes.slice(0, at), bytes.slice(at + length)),
  (bytes, at, length) => joined(bytes.slice(0, at + length), bytes.slice(at)),
  (bytes, at, length) => bytes.map((byte, place) => (place >= at && place < at + length ? byte ^ 0xff : byte)),
  (bytes, at, length) => bytes.map((byte, place) => (place >= at && place < at + length ? 0 : byte)),
  (bytes, at, length) => joined(bytes.slice(0, at), new Uint8Array(length * 50).fill(0x2c), bytes.slice(at)),
  (bytes, at, length) => joined(bytes.slice(0, at), new Uint8Array(length).fill(0x22), bytes.slice(at)),
  (bytes, at, length) => joined(bytes.slice(0, at), new Uint8Array(length * 50).fill(0x0a), bytes.slice(at)),
  // Lengths and offsets of a ZIP stand in four bytes, the lowest first.
  (bytes, at) => bytes.map((byte, place) => (place >= at && place < at + 4 ? 0xff : byte)),
];

const changed = (file: fc.Arbitrary<Bytes>): fc.Arbitrary<Bytes> =>
  fc
    .tuple(
      file,
      fc.array(
        fc.tuple(
          fc.constantFrom(...CHANGES),
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.integer({ min: 1, max: 40 }),
        ),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
    )
    .map(([bytes, changes]) =>
      changes.reduce((now, [change, share, length]) => change(now, Math.floor(share * now.length), length), bytes),
    );

/** What a long thing is made of: what expressions go back over, and what readers keep. */
const PIECES = [
  '1',
  ' ',
  '\n',
  '\r\n',
  '"',
  '""',
  ',',
  '\t',
  '[',
  '\\',
  'A',
  '<x>',
  '<c/>',
  '<row/>',
  '<mergeCell ref="A1:B1"/>',
];
const longText = fc
  .tuple(fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 2 }), fc.integer({ min: 5000, max: 200_000 }))
  .map(([pieces, length]) => pieces.join('').repeat(Math.ceil(length / pieces.join('').length)));

const inAttribute = (text: string): string => text.replaceAll(/[<&"]/g, 'x');

/** Long in a place where a workbook is short: a range, a place, a number, a format, a text, an element. */
const longWorkbook = (template: Template): fc.Arbitrary<Bytes> =>
  fc.tuple(longText, fc.nat(5)).map(([text, place]) => {
    const table = [
      textRow(1, titlesOf(template)),
      textRow(
        2,
        template.columns.map(({ example }) => example),
      ),
    ].join('');
    const at = (wanted: number, xml: string): string => (place === wanted ? xml : '');
    return new Uint8Array(
      workbook({
        sheets: [
          table +
            at(0, `<row r="${inAttribute(text)}"/>`) +
            at(1, `<row r="3"><c r="${inAttribute(text)}"><v>1</v></c></row>`) +
            at(2, text),
        ],
        behind: at(3, `<mergeCells><mergeCell ref="${inAttribute(text)}"/></mergeCells>`),
        shared: [at(4, inAttribute(text))],
        styles: at(5, `<numFmts><numFmt numFmtId="164" formatCode="${inAttribute(text)}"/></numFmts>`),
      }),
    );
  });

/** A table behind, before or around something long. */
const longTable = (template: Template): fc.Arbitrary<Bytes> =>
  fc.tuple(longText, fc.nat(3)).map(([text, place]) => {
    const head = `${titlesOf(template).join(',')}\n`;
    const forms = [`${text}${head}`, `${head}${text}`, `${head}"${text}`, `${head}x${text}x\n1,2\n`];
    return new TextEncoder().encode(forms[place]);
  });

/** @param cell texts that break something somewhere */
export function hostileFiles(path: string, cell: fc.Arbitrary<string>): fc.Arbitrary<Bytes> {
  const files = fc.oneof(...templatesOf(path).map((template) => sound(template, cell)));
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));
  return fc.oneof(
    { weight: 2, arbitrary: files },
    { weight: 6, arbitrary: changed(files) },
    { weight: 1, arbitrary: fc.oneof(...templatesOf(path).map(longWorkbook)) },
    { weight: 1, arbitrary: fc.oneof(...templatesOf(path).map(longTable)) },
    { weight: 1, arbitrary: bytes },
    { weight: 1, arbitrary: bytes.map((array) => joined(new Uint8Array([0x50, 0x4b, 3, 4]), array)) },
    { weight: 1, arbitrary: fc.constant(new TextEncoder().encode('%PDF-1.7')) },
  );
}
