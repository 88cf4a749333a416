/** What is said of a table as a file, as the form says it: what to do here, and not how a file is written. */
const AS_FORM_SAYS: readonly (readonly [RegExp, string])[] = [
  [/缺少条款[：:].*/u, '缺少依据：请修改这一项，在“依据”中选一条，或写一句原文'],
  [/[：:]写 born: .*/u, '：请在“适用对象”中写明当年出生，或不满 1 周岁'],
  // A code in brackets before “之后”.
  [/[(\uFF08][a-z_]+[)\uFF09](?=\u4e4b\u540e)/u, ''],
  [/请写在前面[，,]或在这里写 before: .*/u, '请排在它前面'],
];

export const sayProblem = (message: string): string =>
  AS_FORM_SAYS.reduce((text, [notation, words]) => text.replace(notation, words), message);
