/** What became of an order to pay out, as the treasury or the bank writes it. */
import type { LocalDate } from '../calendar.ts';
import type { ReadRow } from '../imports/kinds.ts';
import { openRowReader } from '../imports/read-row.ts';
import type { TableRow } from '../imports/read-table.ts';
import { defineColumn as column, type Template } from '../imports/template.ts';
import { formatYuan } from '../money.ts';

export interface TreasuryResultRow {
  instruction: string;
  /** Decimal yuan. */
  amount: string;
  result: { outcome: 'paid' | 'returned' | 'bounced'; on: LocalDate; reference: string; reason?: string };
}

/** Bounced: it was told as paid before, and came back. */
export const PAYOUT_NAMES = { paid: '已支付', returned: '已退回', bounced: '支付后退票' } as const;

export const TREASURY_RESULT_TEMPLATE = {
  title: '财政支付结果',
  version: '2026.1',
  columns: [
    column('instruction', '指令号', true, 30, '支付指令文件中的指令号', 'R141181-2026-AAAAAAAAAA-P1'),
    column('amount', '金额', true, 12, '元，与指令相同', '400.00'),
    { ...column('outcome', '结果', true, 10, '从列表中选择', '已支付'), choices: Object.values(PAYOUT_NAMES) },
    column('on', '日期', true, 14, '支付或退回的日期，年-月-日', '2026-03-10'),
    column('reference', '流水号', true, 24, '国库或银行的流水号，4 至 64 位字母、数字或连字符', 'Z2026031000001'),
    column('reason', '退回原因', false, 30, '退回和退票的必填', '账号户名不符'),
  ],
} as const satisfies Template;
type Key = (typeof TREASURY_RESULT_TEMPLATE.columns)[number]['key'];

export function readTreasuryResultRow(row: TableRow, today: LocalDate): ReadRow<TreasuryResultRow> {
  const reader = openRowReader<Key>(TREASURY_RESULT_TEMPLATE, row);
  const instruction = reader.code('instruction', { fits: /^[\w-]{10,60}$/, expected: '应为指令文件中的指令号' });
  const amount = reader.amount('amount');
  const outcome = reader.choice('outcome', PAYOUT_NAMES);
  const on = reader.date('on');
  const reference = reader.code('reference', {
    fits: /^[A-Za-z0-9-]{4,64}$/,
    expected: '应为 4 至 64 位字母、数字或连字符',
  });
  const reason = reader.text('reason');
  if (on && on > today) reader.report('on', '晚于今天', `应不晚于 ${today}`);
  if (outcome && outcome !== 'paid' && !reason) reader.report('reason', '没有填写', '退回和退票的请写明原因');
  const { issues } = reader;
  if (issues.length > 0 || !instruction || amount === null || !outcome || !on || !reference)
    return { ok: false, issues };
  const result = { outcome, on, reference, ...(reason && { reason }) };
  return { ok: true, value: { instruction, amount: formatYuan(amount), result } };
}
