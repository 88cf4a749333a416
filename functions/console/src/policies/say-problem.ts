/** What is said of a table as a file, as the form says it: what to do here, and not how a file is written. */
const AS_FORM_SAYS: readonly (readonly [RegExp, string])[] = [
  [/缺少条款[：:].*/u, '缺少依据：请修改这一项，在“依据”中选一条，或写一句原文'],
  [/[：:]写 born: .*/u, '：请在“适用对象”中写明当年出生，或不满 1 周岁'],
  // A code in brackets before “之后”.
  [/[(\uFF08][a-z_]+[)\uFF09](?=\u4e4b\u540e)/u, ''],
  [/请写在前面[，,]或在这里写 before: .*/u, '请排在它前面'],
  [/^应为各种办理情形.*/u, '还没有办理情形：请在“补充表里还没有的一项”中加一种'],
  [/^必填[：:].* 之一$/u, '必填：请选择一种'],
  [/^应为月数或天数.*/u, '应为月数或天数：请选几个月或几天，再填数'],
  [/不是表里的写法。.*/u, '不能这样写：请从列表中选择'],
  [/这个写法。.*/u, '这个写法：请从列表中选择'],
  [/^写了 \+ wait.*/u, '待遇从等待期满起：请填写等待期的长短'],
  [/^应为 \{ from: .*/u, '请写明满几周岁、不满几周岁，或两者'],
  [/^至少写明 from .*/u, '请至少写明起止之一'],
  [/^应为条件.*/u, '请勾选适用对象'],
  [/^条件是空的.*/u, '适用对象是空的：请至少勾选一项'],
  // An example in the notation of files.
  [/[，,：:]?\u5982 ?\{.*/u, ''],
];

export const sayProblem = (message: string): string =>
  AS_FORM_SAYS.reduce((text, [notation, words]) => text.replace(notation, words), message);
