/** The form from which an officer begins a region's year. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../functions/domain/late-payment/request.ts';
import { loadPolicyDraft, loadPolicyFiles } from '../../functions/policies/files.ts';

const directory = new URL('../../workflows/policies', import.meta.url).pathname;
const form = join(directory, 'new-table.yaml');

const [blank] = loadPolicyDraft(form, directory);
if (!blank) throw new Error('no table');

test('as it stands it decides no sum: it asks, and names what is missing', () => {
  const request = { region: '000000', coverageYear: 2027, paidOn: '2026-10-10', history: { insuredYears: [2026] } };
  const { amounts, review, status } = assessLatePayment(latePaymentRequestSchema.parse(request), blank);
  expect([amounts.payable, status]).toEqual([null, 'needs_review']);
  expect(review.map(({ field }) => field)).toContain('contribution.0.individual');
});

test('what nobody has replaced in it is refused by name', () => {
  const copy = mkdtempSync(join(tmpdir(), 'policies-'));
  try {
    writeFileSync(join(copy, '2027.yaml'), readFileSync(form, 'utf8'));
    expect(() => loadPolicyDraft(join(copy, '2027.yaml'), directory)).toThrow(
      /:\d+: name: 还是样表中的文字[\s\S]*:\d+: documents\.notice-2027\.number: 还是[\s\S]*:\d+: clauses\.A-01\.quote: 还是/,
    );
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test('filled in as its comments say, and put where they say, it is a table', () => {
  const copy = mkdtempSync(join(tmpdir(), 'policies-'));
  try {
    cpSync(directory, copy, { recursive: true });
    const filled = readFileSync(form, 'utf8')
      .replace('$schema=ways', '$schema=../ways')
      .replace('region: "000000"', 'region: "141182"')
      .replace('name: 某市', 'name: 汾阳市')
      .replace('某政办发〔2026〕1号', '汾政办发〔2026〕31号')
      .replace('在这里逐字抄写原文的一句。', '2027年度个人缴费每人440元,财政补助每人730元。')
      .replace(/individual: \{ silent[^}]*\}/, 'individual: 440.00 @A-01')
      .replace(/subsidy: \{ silent[^}]*\}/, 'subsidy: 730.00 @A-01')
      .replace(/from: \{ silent: 起始日[^}]*\}/, 'from: 2026-09-01 @A-01')
      .replace(/to: \{ silent: 截止日[^}]*\}/, 'to: 2026-12-31 @A-01')
      .replace(/from: \{ silent: 未写明 \}/, 'from: in_time > next_day @A-01')
      .replace(/ {4}allowed: [^\n]*\n/, '')
      .replace(/cost: \{ silent[^}]*\}/, 'cost: both @A-01');
    cpSync(join(copy, '141181-xiaoyi'), join(copy, '141182-fenyang'), { recursive: true });
    rmSync(join(copy, '141182-fenyang/2026.yaml'));
    writeFileSync(join(copy, '141182-fenyang/2027.yaml'), filled);
    const table = loadPolicyFiles(copy).find((one) => one.table.region === '141182');
    if (!table) throw new Error('no table');
    const request = { region: '141182', coverageYear: 2027, history: { insuredYears: [2026] } };
    const paid = (paidOn: string) => assessLatePayment(latePaymentRequestSchema.parse({ ...request, paidOn }), table);
    expect(paid('2026-10-10')).toMatchObject({ timing: 'in_period', amounts: { payable: '440.00' } });
    expect(paid('2027-02-10')).toMatchObject({
      timing: 'late',
      amounts: { payable: '1170.00' },
      waiting: { months: 3 },
      benefit: { start: '2027-05-10' },
    });
  } finally {
    rmSync(copy, { recursive: true });
  }
});
