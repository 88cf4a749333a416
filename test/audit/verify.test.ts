/** Decisions that were stored are computed again; whatever was changed since is named with its case. */
import { PutCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyTables } from '../../functions/audit/verify-tables.ts';
import { latePaymentCaseSchema } from '../../functions/cases/late-payment/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { planPayment } from '../../functions/domain/late-payment/payment-plan.ts';
import { loadPolicyFiles } from '../../functions/policies/files.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { newCase, OPENED } from '../support/cases.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

const TABLES = { cases: 'Cases', policies: 'Policies' };
const versions = loadPolicyFiles(new URL('../../workflows/policies', import.meta.url).pathname);

let tables: OpenTables;
beforeAll(async () => {
  tables = await openTables();
  const policies = openPolicyStore(tables.client, TABLES.policies);
  for (const version of versions) await policies.publish(version);
  const cases = openCaseStore(tables.client, TABLES.cases, latePaymentCaseSchema);
  for (const caseId of ['first', 'second']) {
    const opened = (await cases.put(newCase(caseId), OPENED)).case;
    const policy = versions.find(({ table }) => table.region === '141181' && table.coverageYear === 2026);
    if (!policy) throw new Error('no table of Xiaoyi for 2026');
    const plan = planPayment(opened.facts, localDate('2026-03-10'), () => policy);
    const event = { at: '2026-03-10T01:00:01.000Z', by: 'system:Assess', event: 'assessed' as const, detail: {} };
    expect((await cases.change(opened, { state: 'awaiting_payment', set: { plan }, event })).ok).toBe(true);
  }
});
afterAll(() => tables.close());

const verify = () => verifyTables(tables.client, TABLES);

/** Changes one part of a stored case behind everybody's back, for as long as the work takes. */
async function withChanged(path: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const names = path.split('.').map((name) => /^(\w+)(\[\d+\])?$/.exec(name) ?? []);
  const change = (to: unknown) =>
    tables.client.send(
      new UpdateCommand({
        TableName: TABLES.cases,
        Key: { caseId: 'second' },
        UpdateExpression: `SET ${names.map(([, name, index = '']) => `#${name}${index}`).join('.')} = :to`,
        ExpressionAttributeNames: Object.fromEntries(names.map(([, name]) => [`#${name}`, String(name)])),
        ExpressionAttributeValues: { ':to': to },
        ReturnValues: 'ALL_OLD',
      }),
    );
  const { Attributes } = await change(value);
  try {
    await work();
  } finally {
    await tables.client.send(new PutCommand({ TableName: TABLES.cases, Item: Attributes }));
  }
}

describe('stored decisions', () => {
  test('are found the same again, and have one digest', async () => {
    const verified = await verify();
    expect(verified).toMatchObject({ cases: 2, decisions: 2, policyVersions: versions.length, findings: [] });
    expect((await verify()).digest).toBe(verified.digest);
  });

  test.each([
    ['an amount of the decision', 'plan.assessment.amounts.payable', '1000.00', 'plan.assessment.amounts.payable'],
    ['the last day of payment', 'plan.payBy', '2026-12-30', 'plan.payBy'],
    ['the day of the reminder', 'plan.remindOn', '2026-12-20', 'plan.remindOn'],
    ['what comes of it', 'plan.outcome', 'nothing_to_pay', 'plan.outcome'],
    ['a quote of its basis', 'plan.assessment.basis[0].quote', '每人每年300元', 'plan.assessment.basis.0.quote'],
    ['a fact by which it was made', 'facts.exit', { scheme: 'employee', on: '2026-02-01' }, 'plan.'],
  ])('are named with their case when somebody changed %s', async (_, path, value, where) => {
    const before = await verify();
    await withChanged(path, value, async () => {
      const verified = await verify();
      expect(verified.findings).toMatchObject([{ caseId: 'second', what: 'decision' }]);
      expect(verified.findings[0]?.where).toContain(where);
    });
    expect((await verify()).digest).toBe(before.digest);
  });
});

test.each([
  ['who did something', 'history[1].by', 'caseworker-2', 'entry 2'],
  ['when it was done', 'history[0].at', '2026-03-09T01:00:00.000Z', 'entry 1'],
  ['when it was done, so that it is no time any more', 'history[1].at', 'never', 'entry 2'],
])('a history in which somebody changed %s is named with the entry', (_, path, value, where) =>
  withChanged(path, value, async () => {
    expect((await verify()).findings).toContainEqual({ caseId: 'second', what: 'history', where });
  }),
);

test('a case that is none any more is named', () =>
  withChanged('state', 'paid', async () => {
    expect((await verify()).findings).toEqual([{ caseId: 'second', what: 'decision', where: 'state' }]);
  }));

test('every case of a policy version that is not what it was is named', async () => {
  const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: TABLES.policies }));
  const item = Items.find(({ tableKey }) => tableKey === 'formats#141181#2026');
  const source = String(item?.source).replace('"400.00 @XY-02"', '"300.00 @XY-02"');
  expect(source).not.toBe(item?.source);
  await tables.client.send(new PutCommand({ TableName: TABLES.policies, Item: { ...item, source } }));
  const { findings } = await verify();
  expect(findings.map(({ caseId, what }) => `${caseId} ${what}`).sort()).toEqual(['first policy', 'second policy']);
  expect(findings[0]?.where).toMatch(/^version .+ of 141181 2026$/);
});
