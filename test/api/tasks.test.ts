import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDocumentClient } from '../../functions/store/client.ts';
import { approvalOf, untilChangzhiDecision, untilDecision, untilPayment } from './case-paths.ts';
import { CHANGZHI, openOffice, TAX, XIAOYI } from './office.ts';
import { idNumber } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterEach(() => {
  office.services.stepFunctions = 'up';
});
afterAll(() => office.close());

const decide = (taskId: string, body: unknown, who = XIAOYI) => office.post(who, `/tasks/${taskId}/decision`, body);
const sent = (token: string) => office.services.calls.filter(({ body }) => body.taskToken === token);

describe('an approval', () => {
  test('that leaves a question open is refused and names what is missing', async () => {
    const caseId = await untilDecision(office, 1);
    const { status, body } = await decide(`${caseId}.1`, {
      action: 'approve',
      confirm: ['one_end', 'ways.late.begins'],
    });
    expect([status, body.code]).toEqual([422, 'questions_left_open']);
    expect(body.issues).toHaveLength(1);
    expect(body.issues?.[0]?.message).toContain('“城乡居民财政补助标准”');
    expect(sent('token-1')).toEqual([]);
  });

  test('of something that nobody asked is refused', async () => {
    const caseId = await untilDecision(office, 2);
    const approval = await approvalOf(office, caseId);
    const { body } = await decide(`${caseId}.1`, { ...approval, confirm: [...approval.confirm, 'late.window'] });
    expect([body.code, body.issues?.[0]?.path]).toEqual(['invalid_request', `confirm.${approval.confirm.length}`]);
  });

  test('with all confirmed moves the case, then completes the token, and the next assessment asks nothing', async () => {
    const caseId = await untilDecision(office, 3);
    const { status, body } = await decide(`${caseId}.1`, await approvalOf(office, caseId));
    expect([status, body.state, body.task]).toEqual([200, 'assessing', null]);
    expect(sent('token-3')).toMatchObject([
      { operation: 'SendTaskSuccess', body: { output: JSON.stringify({ decision: 'approved' }) } },
    ]);
    expect(await office.task('assess', caseId)).toMatchObject({ outcome: 'pay' });
  });
});

test('of two decisions at once one wins, and the other is told who decided and when', async () => {
  const caseId = await untilDecision(office, 4);
  const other = ['caseworker', '141181', 'chen'] as const;
  const approval = await approvalOf(office, caseId);
  const answers = await Promise.all([
    decide(`${caseId}.1`, approval),
    decide(`${caseId}.1`, { action: 'reject', opinion: '不符合条件' }, other),
  ]);
  const [won, lost] = answers.sort((one, next) => one.status - next.status);
  expect([won?.status, lost?.status, lost?.body.code]).toEqual([200, 409, 'task_already_decided']);
  expect(lost?.body).toMatchObject({ decidedBy: won?.body.history?.at(-1)?.by, decidedAt: office.now() });
  expect(sent('token-4')).toHaveLength(1);
});

test('a missing amount is supplied with its document, and the case is computed with it', async () => {
  const opened = office.now();
  office.goTo('2025-03-10T09:00:00+08:00');
  const caseId = await untilChangzhiDecision(office, 5);
  const field = 'aid.lines.0.pays';
  const supply = (value: unknown, document = '长医保发〔2025〕1号') => ({
    action: 'supply',
    values: [{ field, value, document }],
    confirm: ['one_end', 'contribution.0.individual', 'ways.late_aided.wait', 'ways.late_aided.begins'],
    opinion: '按缴费标准表补充',
  });
  const approve = await decide(`${caseId}.1`, await approvalOf(office, caseId), CHANGZHI);
  expect(approve.status).toBe(422);
  expect((await decide(`${caseId}.1`, supply('lots'), CHANGZHI)).body.issues?.[0]?.path).toBe('values.0.value');
  const most = (await decide(`${caseId}.1`, supply('99999999.00'), CHANGZHI)).body.issues?.[0];
  expect([most?.path, most?.message]).toEqual(['values.0.value', expect.stringContaining('小数点')]);
  expect((await decide(`${caseId}.1`, supply('120.00', ' '), CHANGZHI)).body.issues?.[0]?.path).toBe(
    'values.0.document',
  );
  const { status, body } = await decide(`${caseId}.1`, supply('120.00'), CHANGZHI);
  expect([status, body.settlement?.supplied]).toEqual([200, supply('120.00').values]);
  await office.task('assess', caseId);
  const after = await office.get(CHANGZHI, `/cases/${caseId}`);
  expect(after.body.decision?.assessment.amounts.payable).toBe('120.00');
  expect(JSON.stringify(after.body.decision?.assessment.basis)).toContain('长医保发〔2025〕1号');
  office.goTo(opened);
});

describe('a function that is called once more when what it asked was answered', () => {
  const askedAt = async (caseId: string) => {
    const { history = [] } = (await office.get(XIAOYI, `/cases/${caseId}`)).body;
    return String(history.findLast(({ event }) => event === 'decision_awaited')?.at);
  };

  test.each([
    ['and heard', 17, 'up'],
    ['and not heard yet', 18, 'down'],
  ] as const)('%s asks nobody again', async (_, person, stepFunctions) => {
    const caseId = await untilDecision(office, person);
    const at = await askedAt(caseId);
    const approval = await approvalOf(office, caseId);
    office.services.stepFunctions = stepFunctions;
    await decide(`${caseId}.1`, approval);
    await office.task('case/ask-caseworker', caseId, `token-${person}`, at);
    const { state, task } = (await office.get(XIAOYI, `/cases/${caseId}`)).body;
    expect([state, task]).toEqual(['assessing', null]);
    office.services.stepFunctions = 'up';
    await office.heal();
    expect(sent(`token-${person}`)).toHaveLength(1);
    expect(await office.task('assess', caseId)).toMatchObject({ outcome: 'pay' });
  });
});

describe('documents', () => {
  test('are asked for with a last day from today on, and end the wait when they come', async () => {
    const caseId = await untilDecision(office, 6);
    const back = (until: string) => ({ action: 'return', documents: ['户口簿'], until, opinion: '缺少户口簿' });
    expect((await decide(`${caseId}.1`, back('2026-03-09'))).body.issues?.[0]?.path).toBe('until');
    expect((await decide(`${caseId}.1`, back('2026-07-01'))).body.issues?.[0]?.path).toBe('until');
    const returned = await decide(`${caseId}.1`, back('2026-03-20'));
    expect([returned.status, returned.body.state]).toEqual([200, 'awaiting_documents']);
    expect(sent('token-6').at(-1)?.body.output).toBe(
      JSON.stringify({ decision: 'returned', until: '2026-03-20T16:00:00.000Z' }),
    );
    await office.task('await-documents', caseId, 'documents-6');
    const tooEarly = await decide(`${caseId}.2`, { action: 'approve' });
    expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'action_does_not_fit']);
    const received = await decide(`${caseId}.2`, {
      action: 'documents_received',
      facts: { student: true },
      opinion: '已收到户口簿',
    });
    expect([received.status, received.body.state, received.body.facts?.student]).toEqual([200, 'assessing', true]);
    expect(sent('documents-6')).toHaveLength(1);
  });

  test('cannot be of a day that nobody means', async () => {
    const caseId = await untilDecision(office, 77);
    for (const on of ['1800-01-01', '1984-12-31', '2999-01-01']) {
      const supply = { action: 'supply', facts: { exit: { scheme: 'employee', on } }, opinion: '已核对离职证明' };
      const { status, body } = await decide(`${caseId}.1`, supply);
      expect([status, body.issues?.[0]?.path]).toEqual([422, 'facts.exit.on']);
    }
  });

  test('cannot change the birth date, which the id number gives', async () => {
    const caseId = await untilDecision(office, 7);
    const supply = { action: 'supply', facts: { birthDate: '1950-01-01' }, opinion: '更正' };
    expect((await decide(`${caseId}.1`, supply)).body.issues?.[0]?.path).toBe('facts.birthDate');
  });
});

describe('a payment that differs', () => {
  async function untilQuestion(sequence: number): Promise<string> {
    const caseId = await untilPayment(office, sequence);
    await office.post(TAX, '/payments', {
      voucherNumber: `V-${sequence}-differs`,
      idNumber: idNumber(sequence),
      region: '141181',
      coverageYear: 2026,
      amount: '400.00',
      collectedOn: '2026-03-10',
    });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: false });
    await office.task('ask-about-payment', caseId, `question-${sequence}`);
    return caseId;
  }

  test('can be accepted with an opinion, never without', async () => {
    const caseId = await untilQuestion(8);
    expect((await decide(`${caseId}.3`, { action: 'accept_payment' })).status).toBe(422);
    const { status, body } = await decide(`${caseId}.3`, { action: 'accept_payment', opinion: '差额已由单位补足' });
    expect([status, body.payment?.accepted]).toEqual([200, true]);
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
  });

  test('can be refused, which ends the case', async () => {
    const caseId = await untilQuestion(9);
    const { body } = await decide(`${caseId}.3`, { action: 'refuse_payment', opinion: '金额不符' });
    expect(body.state).toBe('payment_refused');
    expect(sent('question-9').at(-1)?.body.output).toBe(JSON.stringify({ decision: 'refused' }));
  });
});

describe('whom a case is about', () => {
  test('is not named in what is written into it, with spaces or without; it says in which text, and nothing is stored', async () => {
    const caseId = await untilDecision(office, 15);
    const before = (await office.get(XIAOYI, `/cases/${caseId}`)).sent;
    const naming = [
      [{ action: 'reject', opinion: '试一人已参加职工医保' }, 'opinion'],
      [
        { action: 'return', documents: ['户口簿', '试 一 人的户口簿'], until: '2026-03-20', opinion: '缺少材料' },
        'documents.1',
      ],
    ] as const;
    for (const [body, path] of naming) {
      const refused = await decide(`${caseId}.1`, body);
      expect([refused.status, refused.body.issues?.map((issue) => issue.path)]).toEqual([422, [path]]);
    }
    expect((await office.post(XIAOYI, `/cases/${caseId}/withdrawal`, { reason: '试一人要求' })).status).toBe(422);
    expect((await office.get(XIAOYI, `/cases/${caseId}`)).sent).toBe(before);
    expect((await decide(`${caseId}.1`, { action: 'reject', opinion: '本人(试某)已参加职工医保' })).status).toBe(200);
  });
});

test('a case whose person can no longer be opened is withdrawn all the same', async () => {
  const caseId = await untilDecision(office, 19);
  const client = openDocumentClient();
  const change = {
    UpdateExpression: 'SET person.sealed = :broken',
    ExpressionAttributeValues: { ':broken': '1.YnJva2Vu' },
  };
  await client.send(new UpdateCommand({ TableName: 'Cases', Key: { caseId }, ...change }));
  client.destroy();
  const { status, body } = await office.post(XIAOYI, `/cases/${caseId}/withdrawal`, { reason: '本人要求' });
  expect([status, body.state]).toEqual([200, 'withdrawn']);
});

describe('a token that is no longer waited for', () => {
  test('is a clear answer, and the case is put where a caseworker sees it', async () => {
    const caseId = await untilDecision(office, 10);
    const opened = office.now();
    office.goTo('2026-03-10T11:00:00+08:00');
    office.services.stepFunctions = 'TaskTimedOut';
    const { status, body } = await decide(`${caseId}.1`, await approvalOf(office, caseId));
    expect([status, body.code]).toEqual([409, 'task_expired']);
    office.goTo(opened);
    const { body: tasks } = await office.get(XIAOYI, '/tasks');
    expect(tasks.tasks?.map(({ taskId }) => taskId)).toContain(`${caseId}.parked`);
    const again = await decide(`${caseId}.parked`, { action: 'reject', opinion: '不符合' });
    expect(again.body.code).toBe('action_does_not_fit');
  });

  test('does not lose documents that came in the moment in which their time ran out', async () => {
    const caseId = await untilDecision(office, 11);
    const opened = office.now();
    const back = { action: 'return', documents: ['户口簿'], until: '2026-03-10', opinion: '缺少户口簿' };
    await decide(`${caseId}.1`, back);
    await office.task('await-documents', caseId, 'documents-11');
    office.goTo('2026-03-11T00:00:00.001+08:00');
    office.services.stepFunctions = 'TaskTimedOut';
    const { status, body } = await decide(`${caseId}.2`, { action: 'documents_received', opinion: '已收到' });
    expect([status, body.state]).toEqual([200, 'assessing']);
    office.goTo(opened);
  });
});

describe('a withdrawal', () => {
  test('ends the case wherever it waits, and fails the token by name', async () => {
    const caseId = await untilPayment(office, 12);
    const { status, body } = await office.post(XIAOYI, `/cases/${caseId}/withdrawal`, { reason: '本人要求' });
    expect([status, body.state]).toEqual([200, 'withdrawn']);
    expect(sent('payment-token-12')).toMatchObject([
      { operation: 'SendTaskFailure', body: { error: 'CaseWithdrawn' } },
    ]);
    const again = await office.post(XIAOYI, `/cases/${caseId}/withdrawal`, { reason: '本人要求' });
    expect([again.status, again.body.code, again.sent]).toEqual([
      409,
      'case_not_withdrawable',
      expect.stringContaining('withdrawn'),
    ]);
  });

  test('is refused while the case is being assessed', async () => {
    const caseId = await untilDecision(office, 13);
    await decide(`${caseId}.1`, await approvalOf(office, caseId));
    const { status, body } = await office.post(XIAOYI, `/cases/${caseId}/withdrawal`, { reason: '本人要求' });
    expect([status, body.code]).toEqual([409, 'case_not_withdrawable']);
  });

  test('of a case whose execution has died frees the year for another case', async () => {
    const caseId = await untilDecision(office, 14);
    office.goTo('2026-03-10T11:00:00+08:00');
    office.services.stepFunctions = 'TaskTimedOut';
    await decide(`${caseId}.1`, await approvalOf(office, caseId));
    const { body } = await office.post(XIAOYI, `/cases/${caseId}/withdrawal`, { reason: '重新办理' });
    expect(body.state).toBe('withdrawn');
    office.services.stepFunctions = 'up';
    const opening = { kind: 'late-payment', person: { idNumber: idNumber(14), name: '试一人' } };
    const facts = { region: '141181', coverageYear: 2026, history: { firstEnrolment: true } };
    expect((await office.open(XIAOYI, { ...opening, facts }, 'key-person-14-new')).status).toBe(201);
  });
});
