/** A new version of a policy table: handed in by one officer, approved by another with the list in hand, then published. */
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Case } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { planPayment } from '../../functions/domain/late-payment/payment-plan.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openedKey } from '../../functions/store/keys.ts';
import type { Input } from '../../infra/local/desk/desk.ts';
import { storedCase } from '../support/cases.ts';
import { decidedLatePayment, tableOn } from '../support/decided-cases.ts';
import { AUDITOR, openOffice, type Who, XIAOYI } from './office.ts';

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

interface Place {
  region: string;
  coverageYear: string;
}
type OneDraft = Place & { version: string };
const XIAOYI_2026: Place = { region: '141181', coverageYear: '2026' };

async function submit(who: Who, body: Input<'submitDraft'>['body'], place = XIAOYI_2026) {
  const draft = await office.desk(who).ask('submitDraft', { params: place, body });
  return { ...draft, at: { ...place, version: draft.version } };
}
async function list(who: Who, params: OneDraft) {
  const listed = await office.desk(who).ask('goOnListing', { params, body: {} });
  return {
    draft: listed.digest,
    list: listed.list?.digest ?? '',
    counts: listed.list?.counts,
    done: listed.list?.done,
  };
}
const approve = (who: Who, params: OneDraft, { draft, list: digest }: { draft: string; list: string }) =>
  office.desk(who).ask('approveDraft', { params, body: { draft, list: digest, opinion: '已核对名单' } });
const publish = (who: Who, params: OneDraft) => office.desk(who).ask('publishDraft', { params, body: {} });
const refused = (code: string) => expect.objectContaining({ code });

describe('a draft', () => {
  test('that is withdrawn is neither approved nor published, until somebody hands it in again', async () => {
    const body = dearer('2026-09-01', '430.00');
    const { at } = await submit(ZHOU, body);
    const digests = await list(ZHOU, at);
    const withdraw = (reason: string) => office.desk(WU).ask('withdrawDraft', { params: at, body: { reason } });
    await expect(withdraw('')).rejects.toMatchObject({ status: 422 });
    expect((await withdraw('金额写错')).state).toBe('withdrawn');
    await expect(approve(WU, at, digests)).rejects.toEqual(refused('draft_withdrawn'));
    await expect(publish(ZHOU, at)).rejects.toEqual(refused('draft_withdrawn'));
    await expect(list(ZHOU, at)).rejects.toEqual(refused('draft_withdrawn'));
    // Now it is another's draft, and begins anew: the one who had handed it in first may approve it, by a new list.
    const before = [{ by: 'wu', reason: '金额写错' }];
    expect(await submit(WU, body)).toMatchObject({
      state: 'submitted',
      list: null,
      withdrawal: null,
      withdrawals: before,
    });
    await expect(approve(ZHOU, at, digests)).rejects.toEqual(refused('impact_not_listed'));
    const anew = await list(ZHOU, at);
    expect(anew.list).not.toBe(digests.list);
    await expect(approve(ZHOU, at, digests)).rejects.toEqual(refused('impact_outdated'));
    await expect(approve(WU, at, anew)).rejects.toEqual(refused('same_officer_approves'));
    expect(await approve(ZHOU, at, anew)).toMatchObject({ state: 'approved', withdrawals: before });
    // Each withdrawal stays, with who withdrew it and why.
    await withdraw('又有一处写错');
    expect((await submit(ZHOU, body)).withdrawals).toMatchObject([...before, { by: 'wu', reason: '又有一处写错' }]);
  });

  test('is published only after a second officer approved it with the list of what it does, and then decides', async () => {
    const { at, ...draft } = await submit(ZHOU, dearer('2026-04-01'));
    const said = { quote: expect.stringContaining('每人每年400元'), standing: 'stated', doubt: '' };
    expect(draft.differences).toMatchObject([
      {
        path: 'contribution.0.individual',
        label: expect.stringMatching(/[\u4e00-\u9fff]/),
        before: '400.00',
        after: '420.00',
        behind: { before: said, after: { ...said, doubt: '与引文不符：引文写的是 400 元' } },
      },
    ]);
    await expect(publish(ZHOU, at)).rejects.toEqual(refused('draft_not_approved'));
    const someList = { draft: draft.digest, list: '0'.repeat(64) };
    await expect(approve(WU, at, someList)).rejects.toEqual(refused('impact_not_listed'));

    const listed = await list(ZHOU, at);
    expect([listed.done, listed.counts]).toEqual([true, { unchanged: 0, changed: 2, revived: 0, undecided: 0 }]);
    const { impacts } = await office.desk(WU).ask('listImpact', { params: at });
    expect(impacts[0]).toEqual({
      caseId: 'L141181-2026-BBBBBBBBBB',
      outcome: 'changed',
      differences: [
        { path: 'amounts.individual', before: '400.00', after: '420.00' },
        { path: 'amounts.payable', before: '1100.00', after: '1120.00' },
      ],
      rule: 'individual_contribution',
    });

    const another = { ...listed, draft: '0'.repeat(64) };
    await expect(approve(ZHOU, at, listed)).rejects.toEqual(refused('same_officer_approves'));
    await expect(approve(WU, at, someList)).rejects.toEqual(refused('impact_outdated'));
    await expect(approve(WU, at, another)).rejects.toEqual(refused('impact_outdated'));
    await expect(approve(ELSEWHERE, at, listed)).rejects.toEqual(refused('region_not_allowed'));
    await expect(approve(XIAOYI, at, listed)).rejects.toEqual(refused('role_not_allowed'));
    expect((await approve(WU, at, listed)).state).toBe('approved');

    expect((await publish(ZHOU, at)).state).toBe('published');
    expect((await publish(WU, at)).state).toBe('published');
    const versions = await office.desk(ZHOU).ask('getDraft', { params: at });
    expect(versions).toMatchObject({ approval: { by: 'wu', list: listed.list }, publication: { by: 'zhou' } });
    await expect(list(ZHOU, at)).rejects.toEqual(refused('draft_already_published'));
    const today = { region: '141181', day: '2026-03-10' };
    const { tables } = await office.desk(AUDITOR).ask('getAuditDay', { params: today });
    expect(tables).toMatchObject([{ version: draft.version, coverageYear: 2026, by: 'zhou' }]);
    const request = { region: '141181', coverageYear: 2026, paidOn: '2026-04-02', history: { insuredYears: [2025] } };
    const body = { ...request, policy: { version: draft.version } };
    const assessed = await office.desk(XIAOYI).submit('assess', { params: { kind: 'late-payment' }, body });
    expect(assessed).toMatchObject({ amounts: { payable: '1120.00' } });
  });

  test('of a year that has no version yet is shown beside the last table of the year before, and whole', async () => {
    const { table } = dearer('2026-09-01', '430.00');
    const text = JSON.stringify(table).replaceAll(/\b202[56](?=-\d\d-\d\d)/g, (year) => String(Number(year) + 1));
    const next = { ...JSON.parse(text), coverageYear: 2027, inForceFrom: '2026-09-01' };
    const draft = await submit(ZHOU, { table: next }, { region: '141181', coverageYear: '2027' });
    expect(draft.comparedWith).toMatchObject({ coverageYear: 2026 });
    const individual = { label: '城乡居民个人缴费标准', before: expect.any(String), after: '430.00' };
    expect(draft.differences).toContainEqual(expect.objectContaining(individual));
    const { values } = await office.desk(WU).ask('getDraft', { params: draft.at });
    expect(values.find(({ path }) => path === 'contribution.0.individual')).toMatchObject({
      ...{ value: '430.00', standing: 'stated', clause: 'XY-02', quote: expect.stringContaining('个人缴费标准') },
    });
  });

  test('that is handed in again as it is there, or was published, is refused, and nothing of it is stored', async () => {
    const body = dearer('2026-04-20', '425.00');
    const { at } = await submit(ZHOU, body);
    const listed = () => office.desk(WU).ask('listDrafts', { params: XIAOYI_2026 });
    const before = await listed();
    const { why: _why, ...table } = body.table;
    for (const same of [body, { table: { ...table, revision: table.revision + 1 } }]) {
      await expect(submit(WU, same)).rejects.toEqual(refused('draft_already_there'));
    }
    expect(await listed()).toEqual(before);
    await office.desk(ZHOU).ask('withdrawDraft', { params: at, body: { reason: '不再需要' } });
    const { source } = tableOn('141181', 2026, '2026-03-10');
    await expect(submit(ZHOU, { table: source })).rejects.toEqual(refused('draft_already_there'));
  });

  test('of before the last version is refused, and so is one whose revision is taken', async () => {
    for (const day of ['2025-12-01', '2026-04-01']) {
      await expect(submit(ZHOU, dearer(day, '430.00'))).rejects.toEqual(refused('policy_version_taken'));
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
    const place = { region: '610000', coverageYear: '2025' };
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
    const { at } = await submit(one, { table }, place);
    const listed = await list(one, at);
    expect(listed.counts).toEqual({ unchanged: 0, changed: 0, revived: 1, undecided: 0 });
    await approve(other, at, listed);
    await publish(one, at);

    const query = { since: '2026-03-01' };
    const revived = await office.desk(one).ask('listRevived', { params: place, query });
    expect(revived.cases).toMatchObject([{ caseId: 'L610000-2025-UNPAID', state: 'unpaid' }]);
  });

  test('whose list was made before another version was published, before many cases, or long ago, needs a new one', async () => {
    const first = await submit(ZHOU, dearer('2026-05-01', '430.00'));
    const second = await submit(ZHOU, dearer('2026-06-01', '440.00'));
    const lists = [await list(ZHOU, first.at), await list(ZHOU, second.at)] as const;
    await approve(WU, first.at, lists[0]);
    await approve(WU, second.at, lists[1]);
    const both = await Promise.allSettled([publish(ZHOU, first.at), publish(WU, first.at)]);
    expect(both.map(({ status }) => status)).toContain('fulfilled');
    const outdated = { status: 409, code: 'impact_outdated' };
    await expect(publish(ZHOU, second.at)).rejects.toMatchObject(outdated);
    await publish(WU, first.at);

    const again = await list(ZHOU, second.at);
    expect(again.list).not.toBe(lists[1].list);
    await expect(publish(ZHOU, second.at)).rejects.toEqual(refused('draft_not_approved'));
    for (let number = 0; number < 11; number += 1) {
      await store({ ...decided, caseId: `L141181-2026-NEW${number}`, openedAt: '2026-03-10T02:00:00.000Z' });
    }
    await expect(approve(WU, second.at, again)).rejects.toThrow('又受理了');
    office.goTo('2026-03-10T11:00:00+08:00');
    const third = await list(WU, second.at);
    expect(third.counts).toMatchObject({ changed: 13 });
    office.goTo('2026-03-18T11:00:00+08:00');
    await expect(approve(WU, second.at, third)).rejects.toThrow('7 天');
  });
});

test('of two drafts that were listed against the same versions and are published at once, one is', async () => {
  office.goTo('2026-03-18T11:00:00+08:00');
  const drafts = [
    await submit(ZHOU, dearer('2026-07-01', '450.00')),
    await submit(ZHOU, dearer('2026-08-01', '460.00')),
  ];
  for (const { at } of drafts) await approve(WU, at, await list(ZHOU, at));
  const answers = await Promise.allSettled(drafts.map(({ at }) => publish(ZHOU, at)));
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason.status).toBe(409);
});
