import { describe, expect, it } from 'vitest';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../functions/domain/late-payment/request.ts';
import type { SuppliedValue } from '../../functions/domain/settlement.ts';
import { withSupplied } from '../../functions/domain/supplied-values.ts';
import { REGIONS, type RegionName, versionsOf } from './late-payment/tables.ts';

const DOCUMENT = '长医保发〔2024〕99号';

function assessWith(name: RegionName, facts: object, supplied: SuppliedValue[]) {
  const { region, coverageYear } = REGIONS[name];
  const [policy] = versionsOf(region, coverageYear);
  if (!policy) throw new Error('no table');
  const result = withSupplied(policy, supplied);
  if (!result.ok) return result;
  return assessLatePayment(latePaymentRequestSchema.parse({ region, coverageYear, ...facts }), result.policy);
}

describe('a value that a caseworker supplied', () => {
  const dibao = { paidOn: '2025-03-10', identities: [{ category: 'subsistence_allowance' }] };

  it('settles the review that named its field, and stands in the basis with its document', () => {
    const selfPay = { field: 'aid.lines.subsistence_allowance.selfPay', value: '80.00', document: DOCUMENT };
    const payer = { field: 'aid.lines.subsistence_allowance.payer', value: 'medical_aid_fund', document: DOCUMENT };
    expect(assessWith('changzhi', dibao, [selfPay])).toMatchObject({
      status: 'needs_review',
      review: [{ field: 'aid.lines.0.payer' }],
    });
    const found = assessWith('changzhi', dibao, [selfPay, payer]);
    expect(found).toMatchObject({
      status: 'decided',
      amounts: { individual: '80.00', aid: '320.00', payable: '80.00' },
    });
    expect(found).toMatchObject({
      basis: expect.arrayContaining([expect.objectContaining({ clause: DOCUMENT, standing: 'supplied' })]),
    });
  });

  it('settles one of two readings', () => {
    const facts = { paidOn: '2026-03-10', history: { lapsedYears: [2024, 2025] } };
    const months = (value: boolean) =>
      assessWith('xiaoyi', facts, [{ field: 'wait.lapsedBeforeCounts', value, document: DOCUMENT }]);
    expect(months(true)).toMatchObject({ status: 'decided', waiting: { months: 5 }, alternatives: [] });
    expect(months(false)).toMatchObject({ status: 'decided', waiting: { months: 4 }, alternatives: [] });
  });

  it('gives a category without a line, and a person in no group, a line of their own', () => {
    const fenxi = assessWith('fenxi', { paidOn: '2022-11-10', identities: [{ category: 'subsistence_allowance' }] }, [
      { field: 'aid.lines.subsistence_allowance.selfPay', value: '70.00', document: DOCUMENT },
    ]);
    expect(fenxi).toMatchObject({ amounts: { payable: '70.00' } });
    const shanghai = assessWith('shanghai', { paidOn: '2025-01-01', birthDate: '2007-01-01', student: false }, [
      { field: 'contribution.standards.thisCase.individual', value: '355.00', document: DOCUMENT },
    ]);
    expect(shanghai).toMatchObject({ amounts: { individual: '355.00' } });
  });

  it.each([
    ['a stated value', 'contribution.0.subsidy', '700.00', 'field'],
    ['a field that no table has', 'late.nothing', '700.00', 'field'],
    ['a path into the object itself', '__proto__.value', '1', 'field'],
    ['money that is none', 'aid.lines.subsistence_allowance.selfPay', '80 yuan', 'value'],
    ['more places than 厘', 'aid.lines.subsistence_allowance.selfPay', '80.0001', 'value'],
  ])('is refused for %s', (_sentence, field, value, part) => {
    const result = assessWith('changzhi', dibao, [{ field, value, document: DOCUMENT }]);
    expect(result).toMatchObject({ ok: false, issues: [{ path: `values.0.${part}` }] });
  });
});
