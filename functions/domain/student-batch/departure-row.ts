/** A student who left, as a university fills it in. */
import type { LocalDate } from '../calendar.ts';
import type { ReadRow } from '../imports/kinds.ts';
import { openRowReader } from '../imports/read-row.ts';
import type { TableRow } from '../imports/read-table.ts';
import { defineColumn as column, type Template } from '../imports/template.ts';
import { DOCUMENT_RULE, type DocumentNumber } from '../person/identity-document.ts';
import type { DEPARTURES } from '../policy/special-groups.ts';
import { type PayeeAccount, payeeAccountSchema } from '../refund/payee-account.ts';

type DepartureKind = (typeof DEPARTURES)[number];

export interface DepartureRow {
  studentNumber: string;
  idNumber: DocumentNumber;
  name: string;
  college: string;
  kind: DepartureKind;
  on: LocalDate;
  account: PayeeAccount;
}

export const DEPARTURE_NAMES: Record<DepartureKind, string> = {
  transfer: '转学',
  withdrawal: '退学',
  enlistment: '参军入伍',
  suspension: '休学',
  early_graduation: '提前毕业',
  other: '其他',
};

export const DEPARTURE_TEMPLATE = {
  title: '离校学生退费名单',
  version: '2026.1',
  columns: [
    column('studentNumber', '学号', true, 16, '学校的学号，4 至 20 位字母或数字', '2023010001'),
    column('idNumber', '身份证号码', true, 22, DOCUMENT_RULE, '11010519491231002X'),
    column('name', '姓名', true, 12, '与身份证件一致，2 至 50 个字', '张三'),
    column('college', '学院', true, 20, '学院或系的名称', '机械工程学院'),
    { ...column('kind', '离校情形', true, 12, '从列表中选择', '退学'), choices: Object.values(DEPARTURE_NAMES) },
    column('on', '离校日期', true, 14, '年-月-日', '2026-06-30'),
    column('bank', '开户银行', true, 20, '银行名称', '中国工商银行'),
    column('account', '银行卡号', true, 24, '学生本人的银行卡号，16 至 19 位', '6222020000000000000'),
  ],
} as const satisfies Template;
type Key = (typeof DEPARTURE_TEMPLATE.columns)[number]['key'];

export function readDepartureRow(row: TableRow, today: LocalDate): ReadRow<DepartureRow> {
  const reader = openRowReader<Key>(DEPARTURE_TEMPLATE, row);
  const studentNumber = reader.code('studentNumber', {
    fits: /^[A-Za-z0-9-]{4,20}$/,
    expected: '应为 4 至 20 位字母或数字',
  });
  const idNumber = reader.idNumber('idNumber');
  const name = reader.text('name', {
    fits: /^[\p{L}\p{M}·\u2022\u2027\u30FB.' -]{2,50}$/u,
    expected: '应为 2 至 50 个字，与身份证件一致',
  });
  const college = reader.text('college', {
    fits: /^[\p{L}\p{N}()\uFF08\uFF09·-]{2,40}$/u,
    expected: '应为学院名称，2 至 40 个字',
  });
  const kind = reader.choice('kind', DEPARTURE_NAMES);
  const on = reader.date('on');
  const bank = reader.text('bank', {
    fits: /^[\p{L}\p{N}()\uFF08\uFF09 -]{2,60}$/u,
    expected: '应为银行名称，2 至 60 个字',
  });
  const number = reader.code('account', { fits: /^[\d ]{8,40}$/, expected: '应为 16 至 19 位数字' });
  if (on && on > today) reader.report('on', '晚于今天', `应不晚于 ${today}，离校后再申请`);
  if (kind === 'suspension')
    reader.report('kind', '休学不是离校，不退费', '应为转学、退学、参军入伍等，休学的请删去此行');
  const account = number && bank && name ? readAccount(number, bank, name) : null;
  if (account && !account.ok) reader.report('account', account.message, '请按银行卡逐位核对');
  const { issues } = reader;
  if (issues.length > 0 || !studentNumber || !idNumber || !name || !college || !kind || !on || !account?.ok) {
    return { ok: false, issues };
  }
  return { ok: true, value: { studentNumber, idNumber, name, college, kind, on, account: account.account } };
}

/** The student's own card: the holder is the student. */
function readAccount(number: string, bank: string, holder: string) {
  const read = payeeAccountSchema.safeParse({ kind: 'card', holder, bank, number });
  if (read.success) return { ok: true as const, account: read.data };
  return { ok: false as const, message: read.error.issues[0]?.message ?? '不是银行卡号' };
}
