/** Work is shared: taken, handed over with a note, stood in for, asked about; and what came to whom. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHANGZHI, openOffice, type Who, XIAOYI } from './office.ts';
import { xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
const cases: string[] = [];
const WANG: Who = ['caseworker', '141181', 'wang'];
const CHEN: Who = ['approver', '141181', 'chen'];

beforeAll(async () => {
  office = await openOffice();
  for (const who of [XIAOYI, WANG, CHEN, CHANGZHI]) await office.desk(who).ask('arriveAtDesk', { body: {} });
  for (let at = 0; at < 3; at += 1) {
    const id = await office.openCase(XIAOYI, xiaoyiOpening(1 + at), `shared-${at}`);
    await office.task('assess', id);
    await office.task('case/ask-caseworker', id, 'token');
    cases.push(id);
  }
});
afterAll(() => office.close());

const share = (who: Who, id: string, what: 'take' | 'hand-over' | 'notes', body: object) =>
  office.post(who, `/cases/${id}/${what}`, body);
const who = async (id: string) => (await office.show(XIAOYI, id)).task?.assigned?.to ?? null;
const inboxOf = (person: Who) => office.desk(person).ask('listInbox', {});
const mine = async (person: Who) =>
  (await office.desk(person).ask('listTasks', { query: { assigned: 'me' } })).tasks.map((task) => task.case.caseId);

test('colleagues are those who signed in for the region, and nobody else', async () => {
  const { colleagues } = await office.desk(XIAOYI).ask('listColleagues', { query: { region: '141181' } });
  expect(colleagues).toEqual([
    { sub: 'chen', name: 'chen', role: 'approver' },
    { sub: 'wang', name: 'wang', role: 'caseworker' },
  ]);
  expect((await office.get(XIAOYI, '/colleagues?region=140400')).body.code).toBe('region_not_allowed');
});

test('a task that is taken is listed as mine, and a colleague takes it only with a reason', async () => {
  const [id = ''] = cases;
  expect((await share(XIAOYI, id, 'take', {})).status).toBe(200);
  expect((await share(XIAOYI, id, 'take', {})).status).toBe(200);
  expect([await who(id), await mine(XIAOYI), await mine(WANG)]).toEqual(['lin', [id], []]);
  const refused = await share(WANG, id, 'take', {});
  expect([refused.status, refused.body.code]).toEqual([409, 'task_taken']);
  expect(refused.body.detail).toContain('lin在办');
  expect((await share(WANG, id, 'take', { reason: '林老师本周出差' })).status).toBe(200);
  const { history } = await office.show(XIAOYI, id);
  expect(history.filter(({ event }) => event === 'task_taken').map(({ by, detail }) => [by, detail])).toEqual([
    ['lin', { task: `${id}.1` }],
    ['wang', { task: `${id}.1`, from: 'lin', reason: '林老师本周出差' }],
  ]);
});

test('what is handed over comes to the colleague with its note, until it was seen', async () => {
  const [, id = ''] = cases;
  expect((await share(XIAOYI, id, 'hand-over', { to: 'wang', note: '明天起休假，请接着办理' })).status).toBe(200);
  expect([await who(id), await mine(WANG)]).toEqual(['wang', expect.arrayContaining([id])]);
  const { came, unseen } = await inboxOf(WANG);
  expect(unseen).toBe(1);
  expect(came[0]).toMatchObject({ event: 'task_handed_over', by: 'lin', note: '明天起休假，请接着办理', yours: true });
  expect(came[0]?.case.caseId).toBe(id);
  await office.desk(WANG).ask('seeInbox', { body: { through: came[0]?.at ?? '' } });
  const after = await inboxOf(WANG);
  expect([after.unseen, after.came.length]).toEqual([0, 1]);
  expect((await share(XIAOYI, id, 'hand-over', { to: 'chen', note: '还是请您来办' })).body.code).toBe('task_taken');
});

test('a note decides nothing, and one that asks comes to whom it asks', async () => {
  const [, , id = ''] = cases;
  const before = await office.show(XIAOYI, id);
  expect((await share(XIAOYI, id, 'notes', { note: '已电话联系，下周送来户口簿' })).status).toBe(200);
  expect((await share(XIAOYI, id, 'notes', { note: '这一户去年是否低保？', to: 'chen' })).status).toBe(200);
  const after = await office.show(XIAOYI, id);
  expect([after.state, after.task, after.history.length]).toEqual([
    before.state,
    before.task,
    before.history.length + 2,
  ]);
  const { came } = await inboxOf(CHEN);
  expect(came.map(({ event, note, yours }) => [event, note, yours])).toEqual([
    ['note_written', '这一户去年是否低保？', false],
  ]);
});

test.each([
  ['to somebody of another region', { to: 'guo', note: '请接着办理' }, 404, 'colleague_not_found'],
  ['to nobody who is known', { to: 'nobody', note: '请接着办理' }, 404, 'colleague_not_found'],
  ['to oneself', { to: 'lin', note: '请接着办理' }, 404, 'colleague_not_found'],
  ['without a note', { to: 'wang' }, 422, 'invalid_request'],
  ['with a number of a person', { to: 'wang', note: '请联系 13911223344' }, 422, 'invalid_request'],
])('is not handed over %s, and comes to nobody', async (_, body, status, code) => {
  const [, , id = ''] = cases;
  const before = [await who(id), (await inboxOf(WANG)).came.length];
  const answer = await share(XIAOYI, id, 'hand-over', body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect([await who(id), (await inboxOf(WANG)).came.length]).toEqual(before);
});

test('a hand-over whose case was not written comes to nobody; sent again it does, once', async () => {
  const [, , id = ''] = cases;
  const before = (await inboxOf(WANG)).came.length;
  office.services.onWrite = (text) => (text.includes('UpdateExpression') && text.includes(id) ? 'before' : 'lives');
  const failed = await share(XIAOYI, id, 'hand-over', { to: 'wang', note: '请接着办理' }).catch(() => null);
  expect(failed?.status ?? 500).toBeGreaterThanOrEqual(500);
  office.services.onWrite = () => 'lives';
  expect((await inboxOf(WANG)).came.length).toBe(before);
  expect((await share(XIAOYI, id, 'hand-over', { to: 'wang', note: '请接着办理' })).status).toBe(200);
  expect((await inboxOf(WANG)).came.length).toBe(before + 1);
});
