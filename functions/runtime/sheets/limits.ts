/** What a file may be. Each limit keeps one request within the memory and time of one function. */

/** Bytes of a file in one request: 6 MB of payload hold no more once it is base64. */
export const FILE_LIMIT = 4_500_000;
export const ROW_LIMIT = 100_000;
export const COLUMN_LIMIT = 100;
/** Characters of a cell that are kept; a longer one is reported by its row. */
export const CELL_LIMIT = 500;
/** Entries of an XLSX; Excel writes about twenty. */
export const ENTRY_LIMIT = 200;
/** Bytes that an XLSX may unpack to, all its entries together. */
export const UNPACKED_LIMIT = 150_000_000;
/** Texts of an XLSX that cells share, counted in characters. */
export const SHARED_TEXT_LIMIT = 20_000_000;
/** Lines of a CSV, those that are blank among them: rows of a sheet of Excel. */
export const LINE_LIMIT = 1_048_576;
/** Cells of a sheet, those that are empty among them. */
export const CELLS_LIMIT = ROW_LIMIT * COLUMN_LIMIT;
/** Attributes of an element of XML, and how deep elements lie in each other. */
export const ATTRIBUTE_LIMIT = 200;
export const DEPTH_LIMIT = 100;
/** Characters of a text, a tag or a comment of XML; a cell of Excel holds 32,767. */
export const TOKEN_LIMIT = 1_000_000;
/** Elements of an XLSX's list of sheets, of its formats, and of the texts that cells share. */
export const WORKBOOK_ELEMENT_LIMIT = 20_000;
export const STYLE_ELEMENT_LIMIT = 500_000;
export const SHARED_ELEMENT_LIMIT = 10_000_000;
export const MERGED_LIMIT = 10_000;
