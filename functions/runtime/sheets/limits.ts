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
