/**
 * Whether anything in a PDF can run, open something else or carry a file. Readers of PDF find objects by their place in
 * the file, whatever stands around it; so names are looked for in every byte, and in what is packed into object streams,
 * not only where a well-behaved file has objects.
 */
import { inflateSync } from 'node:zlib';

/** Names of actions and of what carries files; each long enough that it does not occur by chance in a picture. */
const FORBIDDEN = new Map([
  ['JavaScript', '脚本'],
  ['Launch', '启动程序的动作'],
  ['EmbeddedFile', '附件'],
  ['EmbeddedFiles', '附件'],
  ['FileAttachment', '附件'],
  ['RichMedia', '多媒体'],
  ['Rendition', '多媒体'],
  ['SubmitForm', '向外发送的表单'],
  ['ImportData', '从外部读取的表单'],
  ['GoToE', '附件'],
  ['GoToR', '打开其他文件的动作'],
]);

/** Bytes of all object streams together, unpacked: more has no document of 20 MB that people hand in. */
const UNPACKED_LIMIT = 64 * 1024 * 1024;
/** A dictionary before a stream is shorter. */
const DICTIONARY = 8192;

const CANNOT_CHECK = '不能确认这份 PDF 中没有会运行的内容。请重新“打印为 PDF”或扫描后再上传。';
const ENCRYPTED = '这份 PDF 加了密码，不能检查，也不能长期保存。请去掉密码后再上传。';
const NO_END = 'PDF 不完整，可能没有传完或已经损坏。请重新上传。';

/** Why a PDF is not taken, as a sentence in Chinese; null where nothing in it can run. */
export function refusePdf(content: Uint8Array): string | null {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
  if (text.lastIndexOf('%%EOF') === -1) return NO_END;
  const found = findForbidden(text);
  if (found !== null) return carries(found);
  if (/\/Encrypt[\s<\d]/.test(text)) return ENCRYPTED;
  let left = UNPACKED_LIMIT;
  for (const { dictionary, from } of streamsOf(text)) {
    const names = namesIn(dictionary);
    if (!names.includes('ObjStm') && !(names.includes('First') && names.includes('N'))) continue;
    const unpacked = unpack(dictionary, names, content.subarray(from), left);
    if (unpacked === null) return CANNOT_CHECK;
    left -= unpacked.length;
    const hidden = findForbidden(unpacked);
    if (hidden !== null) return carries(hidden);
  }
  return null;
}

const carries = (what: string): string =>
  `这份 PDF 中有${what}，打开时可能运行，不能收。请用“打印为 PDF”另存一份，或扫描后再上传。`;

function findForbidden(text: string): string | null {
  for (const name of names(text)) {
    const found = FORBIDDEN.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

const namesIn = (text: string): string[] => [...names(text)];

/** Names, as a reader has them: `/J#61vaScript` is `JavaScript`. */
function* names(text: string): Generator<string> {
  for (const [, written = ''] of text.matchAll(/\/([A-Za-z#][A-Za-z0-9#]{0,63})/g)) {
    yield written.includes('#')
      ? written.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : written;
  }
}

/** Each place at which a stream can begin, with the text before it. */
function* streamsOf(text: string): Generator<{ dictionary: string; from: number }> {
  for (let at = text.indexOf('stream'); at !== -1; at = text.indexOf('stream', at + 6)) {
    if (text.startsWith('end', at - 3)) continue;
    const before = text.slice(Math.max(0, at - DICTIONARY), at);
    const start = before.lastIndexOf('obj');
    const lineEnd = text.startsWith('\r\n', at + 6) ? 2 : 1;
    yield { dictionary: start === -1 ? before : before.slice(start), from: at + 6 + lineEnd };
  }
}

/** What an object stream holds; null where it is packed in a way that nobody needs to hand in a document. */
function unpack(dictionary: string, names: readonly string[], packed: Uint8Array, limit: number): string | null {
  const filters = names.filter((name) => name === 'Filter' || name === 'F').length;
  // Without a filter its names stand in the bytes that were looked at already.
  if (filters === 0) return '';
  const packings = names.filter((name) => /(?:Decode|Crypt)$/.test(name) || name === 'Fl');
  const [packing = ''] = packings;
  // Once, and written there itself: another object could say otherwise.
  const [, named = ''] = dictionary.split('/Filter');
  const direct = named.trimStart().replace('[', '').trimStart().startsWith('/Fl');
  const plain = filters === 1 && packings.length === 1 && ['FlateDecode', 'Fl'].includes(packing) && direct;
  if (!plain || names.includes('Predictor')) return null;
  try {
    return inflateSync(packed, { maxOutputLength: limit, finishFlush: 2 }).toString('latin1');
  } catch {
    return null;
  }
}
