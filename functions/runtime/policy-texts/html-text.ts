/** The words of a page, a line for each block; scripts, styles and what is hidden in the head are left out. */
import { Parser } from 'htmlparser2';

const BLOCKS = new Set(
  'p div br tr li h1 h2 h3 h4 h5 h6 table section article header footer ul ol dt dd blockquote pre'.split(' '),
);
const SILENT = new Set(['script', 'style', 'head', 'noscript', 'template', 'svg', 'iframe', 'select']);

/** Read as it comes, so that a page a million elements deep costs no stack. */
export function htmlText(page: string): string {
  const words: string[] = [];
  let silent = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (SILENT.has(name)) silent += 1;
        if (BLOCKS.has(name)) words.push('\n');
      },
      ontext(text) {
        if (silent === 0) words.push(text.replaceAll(/[\r\n]/g, ' '));
      },
      onclosetag(name) {
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        if (BLOCKS.has(name)) words.push('\n');
        if (name === 'td' || name === 'th') words.push(' ');
      },
    },
    { decodeEntities: true },
  );
  parser.end(page);
  return words.join('');
}
