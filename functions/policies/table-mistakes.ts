/** What is wrong with a policy table, said in Chinese to the officer who keeps it: in a file or in a draft. */
import type { z } from 'zod';
import { sayIssue } from '../domain/assessments.ts';
import type { Path } from '../domain/reading/reading.ts';

export interface Mistake {
  path: Path;
  /** A sentence in Chinese: what would be right. */
  message: string;
}

const SOURCED = '{ value: …, standing: …, clause: … }';
const STANDINGS = 'stated(本地文件写明)、national(全国规定)、adopted(采用其他来源)或 silent(未规定)';

/** What zod found, with what a table would have in that place. */
export function mistakesOf(error: z.ZodError): Mistake[] {
  return error.issues.flatMap((issue): Mistake[] => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: strangeKey(key) }));
    }
    return [{ path, message: sentenceFor(issue, path) }];
  });
}

/** Fullwidth signs that YAML takes for letters, and the blank that nobody sees. */
const WIDE = /[\u3000\u3001\uFF08\uFF09\uFF0C\uFF1A\uFF3B\uFF3D\uFF5B\uFF5D]/u;

function strangeKey(key: string): string {
  if (WIDE.test(key)) return '这里有全角的标点或空格:引号外的冒号、逗号、括号和空格都应为半角';
  if (/\p{Script=Han}/u.test(key)) return '这一句被半角逗号分开了:文字里有半角的逗号或冒号的,整句加引号';
  if (key === 'value' || key === 'clause') return `没有这个字段:silent 不写 ${key},写明了的不能是 silent`;
  return '没有这个字段:请核对拼写和大小写';
}

function sentenceFor(issue: z.core.$ZodIssue, path: Path): string {
  if (issue.code === 'invalid_type') return wrongType(issue, path);
  if (issue.code === 'invalid_union') return `standing 应为 ${STANDINGS};请核对 standing 的拼写`;
  if (issue.code === 'invalid_key') return '这里的名称只能用英文字母,首字母小写,如 everyone';
  return sayIssue(issue);
}

function wrongType({ expected, message }: { expected: string; message: string }, path: Path): string {
  const leaf = path.at(-1);
  // zod keeps no input with an issue; its own message tells whether there was any.
  if (message.endsWith('received undefined')) {
    if (leaf === 'clause') return '缺少条款:写明 clause: 条款编号';
    if (leaf === 'note') return '未规定(silent)的,用 note 写一句通知在这一点上怎么说';
    if (leaf === 'extension') return '必填:没有延长缴费期的,写 extension: null';
    if (leaf === 'inForceFrom') return '必填：通知发布之日，如 2025-09-01';
    return '必填';
  }
  switch (expected) {
    case 'string':
      return leaf === 'region' ? '应为文字：请加引号，如 "141181"' : '应为文字：请加引号，金额如 "440.00"';
    case 'number':
    case 'int':
      return '应为数字:不加引号,不带单位';
    case 'boolean':
      return '应为 true 或 false';
    case 'array':
      return '应为列表:写作 [甲, 乙] 或每行一个“- ”';
    case 'object':
      return `应写作 ${SOURCED}`;
    default:
      return '格式不对';
  }
}
