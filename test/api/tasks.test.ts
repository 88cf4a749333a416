import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openDocumentClient } from '../../functions/store/client.ts';
import { approvalOf, untilChangzhiDecision, untilDecision, untilPayment } from './case-paths.ts';
import { CHANGZHI, type Decision, openOffice, XIAOYI } from './office.ts';
import { idNumber } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterEach(() => {
  office.services.stepFunctions = 'up';
});
afterAll(() => office.close());

const decide = (taskId: string, body: Decision, who = XIAOYI) => office.decide(who, taskId, body);
/** The raw door, where what is refused is looked at. */
const tryToDecide = (taskId: string, body: object, who = XIAOYI) => office.post(who, `/tasks/${taskId}/decision`, body);
const sent = (token: string) => office.services.calls.filter(({ body }) => body.taskToken === token);

describe('an approval', () => {
  test('that leaves a question open is refused and names what is missing', async () => {
    const caseId = await untilDecision(office, 1);
    const some = { action: 'approve', confirm: ['one_end', 'ways.late.begins'] };
    const { status, body } = await tryToDecide(`${caseId}.1`, some);
    expect([status, body.code]).toEqual([422, 'questions_left_open']);
    expect(body.issues).toHaveLength(1);
    expect(body.issues?.[0]?.message).toContain('“城乡居民财政补助标准”');
    expect(sent('token-1')).toEqual([]);
  });

  test('of something that nobody asked is refused', async () => {
    const caseId = await untilDecision(office, 2);
    const approval = await approvalOf(office, caseId);
    const more = { ...approval, confirm: [...approval.confirm, 'late.window'] };
    const { body } = await tryToDecide(`${caseId}.1`, more);
    expect([body.code, body.issues?.[0]?.path]).toEqual(['invalid_request', `confirm.${approval.confirm.length}`]);
  });

  test('with all confirmed moves the case, then completes the token, and the next assessment asks nothing', async () => {
    const caseId = await untilDecision(office, 3);
    const { state, task } = await decide(`${caseId}.1`, await approvalOf(office, caseId));
    expect([state, task]).toEqual(['assessing', null]);
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
    tryToDecide(`${caseId}.1`, approval),
    tryToDecide(`${caseId}.1`, { action: 'reject', opinion: '不符合条件' }, other),
  ]);
  const [won, lost] = answers.sort((one, next) => one.status - next.status);
  expect([won?.status, lost?.status, lost?.body.code]).toEqual([200, 409, 'task_already_decided']);
  const { history } = await office.show(XIAOYI, caseId);
  expect(lost?.body).toMatchObject({ decidedBy: history.at(-1)?.by, decidedAt: office.now() });
  expect(sent('token-4')).toHaveLength(1);
});

test('a missing amount is supplied with its document, and the case is computed with it', async () => {
  const opened = office.now();
  office.goTo('2025-03-10T09:00:00+08:00');
  const caseId = await untilChangzhiDecision(office, 5);
  const field = 'aid.lines.0.pays';
  const supply = (value: string | number, document = '长医保发〔2025〕1号') => ({
    action: 'supply' as const,
    values: [{ field, value, document }],
    confirm: ['one_end', 'contribution.0.individual', 'ways.late_aided.wait', 'ways.late_aided.begins'],
    opinion: '按缴费标准表补充',
  });
  const approval = await approvalOf(office, caseId);
  await expect(decide(`${caseId}.1`, approval, CHANGZHI)).rejects.toMatchObject({ status: 422 });
  const wrong = async (decision: object) => (await tryToDecide(`${caseId}.1`, decision, CHANGZHI)).body.issues?.[0];
  expect((await wrong(supply('lots')))?.path).toBe('values.0.value');
  const most = await wrong(supply('99999999.00'));
  expect([most?.path, most?.message]).toEqual(['values.0.value', expect.stringContaining('小数点')]);
  expect((await wrong(supply('120.00', ' ')))?.path).toBe('values.0.document');
  // However it is typed, it is kept as tables have amounts.
  const { settlement, history } = await decide(`${caseId}.1`, supply(120), CHANGZHI);
  expect(settlement.supplied).toEqual(supply('120.00').values);
  expect(history.at(-1)?.detail.supplied).toEqual(supply('120.00').values);
  await office.task('assess', caseId);
  const { decision } = await office.show(CHANGZHI, caseId);
  expect(decision).toMatchObject({ assessment: { amounts: { payable: '120.00' } } });
  expect(JSON.stringify(decision?.assessment.basis)).toContain('长医保发〔2025〕1号');
  office.goTo(opened);
});

describe('a function that is called once more when what it asked was answered', () => {
  const askedAt = async (caseId: string) => {
    const { history } = await office.show(XIAOYI, caseId);
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
    const { state, task } = await office.show(XIAOYI, caseId);
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
    const back = (until: string) => ({
      action: 'return' as const,
      documents: ['户口簿'],
      until,
      opinion: '缺少户口簿',
    });
    for (const day of ['2026-03-09', '2026-07-01']) {
      expect((await tryToDecide(`${caseId}.1`, back(day))).body.issues?.[0]?.path).toBe('until');
    }
    expect((await decide(`${caseId}.1`, back('2026-03-20'))).state).toBe('awaiting_documents');
    expect(sent('token-6').at(-1)?.body.output).toBe(
      JSON.stringify({ decision: 'returned', until: '2026-03-20T16:00:00.000Z' }),
    );
    await office.task('await-documents', caseId, 'documents-6');
    const tooEarly = { status: 409, code: 'action_does_not_fit' };
    await expect(decide(`${caseId}.2`, { action: 'approve' })).rejects.toMatchObject(tooEarly);
    const received = await decide(`${caseId}.2`, {
      action: 'documents_received',
      facts: { student: true },
      opinion: '已收到户口簿',
    });
    expect(received).toMatchObject({ state: 'assessing', facts: { student: true } });
    expect(sent('documents-6')).toHaveLength(1);
  });

  test('cannot be of a day that nobody means', async () => {
    const caseId = await untilDecision(office, 77);
    for (const on of ['1800-01-01', '1984-12-31', '2999-01-01']) {
      const supply = { action: 'supply', facts: { exit: { scheme: 'employee', on } }, opinion: '已核对离职证明' };
      const { status, body } = await tryToDecide(`${caseId}.1`, supply);
      expect([status, body.issues?.[0]?.path]).toEqual([422, 'facts.exit.on']);
    }
  });

  test('cannot change the birth date, which the id number gives', async () => {
    const caseId = await untilDecision(office, 7);
    const supply = { action: 'supply', facts: { birthDate: '1950-01-01' }, opinion: '更正' };
    expect((await tryToDecide(`${caseId}.1`, supply)).body.issues?.[0]?.path).toBe('facts.birthDate');
  });
});

describe('a payment that differs', () => {
  async function untilQuestion(sequence: number): Promise<string> {
    const caseId = await untilPayment(office, sequence);
    await office.pay({
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
    expect((await tryToDecide(`${caseId}.3`, { action: 'accept_payment' })).status).toBe(422);
    const accepted = await decide(`${caseId}.3`, { action: 'accept_payment', opinion: '差额已由单位补足' });
    expect(accepted).toMatchObject({ payment: { accepted: true } });
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
  });

  test('can be refused, which ends the case', async () => {
    const caseId = await untilQuestion(9);
    const { state } = await decide(`${caseId}.3`, { action: 'refuse_payment', opinion: '金额不符' });
    expect(state).toBe('payment_refused');
    expect(sent('question-9').at(-1)?.body.output).toBe(JSON.stringify({ decision: 'refused' }));
  });
});

describe('whom a case is about', () => {
  test('is not named in what is written into it, with spaces or without; it says in which text, and nothing is stored', async () => {
    const caseId = await untilDecision(office, 15);
    const before = await office.show(XIAOYI, caseId);
    const naming = [
      [{ action: 'reject', opinion: '试一人已参加职工医保' }, 'opinion'],
      [
        { action: 'return', documents: ['户口簿', '试 一 人的户口簿'], until: '2026-03-20', opinion: '缺少材料' },
        'documents.1',
      ],
    ] as const;
    for (const [body, path] of naming) {
      const refused = await tryToDecide(`${caseId}.1`, body);
      expect([refused.status, refused.body.issues?.map((issue) => issue.path)]).toEqual([422, [path]]);
    }
    await expect(office.withdraw(XIAOYI, caseId, '试一人要求')).rejects.toMatchObject({ status: 422 });
    expect(await office.show(XIAOYI, caseId)).toEqual(before);
    await decide(`${caseId}.1`, { action: 'reject', opinion: '本人(试某)已参加职工医保' });
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
  expect((await office.withdraw(XIAOYI, caseId)).state).toBe('withdrawn');
});

describe('a token that is no longer waited for', () => {
  test('is a clear answer, and the case is put where a caseworker sees it', async () => {
    const caseId = await untilDecision(office, 10);
    const opened = office.now();
    office.goTo('2026-03-10T11:00:00+08:00');
    office.services.stepFunctions = 'TaskTimedOut';
    const approval = await approvalOf(office, caseId);
    await expect(decide(`${caseId}.1`, approval)).rejects.toMatchObject({ status: 409, code: 'task_expired' });
    office.goTo(opened);
    const { tasks } = await office.desk(XIAOYI).ask('listTasks', {});
    expect(tasks.map(({ taskId }) => taskId)).toContain(`${caseId}.parked`);
    const again = decide(`${caseId}.parked`, { action: 'reject', opinion: '不符合' });
    await expect(again).rejects.toMatchObject({ code: 'action_does_not_fit' });
  });

  test('does not lose documents that came in the moment in which their time ran out', async () => {
    const caseId = await untilDecision(office, 11);
    const opened = office.now();
    const back = { documents: ['户口簿'], until: '2026-03-10', opinion: '缺少户口簿' };
    await decide(`${caseId}.1`, { action: 'return', ...back });
    await office.task('await-documents', caseId, 'documents-11');
    office.goTo('2026-03-11T00:00:00.001+08:00');
    office.services.stepFunctions = 'TaskTimedOut';
    const { state } = await decide(`${caseId}.2`, { action: 'documents_received', opinion: '已收到' });
    expect(state).toBe('assessing');
    office.goTo(opened);
  });
});

describe('a withdrawal', () => {
  test('ends the case wherever it waits, and fails the token by name', async () => {
    const caseId = await untilPayment(office, 12);
    expect((await office.withdraw(XIAOYI, caseId)).state).toBe('withdrawn');
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
    await expect(office.withdraw(XIAOYI, caseId)).rejects.toMatchObject({ status: 409, code: 'case_not_withdrawable' });
  });

  test('of a case whose execution has died frees the year for another case', async () => {
    const caseId = await untilDecision(office, 14);
    office.goTo('2026-03-10T11:00:00+08:00');
    office.services.stepFunctions = 'TaskTimedOut';
    await tryToDecide(`${caseId}.1`, await approvalOf(office, caseId));
    expect((await office.withdraw(XIAOYI, caseId, '重新办理')).state).toBe('withdrawn');
    office.services.stepFunctions = 'up';
    const opening = { kind: 'late-payment' as const, person: { idNumber: idNumber(14), name: '试一人' } };
    const facts = { region: '141181', coverageYear: 2026, history: { firstEnrolment: true } };
    expect(await office.openCase(XIAOYI, { ...opening, facts }, 'key-person-14-new')).not.toBe(caseId);
  });
});
