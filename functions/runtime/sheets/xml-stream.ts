/** XML read as it arrives, so that a large part of an XLSX never lies in memory as a whole. */
import { SaxesParser } from 'saxes';
import { SheetError } from '../../domain/imports/sheet-error.ts';

export interface XmlHandlers {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text(text: string): void;
  close(name: string): void;
}

/** Names without their prefix: some programs write `x:row`. */
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Yields after each piece, so that a caller takes what its handlers have gathered and may stop early. Entities of a
 * document's own are not expanded.
 * @throws SheetError `damaged` where it is no XML
 */
export async function* parseXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncIterable<void> {
  const decoder = new TextDecoder();
  const parser = new SaxesParser({ xmlns: false });
  parser.on('opentag', ({ name, attributes }) => handlers.open(localName(name), attributes));
  parser.on('text', handlers.text);
  parser.on('cdata', handlers.text);
  parser.on('closetag', ({ name }) => handlers.close(localName(name)));
  parser.on('error', (cause) => {
    throw new SheetError('damaged', '文件内容已损坏,不能读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。', {
      cause,
    });
  });
  for await (const piece of pieces) {
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.write(decoder.decode());
  parser.close();
  yield;
}

/** Reads a part to its end. */
export async function readXml(pieces: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  for await (const _ of parseXml(pieces, handlers));
}
