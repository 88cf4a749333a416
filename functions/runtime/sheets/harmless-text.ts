/**
 * A spreadsheet takes some text for a formula; a Chinese one also by full-width signs. Such text is written behind an
 * apostrophe. Our reader takes the apostrophe away again, so people can send our file back as it is.
 */
export const writeHarmlessText = (text: string): string =>
  /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\t\r\n]/.test(text) ? `'${text}` : text;
