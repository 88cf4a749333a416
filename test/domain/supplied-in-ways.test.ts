/** Every question that a value settles can be answered at the desk: the value is taken, cited, and the question is gone. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { assessmentOf } from '../../functions/domain/assessments.ts';
import type { PolicyVersion } from '../../functions/domain/policy.ts';
import type { SuppliedValue } from '../../functions/domain/settlement.ts';
import { withSupplied } from '../../functions/domain/supplied-values.ts';
import { type Asked, someAsked } from '../policies/asked-of-table.ts';
import { tablesIn } from '../policies/tables.ts';
import { publishedVersions } from '../support/decided-cases.ts';

const tables = (['notices', 'composed', 'clauses'] as const).map(tablesIn);
const [notices = [], composed = []] = tables;

const answerSchema = z.looseObject({
  status: z.string(),
  review: z.array(z.looseObject({ code: z.string(), field: z.string(), settledBy: z.string() })),
  policy: z.looseObject({ coverageYear: z.number() }),
  basis: z.array(z.looseObject({ rule: z.string(), clause: z.string() })),
});

async function answerBy(policy: PolicyVersion, beside: readonly PolicyVersion[], { kind, request }: Asked) {
  const { region, coverageYear } = policy.table;
  const find = (asked: string, year: number) =>
    asked === region && year === coverageYear
      ? [policy]
      : beside.filter(({ table }) => table.region === asked && table.coverageYear === year);
  return answerSchema.safeParse(await assessmentOf(kind, request, find)).data;
}

/** What an officer would write in one field or another. */
const WRITTEN: readonly SuppliedValue['value'][] = [
  'individual',
  'payment',
  '100.00',
  '1.00',
  '3 months',
  'none',
  'closed',
  'highest_once',
  'medical_aid_fund',
  'year_end',
  true,
  'count',
  'counts',
  'waits',
  'aid',
  'payer',
  'half_up',
  'applies',
  'agency',
  'earliest',
  'years_not_begun',
  [30],
];

async function unanswerable(policy: PolicyVersion, beside: readonly PolicyVersion[]): Promise<string[]> {
  const open = new Map<string, { asked: Asked; code: string; field: string }>();
  for (const [index, asked] of someAsked(policy).entries()) {
    if (index % 7 !== 0) continue;
    const found = await answerBy(policy, beside, asked);
    if (found?.policy.coverageYear !== policy.table.coverageYear) continue;
    for (const { code, field, settledBy } of found.review) {
      if (settledBy === 'value' && !open.has(`${code} ${field}`)) open.set(`${code} ${field}`, { asked, code, field });
    }
  }
  const left: string[] = [];
  for (const [name, { asked, code, field }] of open) {
    if (!(await isSettled(policy, beside, asked, code, field))) left.push(`${name}: ${JSON.stringify(asked.request)}`);
  }
  return left;
}

async function isSettled(
  policy: PolicyVersion,
  beside: readonly PolicyVersion[],
  asked: Asked,
  code: string,
  field: string,
): Promise<boolean> {
  for (const value of WRITTEN) {
    const supplied = withSupplied(policy, [{ field, value, document: '文1号' }]);
    if (!supplied.ok) continue;
    const after = await answerBy(supplied.policy, beside, asked);
    if (after && !after.review.some((one) => one.code === code && one.field === field)) return true;
  }
  return false;
}

test.each(
  tables.flatMap((beside) =>
    beside.map((policy) => [policy.table.name, policy.table.coverageYear, policy, beside] as const),
  ),
)('%s %i: every question that a value settles is settled by one', async (_name, _year, policy, beside) => {
  expect(await unanswerable(policy, beside)).toEqual([]);
});

const tableOf = (versions: readonly PolicyVersion[], region: string): PolicyVersion => {
  const found = versions.find(({ table }) => table.region === region);
  if (!found) throw new Error(`no table of ${region}`);
  return found;
};

describe('a value for one case', () => {
  test('is cited by the number of its document, and is no question any more', async () => {
    const suqian = tableOf(notices, '321300');
    const asked = { kind: 'late-payment', request: { region: '321300', coverageYear: 2021, paidOn: '2020-11-10' } };
    expect((await answerBy(suqian, notices, asked))?.status).toBe('needs_review');
    const supplied = withSupplied(suqian, [
      { field: 'contribution', value: '350.00', document: '宿医保〔2021〕1号' },
      { field: 'ways.in_time.open.to', value: '2020-12-31', document: '宿医保〔2021〕1号' },
    ]);
    if (!supplied.ok) throw new Error(JSON.stringify(supplied.issues));
    const after = await answerBy(supplied.policy, notices, asked);
    expect(after).toMatchObject({ amounts: { individual: '350.00' }, timing: 'in_period' });
    expect(after?.basis.map(({ clause }) => clause)).toContain('宿医保〔2021〕1号');
  });

  test('is asked together with the one that would follow from it: how much aid is, and who bears it', async () => {
    const changzhi = tableOf(publishedVersions, '140400');
    const asked = {
      kind: 'late-payment',
      request: {
        ...{ region: '140400', coverageYear: 2025, paidOn: '2024-10-10', birthDate: '1980-05-01' },
        ...{ identities: [{ category: 'monitored' }], history: { insuredYears: [2024] } },
      },
    };
    const fields = ['aid.lines.0.pays', 'aid.lines.0.payer'];
    expect((await answerBy(changzhi, [], asked))?.review.map(({ field }) => field)).toEqual(fields);
    const given = ['120.00', 'medical_aid_fund'].map((value, index) => ({
      ...{ field: fields[index] ?? '', value, document: '长医保〔2024〕1号' },
    }));
    const supplied = withSupplied(changzhi, given);
    if (!supplied.ok) throw new Error(JSON.stringify(supplied.issues));
    expect(await answerBy(supplied.policy, [], asked)).toMatchObject({
      ...{ review: [], amounts: { individual: '120.00' }, payers: { aid: 'medical_aid_fund' } },
    });
  });

  test('stands in no place that the text states', () => {
    const given = [{ field: 'ways.in_time.cost', value: 'both', document: '文1号' }];
    expect(withSupplied(tableOf(composed, '110000'), given)).toMatchObject({
      ok: false,
      issues: [{ path: 'values.0.field' }],
    });
  });

  test('that cannot stand there is refused in words', () => {
    const given = [{ field: 'otherwise', value: 'open', document: '文1号' }];
    expect(withSupplied(tableOf(composed, '110000'), given)).toMatchObject({
      ok: false,
      issues: [{ path: 'values.0.value', message: expect.stringContaining('closed') }],
    });
  });
});
