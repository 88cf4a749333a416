/** A table that people fill in or systems export: its columns, in order, with what each cell may hold. */

export interface Column<Key extends string = string> {
  key: Key;
  /** As the header shows it. */
  title: string;
  required: boolean;
  /** In characters. */
  width: number;
  /** How to fill it in. */
  rule: string;
  example: string;
  /** For the drop-down; at most 255 characters together. */
  choices?: readonly string[];
}

export const defineColumn = <Key extends string>(
  key: Key,
  title: string,
  required: boolean,
  width: number,
  rule: string,
  example: string,
) => ({ key, title, required, width, rule, example });

export interface Template<Key extends string = string> {
  title: string;
  /** Changes with the columns: a file that says another version is refused. */
  version: string;
  columns: readonly Column<Key>[];
}

/** The column that a file with failing rows has at its end; it is not read again. */
export const RESULT_TITLE = '校验结果';

const VERSION = /模板版本\s*([\w.-]+)/;

export const versionIn = (text: string): string | null => VERSION.exec(text)?.[1] ?? null;

/** The first row of a template that is downloaded. */
export const templateNoticeOf = ({ title, version }: Template): string =>
  `${title}（模板版本 ${version}）。填表说明：从第 3 行起填写，每人（笔）一行；红色列必填；不要合并单元格、不要用公式；各列要求见“填表说明”工作表。`;
