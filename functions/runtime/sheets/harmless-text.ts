/**
 * Text that a spreadsheet would take for a formula (a Chinese one also by full-width signs) is given back behind an apostrophe, which the reading of cells
 * takes away again, so that a file that we gave can be sent back as it is.
 */
export const writeHarmlessText = (text: string): string =>
  /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/.test(text) ? `'${text}` : text;
