/** Whether words stand in a policy text, however either of them is spaced, punctuated and written. */
import { makeReadable } from './readable.ts';

const bare = (text: string): string => makeReadable(text).text.replaceAll(/\s/g, '');

/** The text is made readable once, and only for words that do not stand in it letter by letter. */
export function quotesIn(text: string): (quote: string) => boolean {
  let readable: string | undefined;
  return (quote) => {
    const words = quote.trim();
    if (words !== '' && text.includes(words)) return true;
    const sought = bare(words);
    readable ??= bare(text);
    return sought !== '' && readable.includes(sought);
  };
}

/** @param document that it is quoted from instead; empty where nobody names one */
export const sayNotInText = (document: string): string =>
  document === '' ? '引文不在原文中' : `引文不在原文中，出自《${document.replaceAll(/[《》]/g, '')}》：请对照那份文件`;
