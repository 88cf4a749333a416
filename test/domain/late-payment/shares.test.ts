import { describe, expect, it } from 'vitest';
import { assessLatePayment } from '../../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../../functions/domain/late-payment/request.ts';
import { replaceAt } from '../../../functions/policies/layers.ts';
import { versionOf } from '../../../functions/policies/version.ts';
import { assessOn, continuous, type Facts, REGIONS, type RegionName, versionsOf } from './tables.ts';

const held = (category: NonNullable<Facts['identities']>[number]['category'], more: object = {}): Facts => ({
  identities: [{ category, ...more }],
});

describe('shares of an ordinary payer', () => {
  const rows: [string, RegionName, string, Facts, Record<string, string | null>][] = [
    [
      'Xiaoyi in time: the individual share',
      'xiaoyi',
      '2025-12-25',
      {},
      { individual: '400.00', subsidy: '0.00', aid: '0.00', payable: '400.00' },
    ],
    [
      'Xiaoyi late: both shares, 400 + 700',
      'xiaoyi',
      '2026-03-10',
      continuous('xiaoyi'),
      { individual: '400.00', subsidy: '700.00', payable: '1100.00' },
    ],
    [
      'Changzhi late: both shares with the subsidy of 2024',
      'changzhi',
      '2025-03-10',
      continuous('changzhi'),
      { individual: '400.00', subsidy: '670.00', payable: '1070.00' },
    ],
    [
      'Nanning until 30 June: the individual share only',
      'nanning',
      '2025-06-30',
      continuous('nanning'),
      { individual: '400.00', subsidy: '0.00', payable: '400.00' },
    ],
    [
      'Nanning from 1 July: both shares',
      'nanning',
      '2025-07-01',
      continuous('nanning'),
      { individual: '400.00', subsidy: '670.00', payable: '1070.00' },
    ],
    [
      'Tianjin low tier late',
      'tianjin',
      '2025-02-10',
      { ...continuous('tianjin'), tier: 'low' },
      { payable: '1070.00' },
    ],
    ['Tianjin without a tier is undecided', 'tianjin', '2024-11-10', {}, { individual: null, payable: null }],
    [
      'Yangzhou late: the subsidy is silent',
      'yangzhou',
      '2025-03-10',
      continuous('yangzhou'),
      { individual: '540.00', subsidy: null, payable: null },
    ],
    ['Yangzhou: a student pays 300', 'yangzhou', '2025-03-10', { student: true }, { individual: '300.00' }],
    ['Yangzhou: a child pays 300', 'yangzhou', '2025-03-10', { birthDate: '2007-03-11' }, { individual: '300.00' }],
    [
      'Yangzhou: from the 18th birthday 540',
      'yangzhou',
      '2025-03-10',
      { birthDate: '2007-03-10' },
      { individual: '540.00' },
    ],
    [
      'Shenzhen: six months of an adult, never rounded month by month',
      'shenzhen',
      '2025-07-01',
      { birthDate: '1985-06-01', months: 6 },
      { individual: '269.178', payable: '269.178' },
    ],
    [
      'Shenzhen: a year of a student',
      'shenzhen',
      '2025-01-10',
      { student: true, months: 12 },
      { individual: '461.448' },
    ],
    [
      'Shenzhen: ten months of an adult in three places',
      'shenzhen',
      '2025-03-01',
      { birthDate: '1985-06-01', months: 10 },
      { individual: '448.630' },
    ],
    ['Shanghai: 69 years', 'shanghai', '2025-01-01', { birthDate: '1955-01-02' }, { individual: '825.00' }],
    ['Shanghai: 70 years on the day', 'shanghai', '2025-01-01', { birthDate: '1955-01-01' }, { individual: '655.00' }],
    ['Shanghai: 59 years', 'shanghai', '2025-01-01', { birthDate: '1965-01-02' }, { individual: '995.00' }],
    [
      'Shanghai: exactly 18 and no student falls between the bands',
      'shanghai',
      '2025-01-01',
      { birthDate: '2007-01-01', student: false },
      { individual: null },
    ],
    [
      'Shanghai: a student of 20 pays the student price',
      'shanghai',
      '2025-01-01',
      { birthDate: '2005-01-01', student: true },
      { payable: '355.00' },
    ],
  ];
  it.each(rows)('%s', (_sentence, region, paidOn, facts, amounts) => {
    expect(assessOn(region, paidOn, facts).amounts).toMatchObject(amounts);
  });
});

describe('shares of an aided person', () => {
  const inTime = '2025-12-10';
  it.each([
    ['特困: everything aided', held('extreme_poverty'), '0.00', '400.00', 'none'],
    ['低保: 80 %', held('subsistence_allowance'), '80.00', '320.00', 'special'],
    ['监测对象: 280 fixed', held('monitored'), '120.00', '280.00', 'special'],
    ['返贫致贫: 90 %', held('returned_to_poverty'), '40.00', '360.00', 'special'],
    [
      'a certificate of any grade held in time',
      held('disabled', { grade: 4, certificateIssuedOn: '2020-05-01' }),
      '0.00',
      '400.00',
      'by_agency',
    ],
    [
      'a new certificate assessed on the last day',
      held('disabled', { certificateIssuedOn: '2025-11-29', assessedOn: '2025-10-31' }),
      '0.00',
      '400.00',
      'by_agency',
    ],
    [
      'a new certificate assessed a day late: no aid',
      held('disabled', { certificateIssuedOn: '2025-11-29', assessedOn: '2025-11-01' }),
      '400.00',
      '0.00',
      'ordinary',
    ],
    [
      'a certificate issued after the day: no aid',
      held('disabled', { certificateIssuedOn: '2025-12-01', assessedOn: '2025-10-01' }),
      '400.00',
      '0.00',
      'ordinary',
    ],
    [
      'recognised only after the payment: no aid',
      held('subsistence_allowance', { identifiedOn: '2025-12-11' }),
      '400.00',
      '0.00',
      'ordinary',
    ],
    ['a category without a line: no aid', held('low_income_family'), '400.00', '0.00', 'ordinary'],
  ])('Xiaoyi, %s', (_sentence, facts, individual, aid, paymentMode) => {
    const found = assessOn('xiaoyi', inTime, facts);
    expect(found).toMatchObject({ status: 'decided', amounts: { individual, aid, payable: individual }, paymentMode });
  });

  it('of two identities has the higher aid once', () => {
    const facts: Facts = { identities: [{ category: 'subsistence_allowance' }, { category: 'returned_to_poverty' }] };
    expect(assessOn('xiaoyi', inTime, facts)).toMatchObject({
      identity: 'returned_to_poverty',
      amounts: { payable: '40.00' },
    });
    const silent = assessOn('yuncheng', '2023-11-10', facts);
    expect(silent).toMatchObject({ status: 'needs_review', amounts: { payable: '38.00' } });
    expect(silent.review.map(({ field }) => field)).toEqual(['aid.several']);
  });

  it('tied between two payers has a sure amount and an open payer', () => {
    const facts: Facts = { identities: [{ category: 'extreme_poverty' }, { category: 'restructured_enterprise' }] };
    const found = assessOn('xiaoyi', inTime, facts);
    expect(found).toMatchObject({ status: 'needs_review', amounts: { payable: '0.00' } });
    expect(found.review.map(({ field }) => field)).toEqual(['payers.aid']);
  });

  it('whose aid is settled elsewhere (优抚) has no figure', () => {
    const found = assessOn('xiaoyi', inTime, held('entitled_veteran'));
    expect(found).toMatchObject({ status: 'needs_review', amounts: { individual: null, payable: null } });
  });

  it('recognised after the period and not enrolled pays the self-paid part; the city bears the subsidy', () => {
    const found = assessOn('xiaoyi', '2026-06-10', held('monitored', { identifiedOn: '2026-06-01' }));
    expect(found).toMatchObject({
      timing: 'late',
      amounts: { individual: '120.00', subsidy: '0.00', aid: '280.00', payable: '120.00' },
      payers: { aid: 'medical_aid_fund', subsidy: 'city_finance' },
      waiting: { months: 0 },
      benefit: { start: '2026-06-10' },
    });
  });

  it('is told who bears the individual share, where the way names somebody', () => {
    const [nanning] = versionsOf('450100', 2025);
    const cost = { individual: 'government', subsidy: 'person', by: 'X15' };
    const policy = versionOf(replaceAt(nanning?.source ?? {}, { 'ways.late_2.cost': cost }));
    const request = { ...REGIONS.nanning, paidOn: '2025-07-10', history: { insuredYears: [2024] } };
    expect(assessLatePayment(latePaymentRequestSchema.parse(request), policy)).toMatchObject({
      amounts: { individual: '0.00', subsidy: '670.00', payable: '670.00' },
      payers: { individual: 'government', subsidy: 'insured_person' },
    });
  });

  it('recognised on the last day of the period counts as before its end', () => {
    const before = assessOn('xiaoyi', '2026-03-10', held('monitored', { identifiedOn: '2026-02-25' }));
    expect(before).toMatchObject({ amounts: { individual: null, subsidy: null }, waiting: { months: 0 } });
    const after = assessOn('xiaoyi', '2026-03-10', held('monitored', { identifiedOn: '2026-02-26' }));
    expect(after.amounts.payable).toBe('120.00');
  });

  it('in Changzhi is excepted from both shares when late, but the amount is in an image', () => {
    const found = assessOn('changzhi', '2025-03-10', held('subsistence_allowance'));
    expect(found).toMatchObject({
      amounts: { individual: null, subsidy: '0.00', payable: null },
      waiting: { months: 0 },
    });
    expect(found.review.map(({ field }) => field)).toEqual(['aid.lines.0.pays', 'aid.lines.0.payer']);
  });

  it('of disability grade 3 is outside the list of Changzhi, and waits', () => {
    const found = assessOn('changzhi', '2025-03-10', { ...continuous('changzhi'), ...held('disabled', { grade: 3 }) });
    expect(found).toMatchObject({ amounts: { payable: '1070.00' }, waiting: { months: 3 } });
    expect(assessOn('changzhi', '2025-03-10', held('disabled', { grade: 2 })).amounts.subsidy).toBe('0.00');
  });

  it.each([
    ['2023-11-10', '1963-11-11', '380.00'],
    ['2023-11-10', '1963-11-10', '190.00'],
    ['2023-11-10', '2005-11-11', '190.00'],
    ['2023-11-10', '2005-11-10', '380.00'],
  ])('of a low-income family in Yuncheng on %s, born %s, pays %s', (paidOn, birthDate, payable) => {
    expect(assessOn('yuncheng', paidOn, { birthDate, ...held('low_income_family') }).amounts.payable).toBe(payable);
  });
});

describe('shares of an aided person who simply missed the period', () => {
  const dibao: Facts = { ...continuous('xiaoyi'), ...held('subsistence_allowance', { identifiedOn: '2024-01-01' }) };
  const says = (value: string) => ({ 'late.aided': { value, standing: 'stated', clause: 'XY-23' } });

  it.each([
    ['individual_share_only', { individual: '80.00', aid: '320.00', subsidy: '0.00', payable: '80.00' }],
    ['aided_and_subsidy', { individual: '80.00', aid: '320.00', subsidy: '700.00', payable: '780.00' }],
    ['as_others', { individual: '400.00', aid: '0.00', subsidy: '700.00', payable: '1100.00' }],
  ])('are by the table: %s', (value, amounts) => {
    const answer = assessOn('xiaoyi', '2026-03-10', dibao, says(value));
    expect(answer.amounts).toMatchObject(amounts);
    expect(answer.basis).toContainEqual(expect.objectContaining({ rule: 'late_aided', clause: 'XY-23' }));
    expect(answer.payers.subsidy).toBe(value === 'individual_share_only' ? undefined : 'insured_person');
  });

  it('are for a person to decide where the table is silent', () => {
    const { amounts, review } = assessOn('xiaoyi', '2026-03-10', dibao);
    expect([amounts.payable, review.map(({ field }) => field)]).toEqual([null, ['ways.rural.aid']]);
  });
});
