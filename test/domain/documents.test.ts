import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MATERIALS, materialsFor } from '../../functions/domain/documents/materials.ts';
import { DOCUMENT_LIMIT, readDocument } from '../../functions/domain/documents/read-document.ts';
import { readPolicy } from '../../functions/domain/policy/read-policy.ts';
import { MATERIAL_WORDS } from '../../functions/words/materials.ts';
import { publishedTables } from '../policies/tables.ts';
import { JPEG, PDF, PNG, pdfWith } from '../support/documents.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const messageOf = (content: Uint8Array): string => {
  const read = readDocument(content);
  return read.ok ? 'taken' : read.message;
};

test('a file is what its content says', () => {
  expect([PNG, JPEG, PDF].map((content) => readDocument(content))).toEqual([
    { ok: true, type: 'image/png' },
    { ok: true, type: 'image/jpeg' },
    { ok: true, type: 'application/pdf' },
  ]);
});

test('what phones put behind a picture stays; what follows a PNG does not', () => {
  expect(messageOf(Buffer.concat([JPEG, bytes('a film')]))).toBe('taken');
  expect(messageOf(Buffer.concat([PNG, bytes('<script>')]))).toMatch(/不完整/);
});

test.each([
  ['HTML', bytes('<!doctype html><script>alert(1)</script>'), /按文件内容判断/],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /按文件内容判断/],
  ['a PNG that is HTML behind the first bytes', Buffer.concat([PNG.subarray(0, 8), bytes('<html>')]), /不完整/],
  ['a PNG that breaks off', PNG.subarray(0, PNG.length - 10), /不完整/],
  ['a JPEG that breaks off', JPEG.subarray(0, JPEG.length - 4), /不完整/],
  ['a HEIC of a phone', Buffer.concat([bytes('\0\0\0\x18ftypheic'), Buffer.alloc(20)]), /HEIC.*另存为 JPEG/],
  ['nothing', bytes(''), /空的/],
  ['more than 20 MB', Buffer.concat([PNG, Buffer.alloc(DOCUMENT_LIMIT)]), /20 MB/],
])('%s is refused with a sentence that says what to do', (_name, content, message) => {
  expect(messageOf(content)).toMatch(message);
});

describe('a PDF', () => {
  const hidden = (dictionary: string, content: Uint8Array) =>
    pdfWith(
      `9 0 obj\n<< ${dictionary} /Length ${content.length} >>\nstream\n${Buffer.from(content).toString('latin1')}\nendstream\nendobj`,
    );
  const script = '1 0 << /S /JavaScript /JS (app.alert(1)) >>';

  test.each([
    ['a script', pdfWith('9 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj'), /脚本/],
    ['a script by a name in other letters', pdfWith('9 0 obj << /S /J#61va#53cript >> endobj'), /脚本/],
    ['a program that it starts', pdfWith('9 0 obj << /S /Launch /F (cmd.exe) >> endobj'), /启动程序/],
    ['a file in it', pdfWith('9 0 obj << /Type /EmbeddedFile >> endobj'), /附件/],
    ['a form that sends', pdfWith('9 0 obj << /S /SubmitForm >> endobj'), /表单/],
    ['a password', pdfWith('trailer << /Encrypt 8 0 R >>'), /密码/],
    [
      'a script packed in an object stream',
      hidden('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(script)),
      /脚本/,
    ],
    [
      'a script packed in an object stream without its type',
      hidden('/N 1 /First 4 /Filter [/FlateDecode]', deflateSync(script)),
      /脚本/,
    ],
    [
      'objects packed in a way that cannot be looked into',
      hidden('/Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode /FlateDecode]', deflateSync(script)),
      /不能确认/,
    ],
    [
      'objects that unpack to more than anybody needs',
      hidden('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.alloc(70 * 1024 * 1024))),
      /不能确认/,
    ],
    ['no end', PDF.subarray(0, 40), /不完整/],
  ])('with %s is refused', (_name, content, message) => {
    expect(messageOf(content)).toMatch(message);
  });

  test('with objects packed as scanners and offices pack them is taken', () => {
    const objects = deflateSync('1 0 << /Type /Catalog /Pages 2 0 R >>');
    expect(messageOf(hidden('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', objects))).toBe('taken');
  });
});

describe('which documents are wanted', () => {
  test('depends on kind and ground', () => {
    expect(materialsFor({ kind: 'refund', ground: 'death' }, null).required).toContain('death_certificate');
    expect(materialsFor({ kind: 'refund', ground: 'duplicate_payment' }, null).required).not.toContain(
      'death_certificate',
    );
    expect(materialsFor({ kind: 'newborn' }, null).required).toContain('birth_certificate');
  });

  test('is what the table says, for the ground before the kind', () => {
    const table = {
      materials: {
        refund: { required: ['bank_account' as const], optional: [] },
        'refund.death': { required: ['heir_proof' as const], optional: [], clause: 'A-1' },
      },
    };
    expect(materialsFor({ kind: 'refund', ground: 'death' }, table)).toEqual({
      required: ['heir_proof'],
      optional: [],
      clause: 'A-1',
    });
    expect(materialsFor({ kind: 'refund', ground: 'other' }, table).required).toEqual(['bank_account']);
    expect(materialsFor({ kind: 'newborn' }, table).required).toContain('birth_certificate');
  });

  test('stands in a table of ways, where a material that there is not is refused', () => {
    const [version] = publishedTables();
    const tableWith = (material: string) =>
      readPolicy({ ...version?.source, materials: { newborn: { required: [material], clause: 'A-1' } } });
    const read = tableWith('birth_certificate');
    expect(read.ok && materialsFor({ kind: 'newborn' }, read.table)).toEqual({
      required: ['birth_certificate'],
      optional: [],
      clause: 'A-1',
    });
    expect(tableWith('a good word').ok).toBe(false);
  });

  test('has a word for each', () => {
    expect(Object.keys(MATERIAL_WORDS)).toEqual([...MATERIALS]);
  });
});
