/** XLSX files as strangers make them: only as much of one as a test is about. */
import { writeZip } from '../../functions/runtime/sheets/zip-writer.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Parts {
  /** XML inside of `<sheetData>` of each sheet. */
  sheets: readonly string[];
  /** XML behind `<sheetData>`. */
  behind?: string;
  shared?: readonly string[];
  styles?: string;
}

export function workbook({ sheets, behind = '', shared = [], styles = '' }: Parts): Buffer {
  const named = sheets.map(
    (_, index) => `<sheet name="表${index + 1}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const relations = sheets.map(
    (_, index) => `<Relationship Id="rId${index + 1}" Type="t" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return writeZip([
    {
      name: 'xl/workbook.xml',
      content: `<workbook ${MAIN} xmlns:r="${RELATIONS}"><sheets>${named.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst ${MAIN}>${shared.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
    },
    { name: 'xl/styles.xml', content: `<styleSheet ${MAIN}>${styles}</styleSheet>` },
    ...sheets.map((content, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<worksheet ${MAIN}><sheetData>${content}</sheetData>${behind}</worksheet>`,
    })),
  ]);
}

export const inline = (reference: string, text: string): string =>
  `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;

/** A row of texts, from column A. */
export const textRow = (row: number, texts: readonly string[]): string =>
  `<row r="${row}">${texts.map((text, index) => inline(`${String.fromCharCode(65 + index)}${row}`, text)).join('')}</row>`;
