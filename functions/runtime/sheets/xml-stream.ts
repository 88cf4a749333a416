/** XML read as it arrives, so that a large part of an XLSX never lies in memory as a whole. */
import { SaxesParser } from 'saxes';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { ATTRIBUTE_LIMIT, DEPTH_LIMIT, TOKEN_LIMIT } from './limits.ts';

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

const damaged = (cause?: unknown): SheetError =>
  new SheetError('damaged', '文件内容已损坏，不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。', { cause });

/** Names without their prefix: some programs write `x:row`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Yields after each piece, so that a caller takes what its handlers have gathered and may stop early. Entities of a
 * document's own are not expanded. What no spreadsheet writes (a thousand attributes, elements a hundred deep, a text
 * of millions of characters) is refused while it arrives, before it is kept.
 * @throws SheetError `damaged` where it is no XML
 */
export async function* parseXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncIterable<void> {
  const decoder = new TextDecoder();
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  let attributes = 0;
  let tokenEnd = 0;
  const endToken = (): void => {
    tokenEnd = parser.position;
  };
  parser.on('opentagstart', () => {
    endToken();
    attributes = 0;
    depth += 1;
    if (depth > DEPTH_LIMIT) throw damaged();
  });
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > ATTRIBUTE_LIMIT) throw damaged();
  });
  parser.on('opentag', (tag) => handlers.open(localName(tag.name), tag.attributes));
  parser.on('text', handlers.text);
  parser.on('cdata', handlers.text);
  parser.on('comment', endToken);
  parser.on('closetag', ({ name }) => {
    endToken();
    depth -= 1;
    handlers.close(localName(name));
  });
  // No handler of errors: with an eighth V8 keeps the parser as a dictionary, and it takes four times as long.
  const take = (work: () => unknown): void => {
    try {
      work();
    } catch (cause) {
      throw isOfParser(cause) ? damaged(cause) : cause;
    }
  };
  for await (const piece of pieces) {
    take(() => parser.write(decoder.decode(piece, { stream: true })));
    if (parser.position - tokenEnd > TOKEN_LIMIT) throw damaged();
    yield;
  }
  take(() => parser.write(decoder.decode()).close());
  yield;
}

/** Its errors are plain ones; a limit, or a fault of ours, has a class of its own. */
const isOfParser = (cause: unknown): boolean => cause instanceof Error && cause.constructor === Error;

/** Reads a part to its end; it has at most so many elements. */
export async function readXml(
  pieces: AsyncIterable<Uint8Array>,
  mostElements: number,
  handlers: XmlHandlers,
): Promise<void> {
  let elements = 0;
  const counting: XmlHandlers = {
    ...handlers,
    open(name, attributes) {
      elements += 1;
      if (elements > mostElements) throw damaged();
      handlers.open(name, attributes);
    },
  };
  for await (const _ of parseXml(pieces, counting));
}
