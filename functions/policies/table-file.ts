/** One YAML file of policy tables, and where in it a mistake stands. */
import { readFileSync } from 'node:fs';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fieldName } from '../domain/policy/field-names.ts';
import type { Path } from '../domain/reading/reading.ts';
import { type Mistake, mistakesOf } from './table-mistakes.ts';

/** Its message has a line for each mistake: `file:line: field(what a desk calls it): what would be right`. */
export class PolicyFileError extends Error {
  override name = 'PolicyFileError';
}

export interface TableFile {
  readonly content: unknown;
  /** @throws PolicyFileError unless there is none */
  refuse(mistakes: readonly Mistake[]): void;
  /** @throws PolicyFileError */
  check<T>(result: { success: true; data: T } | { success: false; error: z.ZodError }): T;
}

/** @throws PolicyFileError if it is no YAML */
export function openTableFile(file: string): TableFile {
  const lines = new LineCounter();
  const text = readFileSync(file, 'utf8');
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const said = document.errors.map(({ code, pos: [at] }) => {
      const { line } = lines.linePos(at);
      return `${file}:${line}: ${syntaxHint(code, text.split('\n').slice(Math.max(0, line - 2), line))}`;
    });
    // Behind the first place where it breaks off, the rest is misread too.
    const first = said.findIndex((one) => one.endsWith(BROKEN));
    throw new PolicyFileError([...new Set(first < 0 ? said : said.slice(0, first + 1))].join('\n'));
  }
  const refuse = (mistakes: readonly Mistake[]): void => {
    if (mistakes.length === 0) return;
    const said = mistakes.map(({ path, message }) => {
      const line = lineOf(path, document, lines);
      const name = fieldName(path.join('.'));
      const missing = message.startsWith('应为') && !document.hasIn(path) ? '缺少这一项,' : '';
      const text = `${path.join('.')}${name ? `(${name})` : ''}: ${missing}${message}`;
      return { line: line ?? 0, text: `${file}${line === null ? '' : `:${line}`}: ${text}` };
    });
    const sorted = said.sort((one, other) => one.line - other.line).map(({ text }) => text);
    throw new PolicyFileError([...new Set(sorted)].join('\n'));
  };
  return {
    content: document.toJS(),
    refuse,
    check(result) {
      if (result.success) return result.data;
      refuse(mistakesOf(result.error));
      throw result.error;
    },
  };
}

/** The line of the deepest key that the file has; null where it has none of them. */
function lineOf(path: Path, document: Document, lines: LineCounter): number | null {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

/** What an officer most likely did, where YAML itself cannot read on: in the line, or in the one before it. */
function syntaxHint(code: string, around: readonly string[]): string {
  if (code === 'DUPLICATE_KEY') return '这个名称在同一处写了两次:删去一个,或改用别的编号';
  if (code === 'TAB_AS_INDENT') return '缩进应当用空格,不用制表符';
  const bare = around.map((line) => line.replaceAll(/"[^"]*"/g, '').replace(/(^|\s)#.*$/s, ''));
  const [wide] = bare.flatMap((line) => line.match(/[\u3000\uFF1A\uFF0C\uFF5B\uFF5D\u201C\u201D]/) ?? []);
  if (wide !== undefined) return `这一行或上一行有全角的“${wide}”:引号外的冒号、逗号、括号和引号都应为半角`;
  return BROKEN;
}

const BROKEN = '读不下去：请看这一行和上一行的缩进（用空格）、冒号后的空格、括号和引号是否成对';
