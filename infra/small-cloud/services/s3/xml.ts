/** An element with its text, or with what is already XML. */
export interface Xml {
  readonly xml: string;
}

export const element = (name: string, ...content: readonly (string | number | boolean | Xml)[]): Xml => ({
  xml: `<${name}>${content.map((one) => (typeof one === 'object' ? one.xml : escapeText(String(one)))).join('')}</${name}>`,
});

export const document = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}`;

const escapeText = (text: string): string =>
  // Control characters can stand in no XML, not even escaped.
  text.replace(/[<>&"\r]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[^\P{Cc}\t\n\r]/gu, '?');
