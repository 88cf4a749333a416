import { FileAnswer } from '../../runtime/http-handler.ts';
import { writeListXlsx } from '../../runtime/sheets/write-xlsx.ts';
import { STATE_WORDS } from '../../words/cases.ts';
import { defineRoute, FILE, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { XLSX_TYPE } from '../imports/failed-rows-file.ts';
import { batchParams, readBatch } from './batch-view.ts';
import { readStudents, type Student } from './students-of-batch.ts';

const COLUMNS = [
  { title: '表中行号', width: 10 },
  { title: '学号', width: 16 },
  { title: '姓名', width: 12 },
  { title: '证件号码', width: 22 },
  { title: '受理编号', width: 26 },
  { title: '状态', width: 16 },
  { title: '原因', width: 60 },
  { title: '应退金额（元）', width: 16, amount: true },
  { title: '已退金额（元）', width: 16, amount: true },
] as const;

const NOT_OPENED = '未立案';

export const downloadBatchStudents = defineRoute({
  entry: 'files',
  method: 'GET',
  path: '/batches/{id}/students/file',
  operation: 'downloadBatchStudents',
  summary: 'What became of each student of a batch, as a sheet.',
  roles: ['university', 'caseworker', 'approver', 'auditor'],
  params: batchParams,
  query: NO_PARAMETERS,
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE],
  problems: ['batch_not_found'],
  async handle({ params: { id }, caller, at }, services) {
    const batch = await readBatch(id, caller, services.batches);
    const rows: string[][] = [];
    for await (const { students } of readStudents(batch, caller, services)) rows.push(...students.map(cellsOf));
    const notice = `批次 ${batch.batchId}，截至 ${at.slice(0, 10)} 的办理结果；姓名和证件号码已掩码。`;
    const file = writeListXlsx({ sheet: '办理结果', notice, columns: COLUMNS, rows });
    return { status: 200, body: new FileAnswer(file, XLSX_TYPE, `办理结果-${batch.batchId}.xlsx`) };
  },
});

const cellsOf = ({ row, studentNumber, name, idNumber, caseId, state, reason, amount, paid }: Student): string[] => [
  String(row),
  studentNumber ?? '',
  name ?? '',
  idNumber ?? '',
  caseId ?? '',
  state ? STATE_WORDS[state] : NOT_OPENED,
  reason ?? '',
  amount ?? '',
  paid ?? '',
];
