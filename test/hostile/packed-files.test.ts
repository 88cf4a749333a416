/** Small files that unpack to large ones: refused by the reason, before they fill the memory. */
import { expect, test } from 'vitest';
import { SheetError } from '../../functions/domain/imports/sheet-error.ts';
import { UNPACKED_LIMIT } from '../../functions/runtime/sheets/limits.ts';
import { readSheet } from '../../functions/runtime/sheets/read-sheet.ts';
import { openZipArchive } from '../../functions/runtime/sheets/zip-archive.ts';
import { writeZip } from '../../functions/runtime/sheets/zip-writer.ts';

const bomb = writeZip([
  { name: 'xl/workbook.xml', content: '<workbook/>' },
  { name: 'xl/bomb.xml', content: 'x'.repeat(UNPACKED_LIMIT + 1) },
]);

async function faultOf(read: () => Promise<unknown>): Promise<string> {
  try {
    await read();
    return 'none';
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    return error.fault;
  }
}

test('an XLSX that unpacks to more than can be meant is refused', async () => {
  expect(await faultOf(() => readSheet(bomb).next())).toBe('unpacks_too_large');
});

test('one whose directory lies about the size is counted while it is unpacked', async () => {
  const lying = Buffer.from(bomb);
  // What the directory says of the unpacked size is made small.
  lying.writeUInt32LE(100, lying.lastIndexOf('xl/bomb.xml') - 22);
  const read = async () => {
    for await (const _ of (await openZipArchive(lying)).read('xl/bomb.xml'));
  };
  expect(await faultOf(read)).toBe('unpacks_too_large');
});
