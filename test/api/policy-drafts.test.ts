/** A new version of a policy table: handed in by one officer, approved by another with the list in hand, then published. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Case } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { planPayment } from '../../functions/domain/late-payment/payment-plan.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openedKey } from '../../functions/store/keys.ts';
import { storedCase } from '../support/cases.ts';
import { decidedLatePayment, tableOn } from '../support/decided-cases.ts';
import { openOffice, type Who, XIAOYI } from './office.ts';

const ZHOU: Who = ['policy_officer', '141181', 'zhou'];
const WU: Who = ['policy_officer', '141181', 'wu'];
const ELSEWHERE: Who = ['policy_officer', '140400', 'zheng'];
const TABLE = '/policies/141181/2026';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
  for (const caseId of ['L141181-2026-AAAAAAAAAA', 'L141181-2026-BBBBBBBBBB']) await store({ ...decided, caseId });
});
afterAll(() => office.close());

const decided = decidedLatePayment();
async function store(found: Case): Promise<void> {
  const Item = { ...found, openedKey: openedKey(found.openedAt, found.caseId) };
  await openDocumentClient().send(new PutCommand({ TableName: 'Cases', Item }));
}

/** The published table with another contribution, in force from a day. */
function dearer(inForceFrom: string, individual = '420.00') {
  const { source } = tableOn('141181', 2026, '2026-03-10');
  const text = JSON.stringify(source).replace('"400.00 @XY-02"', `"${individual} @XY-02"`);
  return { table: { ...JSON.parse(text), inForceFrom, why: '调整个人缴费标准' } };
}

const draftSchema = z.looseObject({
  version: z.string(),
  digest: z.string(),
  state: z.string(),
  differences: z.array(z.object({ path: z.string(), label: z.string(), before: z.unknown(), after: z.unknown() })),
  list: z
    .looseObject({ done: z.boolean(), digest: z.string(), seen: z.number(), counts: z.looseObject({}) })
    .nullable(),
});
const draftOf = (answer: { sent: string }) => draftSchema.parse(JSON.parse(answer.sent));

async function submit(who: Who, body: object) {
  const draft = draftOf(await office.post(who, `${TABLE}/drafts`, body));
  return { ...draft, path: `${TABLE}/drafts/${draft.version}` };
}
async function list(who: Who, path: string) {
  const listed = draftOf(await office.post(who, `${path}/impact`, {}));
  return {
    draft: listed.digest,
    list: listed.list?.digest ?? '',
    counts: listed.list?.counts,
    done: listed.list?.done,
  };
}
const approve = (who: Who, path: string, { draft, list: digest }: { draft: string; list: string }) =>
  office.post(who, `${path}/approval`, { draft, list: digest, opinion: '已核对名单' });
const publish = (who: Who, path: string) => office.post(who, `${path}/publication`, {});

describe('a draft', () => {
  test('that is withdrawn is neither approved nor published, until somebody hands it in again', async () => {
    const body = dearer('2026-09-01', '430.00');
    const { path } = await submit(ZHOU, body);
    const digests = await list(ZHOU, path);
    const withdraw = (reason: string) => office.post(WU, `${path}/withdrawal`, { reason });
    expect((await withdraw('')).status).toBe(422);
    expect(draftOf(await withdraw('金额写错')).state).toBe('withdrawn');
    expect((await approve(WU, path, digests)).body.code).toBe('draft_withdrawn');
    expect((await publish(ZHOU, path)).body.code).toBe('draft_withdrawn');
    expect((await office.post(ZHOU, `${path}/impact`, {})).body.code).toBe('draft_withdrawn');
    // Now it is another's draft: the one who had handed it in first may approve it.
    expect((await submit(WU, body)).state).toBe('listed');
    expect((await approve(WU, path, digests)).body.code).toBe('same_officer_approves');
    expect(draftOf(await approve(ZHOU, path, digests)).state).toBe('approved');
  });

  test('is published only after a second officer approved it with the list of what it does, and then decides', async () => {
    const { path, ...draft } = await submit(ZHOU, dearer('2026-04-01'));
    expect(draft.differences).toEqual([
      {
        path: 'contribution.0.individual',
        label: expect.stringMatching(/[\u4e00-\u9fff]/),
        before: '400.00',
        after: '420.00',
      },
    ]);
    expect((await publish(ZHOU, path)).body.code).toBe('draft_not_approved');
    const someList = { draft: draft.digest, list: '0'.repeat(64) };
    expect((await approve(WU, path, someList)).body.code).toBe('impact_not_listed');

    const listed = await list(ZHOU, path);
    expect([listed.done, listed.counts]).toEqual([true, { unchanged: 0, changed: 2, revived: 0, undecided: 0 }]);
    const { impacts } = JSON.parse((await office.get(WU, `${path}/impact`)).sent);
    expect(impacts[0]).toEqual({
      caseId: 'L141181-2026-BBBBBBBBBB',
      outcome: 'changed',
      differences: [
        { path: 'amounts.individual', before: '400.00', after: '420.00' },
        { path: 'amounts.payable', before: '1100.00', after: '1120.00' },
      ],
      rule: 'individual_contribution',
    });

    expect((await approve(ZHOU, path, listed)).body.code).toBe('same_officer_approves');
    expect((await approve(WU, path, someList)).body.code).toBe('impact_outdated');
    expect((await approve(WU, path, { ...listed, draft: '0'.repeat(64) })).body.code).toBe('impact_outdated');
    expect((await approve(ELSEWHERE, path, listed)).body.code).toBe('region_not_allowed');
    expect((await approve(XIAOYI, path, listed)).body.code).toBe('role_not_allowed');
    expect((await approve(WU, path, listed)).status).toBe(200);

    expect(draftOf(await publish(ZHOU, path)).state).toBe('published');
    expect(draftOf(await publish(WU, path)).state).toBe('published');
    const versions = JSON.parse((await office.get(ZHOU, `${path}`)).sent);
    expect(versions).toMatchObject({ approval: { by: 'wu', list: listed.list }, publication: { by: 'zhou' } });
    expect((await office.post(ZHOU, `${path}/impact`, {})).body.code).toBe('draft_already_published');
    const request = { region: '141181', coverageYear: 2026, paidOn: '2026-04-02', history: { insuredYears: [2025] } };
    const assess = (policy: object) => office.post(XIAOYI, '/assessments/late-payment', { ...request, policy });
    expect((await assess({ version: draft.version })).body.amounts?.payable).toBe('1120.00');
  });

  test('of before the last version is refused, and so is one whose revision is taken', async () => {
    for (const day of ['2025-12-01', '2026-04-01']) {
      expect((await office.post(ZHOU, `${TABLE}/drafts`, dearer(day, '430.00'))).body.code).toBe(
        'policy_version_taken',
      );
    }
  });

  test.each([
    ['a mistake in it', { table: { ...dearer('2026-05-01').table, ways: {} } }, 'table.ways'],
    ['another year', { table: { ...dearer('2026-05-01').table, coverageYear: 2027 } }, 'table.coverageYear'],
    ['no table', {}, 'table'],
  ])('with %s is refused, and the field is named', async (_, body, path) => {
    const answer = await office.post(ZHOU, `${TABLE}/drafts`, body);
    expect([answer.status, answer.body.issues?.map((issue) => issue.path).join()]).toEqual([
      422,
      expect.stringContaining(path),
    ]);
  });

  test('that puts the last day off revives who was too late, in its list and, once published, in the list of the revived', async () => {
    const place = '/policies/610000/2025';
    const one: Who = ['policy_officer', '610000', 'zhou'];
    const other: Who = ['policy_officer', '610000', 'wu'];
    const inForce = tableOn('610000', 2025, '2025-03-20');
    const facts = { region: '610000', coverageYear: 2025, history: { insuredYears: [2024] } };
    const unpaid = storedCase({
      caseId: 'L610000-2025-UNPAID',
      region: '610000',
      coverageYear: 2025,
      facts,
      state: 'unpaid',
      openedAt: '2026-03-01T01:00:00.000Z',
    });
    await store({ ...unpaid, plan: planPayment(unpaid.facts, localDate('2025-03-20'), () => inForce) });
    const text = JSON.stringify(inForce.source).replace('"to":"2025-03-31"', '"to":"2026-04-30"');
    const table = { ...JSON.parse(text), inForceFrom: '2026-03-01' };
    const draft = draftOf(await office.post(one, `${place}/drafts`, { table }));
    const path = `${place}/drafts/${draft.version}`;
    const listed = await list(one, path);
    expect(listed.counts).toEqual({ unchanged: 0, changed: 0, revived: 1, undecided: 0 });
    await approve(other, path, listed);
    expect((await publish(one, path)).status).toBe(200);

    const { handler } = await import('../../functions/api/entries/outbox.ts');
    const { body } = await handler({
      version: '2.0',
      rawPath: `${place}/revived`,
      queryStringParameters: { since: '2026-03-01' },
      requestContext: {
        timeEpoch: Date.parse(office.now()),
        http: { method: 'GET' },
        authorizer: { jwt: { claims: { sub: 'zhou', role: 'policy_officer', regions: '610000' } } },
      },
    });
    expect(JSON.parse(body).cases).toMatchObject([{ caseId: 'L610000-2025-UNPAID', state: 'unpaid' }]);
  });

  test('whose list was made before another version was published, before many cases, or long ago, needs a new one', async () => {
    const first = await submit(ZHOU, dearer('2026-05-01', '430.00'));
    const second = await submit(ZHOU, dearer('2026-06-01', '440.00'));
    const lists = [await list(ZHOU, first.path), await list(ZHOU, second.path)] as const;
    await approve(WU, first.path, lists[0]);
    expect((await approve(WU, second.path, lists[1])).status).toBe(200);
    const both = await Promise.all([publish(ZHOU, first.path), publish(WU, first.path)]);
    expect(both.map(({ status }) => status)).toContain(200);
    const outdated = await publish(ZHOU, second.path);
    expect([outdated.status, outdated.body.code]).toEqual([409, 'impact_outdated']);
    expect((await publish(WU, first.path)).status).toBe(200);

    const again = await list(ZHOU, second.path);
    expect(again.list).not.toBe(lists[1].list);
    expect((await publish(ZHOU, second.path)).body.code).toBe('draft_not_approved');
    for (let number = 0; number < 11; number += 1) {
      await store({ ...decided, caseId: `L141181-2026-NEW${number}`, openedAt: '2026-03-10T02:00:00.000Z' });
    }
    expect((await approve(WU, second.path, again)).body.detail).toContain('又受理了');
    office.goTo('2026-03-10T11:00:00+08:00');
    const third = await list(WU, second.path);
    expect(third.counts).toMatchObject({ changed: 13 });
    office.goTo('2026-03-18T11:00:00+08:00');
    expect((await approve(WU, second.path, third)).body.detail).toContain('7 天');
  });
});

test('of two drafts that were listed against the same versions and are published at once, one is', async () => {
  office.goTo('2026-03-18T11:00:00+08:00');
  const drafts = [
    await submit(ZHOU, dearer('2026-07-01', '450.00')),
    await submit(ZHOU, dearer('2026-08-01', '460.00')),
  ];
  for (const { path } of drafts) expect((await approve(WU, path, await list(ZHOU, path))).status).toBe(200);
  const answers = await Promise.all(drafts.map(({ path }) => publish(ZHOU, path)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
