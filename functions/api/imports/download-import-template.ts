import { z } from 'zod';
import { TREASURY_RESULT_TEMPLATE } from '../../domain/exchange/treasury-result-row.ts';
import { type Template, templateNoticeOf } from '../../domain/imports/template.ts';
import { IMPORT_KINDS, IMPORT_TEMPLATES } from '../../domain/imports/templates.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { writeXlsx } from '../../runtime/sheets/write-xlsx.ts';
import { defineRoute, FILE, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { XLSX_TYPE } from './failed-rows-file.ts';

const TEMPLATES = { ...IMPORT_TEMPLATES, 'treasury-results': TREASURY_RESULT_TEMPLATE };
const KINDS = [...IMPORT_KINDS, 'treasury-results'] as const;

export const downloadImportTemplate = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/imports/{kind}/template',
  operation: 'downloadImportTemplate',
  summary: 'The table to fill in, as XLSX, for those whose system exports none.',
  roles: ['tax', 'caseworker', 'approver', 'treasury'],
  params: z.strictObject({ kind: z.enum(KINDS, `应为以下之一：${KINDS.join('、')}`) }),
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE],
  problems: [],
  async handle({ params: { kind } }, _services) {
    const template: Template = TEMPLATES[kind];
    const { title, columns } = template;
    const file = writeXlsx({ sheet: title, notice: templateNoticeOf(template), columns, rows: [] });
    return { status: 200, body: new FileAnswer(file, XLSX_TYPE, `${title}.xlsx`) };
  },
});
