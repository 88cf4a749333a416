const WIDE: Readonly<Record<string, string>> = { ',': '，', ':': '：', ';': '；', '?': '？', '!': '！' };

/** A Chinese sentence as GB/T 15834 sets it: the marks behind a Chinese character are full-width; those between codes stay. */
export const inFullWidth = (text: string): string =>
  text
    .replaceAll(/(?<=\p{Script=Han})\(([^()]{0,80})\)/gu, '（$1）')
    .replaceAll(/(?<=[\p{Script=Han}）”])[,:;?!](?! [a-z])/gu, (mark) => WIDE[mark] ?? mark);
