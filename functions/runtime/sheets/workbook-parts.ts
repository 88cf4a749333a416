/** The parts of an XLSX beside its cells: which sheets there are, the texts they share, and which numbers are dates. */

import { SheetError } from '../../domain/imports/sheet-error.ts';
import {
  CELL_LIMIT,
  SHARED_ELEMENT_LIMIT,
  SHARED_TEXT_LIMIT,
  STYLE_ELEMENT_LIMIT,
  WORKBOOK_ELEMENT_LIMIT,
} from './limits.ts';
import { readXml } from './xml-stream.ts';
import type { ZipArchive } from './zip-archive.ts';

export interface WorkbookSheet {
  name: string;
  hidden: boolean;
  /** Entry of the archive. */
  path: string;
}

const nothing = (): void => {};

/** @throws SheetError `not_a_table` if the archive is no workbook */
export async function readSheets(archive: ZipArchive): Promise<WorkbookSheet[]> {
  if (!archive.names.includes('xl/workbook.xml')) {
    throw new SheetError('not_a_table', '文件不是 Excel 工作簿（.xlsx）。请使用下载的模板，或另存为 .xlsx、.csv。');
  }
  const targets = new Map<string, string>();
  if (archive.names.includes('xl/_rels/workbook.xml.rels')) {
    await readXml(archive.read('xl/_rels/workbook.xml.rels'), WORKBOOK_ELEMENT_LIMIT, {
      open: (name, { Id = '', Target = '' }) => {
        if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
      },
      text: nothing,
      close: nothing,
    });
  }
  const sheets: WorkbookSheet[] = [];
  await readXml(archive.read('xl/workbook.xml'), WORKBOOK_ELEMENT_LIMIT, {
    open: (name, attributes) => {
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
      const state = attributes.state ?? 'visible';
      sheets.push({ name: attributes.name ?? '', hidden: state !== 'visible', path: targets.get(id) ?? '' });
    },
    text: nothing,
    close: nothing,
  });
  return sheets.filter(({ path }) => archive.names.includes(path));
}

/** Each cut a little above the limit of a cell, so that it is still seen to be too long. */
export async function readSharedTexts(archive: ZipArchive): Promise<string[]> {
  const path = 'xl/sharedStrings.xml';
  if (!archive.names.includes(path)) return [];
  const texts: string[] = [];
  let total = 0;
  let current = '';
  let inText = false;
  let phonetic = false;
  await readXml(archive.read(path), SHARED_ELEMENT_LIMIT, {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic = true;
      inText = name === 't' && !phonetic;
    },
    text: (text) => {
      if (inText && current.length <= CELL_LIMIT) current += text;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') phonetic = false;
      if (name !== 'si') return;
      const kept = current.slice(0, CELL_LIMIT + 1);
      total += kept.length + 1;
      if (total > SHARED_TEXT_LIMIT)
        throw new SheetError('unpacks_too_large', '文件中的文字过多，请拆成几个文件上传。');
      texts.push(kept);
    },
  });
  return texts;
}

/** Numbers of built-in formats that show a date, those of Chinese Excel (27 to 36, 50 to 58) among them. */
const isDateFormat = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** A format without its texts, colours and conditions; what has no end reaches to the end. */
const withoutText = (format: string): string => format.replace(/"[^"]*(?:"|$)|\[[^\]]*(?:\]|$)|\\./g, '');

/** Formats by the number of a cell's style: true where it shows a date. */
export async function readDateStyles(archive: ZipArchive): Promise<boolean[]> {
  const path = 'xl/styles.xml';
  if (!archive.names.includes(path)) return [];
  const custom = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await readXml(archive.read(path), STYLE_ELEMENT_LIMIT, {
    open: (name, attributes) => {
      if (name === 'numFmt') {
        custom.set(Number(attributes.numFmtId), /[yd]/i.test(withoutText(attributes.formatCode ?? '')));
      }
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(custom.get(id) ?? isDateFormat(id));
      }
    },
    text: nothing,
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}
