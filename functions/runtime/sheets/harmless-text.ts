/**
 * Text that a spreadsheet would take for a formula is given back behind an apostrophe, which the reading of cells
 * takes away again, so that a file that we gave can be sent back as it is.
 */
export const writeHarmlessText = (text: string): string => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
