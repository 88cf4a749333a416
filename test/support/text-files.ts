/** Files as bureaus publish them. */
import { strToU8, zipSync } from 'fflate';

/** @param body paragraphs of WordprocessingML */
export const docx = (body: string): Buffer =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8('<Types/>'),
      'word/document.xml': strToU8(`<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`),
    }),
  );

/** A page with a line of text for each sentence, in the encoding of a Chinese font that is not part of the file. */
export function pdf(lines: readonly string[]): Buffer {
  const hex = (line: string): string => Buffer.from(line, 'utf16le').swap16().toString('hex');
  const page = `BT /F 10 Tf 20 800 Td ${lines.map((line) => `<${hex(line)}> Tj 0 -20 Td`).join(' ')} ET`;
  const parts = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 850]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${page.length}>>stream\n${page}\nendstream`,
    '<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 7 0 R/DW 1000>>',
    '<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
  ];
  let body = '%PDF-1.4\n';
  const at = parts.map((part, index) => {
    const start = body.length;
    body += `${index + 1} 0 obj${part}endobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${parts.length + 1}\n0000000000 65535 f \n${at.join('')}`;
  return Buffer.from(
    `${body}${table}trailer<</Size ${parts.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF`,
    'latin1',
  );
}
