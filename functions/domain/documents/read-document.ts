/** What a file that somebody hands in is, by its content: a picture or a PDF in which nothing can run, or why not. */
import { refusePdf } from './read-pdf.ts';

type DocumentType = 'image/jpeg' | 'image/png' | 'application/pdf';

/** Bytes. */
export const DOCUMENT_LIMIT = 20 * 1024 * 1024;

export type DocumentRead = { ok: true; type: DocumentType } | { ok: false; message: string };

const wrong = (message: string): DocumentRead => ({ ok: false, message });

const HEIC =
  '这是 HEIC 照片（苹果手机的格式），不能收。请在手机“设置 › 相机 › 格式”中选“兼容性最佳”后重拍，或把照片另存为 JPEG 再上传。';
const UNKNOWN = '不是 JPEG、PNG 图片或 PDF：按文件内容判断，与文件名无关。请拍照或扫描后重新上传。';
const CUT_OFF = '文件不完整，可能没有传完或已经损坏。请重新上传；仍然如此的，请重新拍照或扫描。';

export function readDocument(content: Uint8Array): DocumentRead {
  if (content.length === 0) return wrong('文件是空的，请重新选择。');
  if (content.length > DOCUMENT_LIMIT) return wrong('文件超过 20 MB，请压缩或分成几份后再上传。');
  if (starts(content, [0xff, 0xd8, 0xff])) return isWholeJpeg(content) ? ok('image/jpeg') : wrong(CUT_OFF);
  if (starts(content, PNG)) return isWholePng(content) ? ok('image/png') : wrong(CUT_OFF);
  if (starts(content, ascii('%PDF-'))) {
    const refused = refusePdf(content);
    return refused === null ? ok('application/pdf') : wrong(refused);
  }
  return wrong(isHeic(content) ? HEIC : UNKNOWN);
}

const ok = (type: DocumentType): DocumentRead => ({ ok: true, type });
const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const starts = (content: Uint8Array, bytes: readonly number[], at = 0): boolean =>
  bytes.every((byte, index) => content[at + index] === byte);

const textAt = (content: Uint8Array, at: number): string => String.fromCharCode(...content.subarray(at, at + 4));

const isHeic = (content: Uint8Array): boolean =>
  textAt(content, 4) === 'ftyp' && /^(hei[cxms]|hev[cxms]|mif1|msf1|avif)$/.test(textAt(content, 8));

const uint32 = (content: Uint8Array, at: number): number =>
  new DataView(content.buffer, content.byteOffset).getUint32(at);

/** Chunk after chunk from the header to the end, and nothing behind it. */
function isWholePng(content: Uint8Array): boolean {
  let at = PNG.length;
  for (let first = true; at + 12 <= content.length; first = false) {
    const length = uint32(content, at);
    const name = textAt(content, at + 4);
    if (first !== (name === 'IHDR')) return false;
    at += 12 + length;
    if (name === 'IEND') return at === content.length;
  }
  return false;
}

const [SOI, EOI, SOS] = [0xd8, 0xd9, 0xda];
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Segment after segment to the picture itself, and an end. What phones put behind it (a film, another picture) stays. */
function isWholeJpeg(content: Uint8Array): boolean {
  let frame = false;
  for (let at = 2; at + 4 <= content.length; ) {
    if (content[at] !== 0xff) return false;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === SOI || marker === EOI) return false;
    frame ||= isFrame(marker);
    const length = ((content[at + 2] ?? 0) << 8) | (content[at + 3] ?? 0);
    if (length < 2) return false;
    at += 2 + length;
    if (marker === SOS) return frame && hasEnd(content, at);
  }
  return false;
}

function hasEnd(content: Uint8Array, from: number): boolean {
  for (let at = content.indexOf(0xff, from); at !== -1; at = content.indexOf(0xff, at + 1)) {
    if (content[at + 1] === EOI) return true;
  }
  return false;
}
