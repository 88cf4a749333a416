/** HTML as template strings: what is put into one is text, so that nothing that anybody typed becomes markup. */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A piece of HTML; what is put into it is text unless it is such a piece itself. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Part = string | number | null | Html | readonly Html[];

const write = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (part === null) return '';
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part).replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);
};

export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(texts.map((text, index) => text + (index < parts.length ? write(parts[index] ?? '') : '')).join(''));
