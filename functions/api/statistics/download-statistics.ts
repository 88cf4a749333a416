/** The figures of the page as one sheet: what each is of stands before it, so that it can be sorted and summed. */
import type { z } from 'zod';
import { FileAnswer } from '../../runtime/http-handler.ts';
import { writeListXlsx } from '../../runtime/sheets/write-xlsx.ts';
import { ACTION_WORDS } from '../../words/acts.ts';
import { KIND_WORDS, MOVER_WORDS, STATE_WORDS } from '../../words/cases.ts';
import { wordOf } from '../../words/word-of.ts';
import { defineRoute, FILE, NO_BODY, NO_PARAMETERS } from '../http/route.ts';
import { XLSX_TYPE } from '../imports/failed-rows-file.ts';
import { readAsked, STATISTICS_READERS, statisticsQuery } from './asked.ts';
import { readStatistics, type statisticsSchema } from './reckon.ts';

const COLUMNS = [
  { title: '统计项目', width: 24 },
  { title: '月份', width: 20 },
  { title: '事项', width: 18 },
  { title: '内容', width: 34 },
  { title: '数量', width: 10, count: true },
  { title: '单位', width: 8 },
  { title: '金额（元）', width: 16, amount: true },
] as const;

export const downloadStatistics = defineRoute({
  entry: 'read',
  method: 'GET',
  path: '/statistics/sheet',
  operation: 'downloadStatistics',
  summary: 'The same figures as a sheet.',
  roles: STATISTICS_READERS,
  params: NO_PARAMETERS,
  query: statisticsQuery,
  body: NO_BODY,
  answer: FILE,
  answersFile: [XLSX_TYPE],
  problems: ['region_not_allowed'],
  async handle({ query, caller, at }, services) {
    const asked = await readAsked(query, { caller, at }, services);
    const found = await readStatistics(asked, at, services);
    const notice = `统计，${found.fromMonth} 至 ${found.toMonth}，导出于 ${at.slice(0, 10)}。`;
    const file = writeListXlsx({ sheet: '统计', notice, columns: COLUMNS, rows: rowsOf(found) });
    return { status: 200, body: new FileAnswer(file, XLSX_TYPE, '统计.xlsx') };
  },
});

interface Row {
  month?: string;
  kind?: string;
  what?: string;
  count?: number | null;
  unit?: string;
  amount?: string;
}

function rowsOf(found: z.input<typeof statisticsSchema>): string[][] {
  const period = found.fromMonth === found.toMonth ? found.toMonth : `${found.fromMonth} 至 ${found.toMonth}`;
  const row = (item: string, { month = period, kind = '', what = '', count, unit = '件', amount = '' }: Row) =>
    typeof count === 'number' || amount !== ''
      ? [[item, month, kind, what, count === undefined || count === null ? '' : String(count), unit, amount]]
      : [];
  const { open, kinds, months, values, decided, universities } = found;
  const money = (one: (typeof months)[number]) => [
    ...row('补缴和缴费', { month: one.month, count: one.payments, unit: '笔', amount: one.collected }),
    ...row('退费', { month: one.month, count: one.refunds, unit: '笔', amount: one.refunded }),
    ...row('银行退回', { month: one.month, count: one.returned, unit: '笔' }),
    ...row('追回', { month: one.month, unit: '', amount: one.recovered }),
  ];
  return [
    ...row('在办', { month: '现在', what: '合计', count: open.count }),
    ...row('已超期', { month: '现在', what: '合计', count: open.overdue }),
    ...open.states.flatMap(({ kind, state, waitsFor, count }) =>
      row('在办', {
        month: '现在',
        kind: KIND_WORDS[kind],
        what: `${wordOf(STATE_WORDS, state)}（${MOVER_WORDS[waitsFor]}）`,
        count,
      }),
    ),
    ...kinds.flatMap(({ kind, received, finished, ends, median, ninety }) => [
      ...row('受理', { kind: KIND_WORDS[kind], count: received }),
      ...row('办结', { kind: KIND_WORDS[kind], what: '合计', count: finished }),
      ...ends.flatMap(({ state, count }) =>
        row('办结', { kind: KIND_WORDS[kind], what: wordOf(STATE_WORDS, state), count }),
      ),
      ...row('办理天数', { kind: KIND_WORDS[kind], what: '中位数', count: median, unit: '天' }),
      ...row('办理天数', { kind: KIND_WORDS[kind], what: '九成不超过', count: ninety, unit: '天' }),
    ]),
    ...months.flatMap((one) => [
      ...row('每月受理', { month: one.month, count: one.received }),
      ...row('每月办结', { month: one.month, count: one.finished }),
      ...money(one),
    ]),
    ...values.flatMap(({ label, confirmed, supplied, replaced }) => [
      ...row('确认采用的规定', { what: label, count: confirmed, unit: '次' }),
      ...row('补充没有规定的数值', { what: label, count: supplied, unit: '次' }),
      ...row('改用其他数值', { what: label, count: replaced, unit: '次' }),
    ]),
    ...decided.flatMap(({ action, count }) =>
      row('本人办理', { what: wordOf(ACTION_WORDS, action), count, unit: '次' }),
    ),
    ...universities.flatMap(({ university, received, finished, open: left, refunds, refunded, returned }) => [
      ...row('高校', { what: `${university} 受理`, count: received }),
      ...row('高校', { what: `${university} 办结`, count: finished }),
      ...row('高校', { month: '现在', what: `${university} 在办`, count: left }),
      ...row('高校', { what: `${university} 退费`, count: refunds, unit: '笔', amount: refunded }),
      ...row('高校', { what: `${university} 银行退回`, count: returned, unit: '笔' }),
    ]),
  ];
}
