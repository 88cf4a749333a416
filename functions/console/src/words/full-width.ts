const WIDE: Readonly<Record<string, string>> = { ',': '，', ':': '：', ';': '；', '?': '？', '!': '！' };

/** A sentence of a decision keeps the marks with which it was stored; a desk reads it as GB/T 15834 sets Chinese. */
export const inFullWidth = (text: string): string =>
  text
    .replaceAll(/(?<=\p{Script=Han})\(([^()]{0,80})\)/gu, '（$1）')
    .replaceAll(/(?<=[\p{Script=Han}）”])[,:;?!](?! [a-z])/gu, (mark) => WIDE[mark] ?? mark);
