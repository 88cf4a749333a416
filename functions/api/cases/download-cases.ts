/** A list as a sheet: what is shown, masked as it is shown. The log keeps who took how many. */
import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { writeListXlsx } from '../../runtime/sheets/write-xlsx.ts';
import { KIND_WORDS, STATE_WORDS } from '../../words/cases.ts';
import { regionsToRead } from '../http/listing.ts';
import { defineRoute, FILE, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { XLSX_TYPE } from '../imports/failed-rows-file.ts';
import { caseFilter, expectOrdered, personAsked, readCaseFilter } from './case-filter.ts';
import { summarizeCase } from './case-view.ts';
import { inOrder } from './sorted-list.ts';

/** Cases of one sheet: each is read whole within the request. */
const MOST_CASES = 2000;
const AT_A_TIME = 100;

const COLUMNS = [
  { title: '受理编号', width: 26 },
  { title: '姓名', width: 12 },
  { title: '证件号码', width: 22 },
  { title: '事项', width: 16 },
  { title: '统筹区', width: 10 },
  { title: '参保年度', width: 10 },
  { title: '状态', width: 16 },
  { title: '金额（元）', width: 14, amount: true },
  { title: '期限', width: 12 },
  { title: '受理时间', width: 26 },
  { title: '经办人', width: 24 },
] as const;

export const downloadCases = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/cases/sheet',
  operation: 'downloadCases',
  summary: `A list of cases as a sheet, at most ${MOST_CASES}; persons masked. It is logged.`,
  roles: ['caseworker', 'approver', 'auditor'],
  params: NO_PARAMETERS,
  query: z.strictObject(caseFilter),
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE],
  problems: ['region_not_allowed', 'case_not_found', 'list_too_long', 'order_not_ready'],
  async handle({ query, caller, at }, { cases, policies, statistics }) {
    const regions = await regionsToRead(caller, query.region, policies);
    const personRef = await personAsked(query, caller, cases);
    const { sorted, ...filter } = readCaseFilter(query, caller, at);
    await expectOrdered(filter.order, statistics);
    const found: Case[] = [];
    let cursor: string | undefined;
    do {
      const page = await cases.list({ regions, ...filter, personRef, cursor, limit: AT_A_TIME });
      found.push(...page.cases);
      cursor = page.cursor ?? undefined;
      if (found.length > MOST_CASES) {
        const message = `符合条件的案件超过 ${MOST_CASES} 件，一张表放不下。请用事项、状态或受理日期缩小范围，分几次导出。`;
        throw new ProblemError('list_too_long', message);
      }
    } while (cursor !== undefined);
    const rows = (sorted ? found.toSorted(inOrder(sorted)) : found).map(cellsOf);
    const notice = `案件一览，${rows.length} 件，导出于 ${at.slice(0, 10)}；姓名和证件号码已掩码。`;
    const file = writeListXlsx({ sheet: '案件', notice, columns: COLUMNS, rows });
    const lookUp = { person: personRef ?? 'many', reason: `sheet of ${rows.length} cases` };
    return { status: 200, lookUp, body: new FileAnswer(file, XLSX_TYPE, '案件一览.xlsx') };
  },
});

function cellsOf(found: Case): string[] {
  const one = summarizeCase(found);
  return [
    one.caseId,
    one.person.name,
    one.person.idNumber,
    KIND_WORDS[one.kind],
    one.region,
    String(one.coverageYear),
    STATE_WORDS[one.state],
    one.payable ?? one.refundable ?? '',
    one.due ?? '',
    one.openedAt,
    one.handledByNames.join('、'),
  ];
}
