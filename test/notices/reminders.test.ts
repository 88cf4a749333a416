import { describe, expect, it } from 'vitest';
import { localDate } from '../../functions/domain/calendar.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import { decideDue } from '../../functions/domain/reminder/decide-due.ts';
import type { ReminderRequest } from '../../functions/domain/reminder/request.ts';
import type { Filled } from '../../functions/notices/filled.ts';
import { guidanceOf } from '../../functions/notices/guidance.ts';
import { printPages } from '../../functions/notices/print/print-pages.ts';
import { writeDocumentsReminder } from '../../functions/notices/reminders/documents-reminder.ts';
import type { ReminderContent } from '../../functions/notices/reminders/reminder-content.ts';
import { writeReminder } from '../../functions/notices/reminders/write-reminder.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';

function policyOf(region: string, coverageYear: number, today: string): PolicyVersion {
  const policy = versionInForce(versionsOf(region, coverageYear), localDate(today));
  if (!policy) throw new Error('no table');
  return policy;
}

/** What is sent on a day, whatever was planned. */
function content(region: string, coverageYear: number, today: string, more: Partial<ReminderRequest> = {}) {
  const policy = policyOf(region, coverageYear, today);
  const asOf = localDate(today);
  const planned = { occasion: more.exit ? 'exit_window' : 'period', lastDay: asOf, daysBefore: 1 } as const;
  const request = { region, coverageYear, asOf, ...more };
  // The last day as the table has it today, so that nothing has moved.
  const last = decideDue(planned, request, policy);
  const lastDay = last.action === 'move' ? last.lastDay : asOf;
  const decision = decideDue({ ...planned, lastDay }, request, policy);
  if (decision.action !== 'send') throw new Error(JSON.stringify(decision));
  return { ...decision.matter, name: '试*', guidance: guidanceOf(policy.table) };
}

const textOf = (filled: Filled): string =>
  filled.ok ? [filled.notice.title, ...filled.notice.body].join('\n') : `缺少 ${filled.missing.join()}`;

const dibao = [{ category: 'subsistence_allowance' as const }];
const exit = { scheme: 'employee' as const, on: localDate('2026-02-10') };

const OCCASIONS: [string, ReminderContent, string[]][] = [
  [
    'before the new year',
    content('140400', 2025, '2024-12-20'),
    ['2024-12-25', '2025-01-01 起享受待遇', '最后一天是 2025-02-25'],
  ],
  [
    'in the period',
    content('141181', 2026, '2026-02-18'),
    ['应缴金额：400.00 元', '最后一天是 2026-02-25', '每月1日至25日'],
  ],
  ['on a closed day', content('141181', 2026, '2026-01-26'), ['今天不能缴费，2026-02-01 起可以缴费']],
  [
    'to an aided person',
    content('140400', 2025, '2025-02-10', { identities: dibao }),
    ['请选择“特殊缴费”', '金额由医保经办机构', '一旦办理正常缴费,将无法再办理特殊缴费'],
  ],
  [
    'to an aided person where the table is silent',
    content('141181', 2026, '2026-02-10', { identities: dibao }),
    ['应缴金额：80.00 元', '可能不能再办理特殊缴费'],
  ],
  [
    'after the last day',
    content('140400', 2025, '2025-02-26'),
    ['缴费期已于 2025-02-25 结束', '应缴金额：1070.00 元', '待遇等待期：3 个月'],
  ],
  [
    'in an exit window',
    content('141181', 2026, '2026-04-25', { exit }),
    ['2026-02-10 退出', '最后一天是 2026-05-10', '没有等待期'],
  ],
  [
    'on a payment that was not found',
    content('140400', 2025, '2025-03-05', { paidOn: localDate('2025-02-24'), channel: 'bank' }),
    ['已于 2025-02-24 缴费', '最迟应在 2025-03-03 查到', '不要再次缴费'],
  ],
];

describe.each(OCCASIONS)('the reminder %s', (_occasion, given, parts) => {
  it('says what to do, until when and by which clause', () => {
    const text = textOf(writeReminder(given));
    for (const part of parts) expect(text).toContain(part);
    expect(text).toContain('依据：\n〔1〕');
  });

  it('has no hole for a value, and no whole name', () => {
    const text = textOf(writeReminder(given));
    expect(text).not.toMatch(/undefined|null|NaN|\{|\}|\[object|缺少/);
    expect(text).toContain('试*：');
  });

  it('is not made without a name', () => {
    expect(writeReminder({ ...given, name: '' })).toEqual({ ok: false, missing: ['姓名'] });
  });
});

describe('a reminder that lacks', () => {
  const without = (change: (matter: ReminderContent) => Partial<ReminderContent>, from = OCCASIONS[1]?.[1]): Filled => {
    if (!from) throw new Error('no such occasion');
    return writeReminder({ ...from, ...change(from) });
  };
  const late = OCCASIONS[5]?.[1];

  it('an amount is not made, and says so', () => {
    const change = ({ quoted }: ReminderContent) => ({
      quoted: { ...quoted, amounts: { ...quoted.amounts, payable: null } },
    });
    expect(without(change)).toEqual({ ok: false, missing: ['应缴金额'] });
    expect(without(change, late)).toEqual({ ok: false, missing: ['应缴金额'] });
  });

  it('a wait, a last day or an option is not made either', () => {
    const noWait = ({ quoted }: ReminderContent) => ({
      quoted: { ...quoted, waiting: { ...quoted.waiting, months: null } },
    });
    expect(without(noWait, late)).toEqual({ ok: false, missing: ['待遇等待期'] });
    const noDeadline = ({ assessment }: ReminderContent) => ({ assessment: { ...assessment, deadline: null } });
    expect(without(noDeadline)).toEqual({ ok: false, missing: ['缴费期最后一天'] });
    const noOption = ({ guidance }: ReminderContent) => ({ guidance: { ...guidance, specialOption: undefined } });
    expect(without(noOption, OCCASIONS[3]?.[1])).toEqual({ ok: false, missing: ['特殊缴费选项'] });
  });

  it('its list of documents is not made', () => {
    const guidance = guidanceOf(policyOf('141181', 2026, '2026-02-18').table);
    const waiting = { caseId: 'L141181-2026-AAAAAAAAAA', name: '试*', guidance };
    expect(writeDocumentsReminder({ ...waiting, requested: undefined })).toEqual({
      ok: false,
      missing: ['需要补正的材料'],
    });
    const requested = { documents: ['户口簿'], until: '2026-03-20' };
    expect(textOf(writeDocumentsReminder({ ...waiting, requested }))).toContain('1. 户口簿\n最后一天是 2026-03-20');
  });
});

describe('a notice on paper', () => {
  const linesFrom = (heading: string) => [
    ...['试*：请缴费。<b>', '救济途径：可以申请行政复议。'],
    ...[heading, '〔1〕文件：“条文 & 原文”'],
  ];
  const pageOf = (heading: string) =>
    printPages([{ title: '缴费通知书', lines: linesFrom(heading), reference: 'L141181-2026-AAAAAAAAAA' }]);
  const page = pageOf('依据：');

  it('is an A4 page with its number, its clauses and how to contest it, and nothing that runs', () => {
    expect(page).toContain('size: A4');
    expect(page).toContain('counter(page)');
    expect(page).toContain('<p class="remedies">救济途径');
    expect(page).toMatch(/<section aria-label="依据">[\s\S]*条文 &amp; 原文/);
    expect(page).not.toMatch(/<script|<b>|https?:/);
  });

  it('has its clauses apart also where an earlier release has written it', () => {
    expect(pageOf('依据:')).toMatch(/<section aria-label="依据">[\s\S]*条文 &amp; 原文/);
  });

  it('begins on a page of its own', () => {
    const two = printPages([1, 2].map((number) => ({ title: `第 ${number} 份`, lines: [], reference: '' })));
    expect(two.match(/<article>/g)).toHaveLength(2);
    expect(two).toContain('break-after: page');
  });
});
