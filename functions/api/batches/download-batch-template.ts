import { templateNoticeOf } from '../../domain/imports/template.ts';
import { DEPARTURE_TEMPLATE } from '../../domain/student-batch/departure-row.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { writeXlsx } from '../../runtime/sheets/write-xlsx.ts';
import { defineRoute, FILE, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { XLSX_TYPE } from '../imports/failed-rows-file.ts';

export const downloadBatchTemplate = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches/template',
  operation: 'downloadBatchTemplate',
  summary: 'The table to fill in, as XLSX: cells are text, choices are lists, and it says how each column is filled.',
  roles: ['university', 'caseworker', 'approver'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE],
  problems: [],
  async handle(_input, _services) {
    const { title, columns } = DEPARTURE_TEMPLATE;
    const file = writeXlsx({ sheet: title, notice: templateNoticeOf(DEPARTURE_TEMPLATE), columns, rows: [] });
    return { status: 200, body: new FileAnswer(file, XLSX_TYPE, `${title}.xlsx`) };
  },
});
