import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { approvalOf, untilDecision, untilPayment } from './case-paths.ts';
import { openOffice, TAX, XIAOYI } from './office.ts';
import { idNumber, xiaoyiOpening } from './people.ts';

const ALL = Number.POSITIVE_INFINITY;

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterEach(() => {
  office.services.writesLeft = ALL;
  office.services.stepFunctions = 'up';
});
afterAll(() => office.close());

const askCaseworker = async (event: object) =>
  (await import('../../functions/tasks/case/ask-caseworker.ts')).handler(event);

const callsAbout = (text: string) => office.services.calls.filter(({ body }) => JSON.stringify(body).includes(text));

/** The process dies before the write that follows `writes` more of them. */
async function dieAfter<T>(writes: number, act: () => Promise<T>): Promise<T> {
  office.services.writesLeft = writes;
  const answer = await act();
  office.services.writesLeft = ALL;
  return answer;
}

const stateOf = async (caseId: string) => (await office.show(XIAOYI, caseId)).state;
/** The first state of its execution, which takes the mark of the start away. */
const begins = (caseId: string) => office.task('assess', caseId);
/** Nothing is left for the healing to do. */
const nothingLeft = async () => expect(await office.heal(600)).toEqual({ healed: 0, failed: 0 });

describe('opening a case', () => {
  test.each([0, 1, 2, 3])('that dies after %i writes is finished by the same request', async (writes) => {
    const sequence = 10 + writes;
    const open = () => office.open(XIAOYI, xiaoyiOpening(sequence), `key-crash-${sequence}`);
    await dieAfter(writes, open);
    const { status, body } = await open();
    expect([200, 201]).toContain(status);
    const again = await open();
    expect([again.status, again.body.caseId]).toEqual([200, body.caseId]);
    expect(new Set(callsAbout(body.caseId ?? '').map(({ body: { name } }) => name)).size).toBe(1);
    await begins(body.caseId ?? '');
    await nothingLeft();
  });

  test('whose execution was started and did nothing yet is started again, which is the same execution', async () => {
    const caseId = await office.openCase(XIAOYI, xiaoyiOpening(24), 'key-crash-24');
    expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
    expect(callsAbout(caseId).map(({ body: { name } }) => name)).toEqual([caseId, caseId]);
    await nothingLeft();
  });

  test('is answered although Step Functions is out of reach, and started within a minute', async () => {
    office.services.stepFunctions = 'down';
    const caseId = await office.openCase(XIAOYI, xiaoyiOpening(20), 'key-crash-20');
    expect(callsAbout(caseId)).toEqual([]);
    expect(await office.heal()).toEqual({ healed: 0, failed: 1 });
    office.services.stepFunctions = 'up';
    expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
    expect(callsAbout(caseId)).toMatchObject([{ operation: 'StartExecution' }]);
    await nothingLeft();
  });

  test('whose execution did start counts as started', async () => {
    office.services.stepFunctions = 'down';
    await office.openCase(XIAOYI, xiaoyiOpening(21), 'key-crash-21');
    office.services.stepFunctions = 'ExecutionAlreadyExists';
    expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
    await nothingLeft();
  });

  test('that died with the year claimed keeps the year for its own retry a minute, then lets another have it', async () => {
    await dieAfter(1, () => office.open(XIAOYI, xiaoyiOpening(22), 'key-crash-22'));
    const another = () => office.open(XIAOYI, xiaoyiOpening(22), 'key-crash-22-other');
    expect((await another()).body.code).toBe('case_already_open');
    const opened = office.now();
    office.goTo('2026-03-10T09:01:01+08:00');
    const { status, body } = await another();
    expect(status).toBe(201);
    await begins(body.caseId ?? '');
    office.goTo(opened);
  });

  test('is left alone while it may still be under way', async () => {
    office.services.stepFunctions = 'down';
    await office.openCase(XIAOYI, xiaoyiOpening(23), 'key-crash-23');
    office.services.stepFunctions = 'up';
    expect(await office.heal(19)).toEqual({ healed: 0, failed: 0 });
    expect(await office.heal(21)).toEqual({ healed: 1, failed: 0 });
  });
});

describe('a decision', () => {
  test('that dies before it is stored can be made again', async () => {
    const caseId = await untilDecision(office, 30);
    const approval = await approvalOf(office, caseId);
    const decide = () => office.post(XIAOYI, `/tasks/${caseId}.1/decision`, approval);
    expect((await dieAfter(0, decide)).status).toBe(503);
    expect((await decide()).status).toBe(200);
    await nothingLeft();
  });

  test('that is stored, but whose token never went out, is sent by the healing', async () => {
    const caseId = await untilDecision(office, 31);
    const approval = await approvalOf(office, caseId);
    office.services.stepFunctions = 'down';
    expect((await office.decide(XIAOYI, `${caseId}.1`, approval)).state).toBe('assessing');
    office.services.stepFunctions = 'up';
    await office.heal();
    expect(callsAbout('token-31')).toMatchObject([{ body: { output: JSON.stringify({ decision: 'approved' }) } }]);
    await nothingLeft();
  });

  test('whose token went out before the mark was taken away is not held up by the second sending', async () => {
    const caseId = await untilDecision(office, 32);
    const approval = await approvalOf(office, caseId);
    await dieAfter(1, () => office.decide(XIAOYI, `${caseId}.1`, approval));
    expect(callsAbout('token-32')).toHaveLength(1);
    await office.task('assess', caseId);
    office.services.stepFunctions = 'TaskTimedOut';
    expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
    expect(await stateOf(caseId)).toBe('assessing');
    await nothingLeft();
  });
});

describe('a payment', () => {
  const payment = (sequence: number) => ({
    voucherNumber: `V-crash-${sequence}`,
    idNumber: idNumber(sequence),
    region: '141181',
    coverageYear: 2026,
    amount: '1100.00',
    collectedOn: '2026-03-10',
  });

  test.each([0, 1, 2])('that dies after %i writes is finished by the tax office sending it again', async (writes) => {
    const sequence = 40 + writes;
    const caseId = await untilPayment(office, sequence);
    const pay = () => office.post(TAX, '/payments', payment(sequence));
    await dieAfter(writes, pay);
    const { status, body } = await pay();
    expect([[200, 201].includes(status), body.caseId]).toEqual([true, caseId]);
    expect(await stateOf(caseId)).toBe('checking_payment');
    expect(new Set(callsAbout(`payment-token-${sequence}`).map((call) => JSON.stringify(call))).size).toBe(1);
    expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
    await nothingLeft();
  });

  test('whose token never went out is sent by the healing', async () => {
    await untilPayment(office, 45);
    office.services.stepFunctions = 'down';
    await office.pay(payment(45));
    office.services.stepFunctions = 'up';
    expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
    expect(callsAbout('payment-token-45')).toHaveLength(1);
  });
});

test('a withdrawal whose token never went out is sent by the healing, and the year is free if nobody waits for it', async () => {
  const caseId = await untilPayment(office, 50);
  office.services.stepFunctions = 'down';
  expect((await office.withdraw(XIAOYI, caseId)).state).toBe('withdrawn');
  office.services.stepFunctions = 'TaskTimedOut';
  expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
  office.services.stepFunctions = 'up';
  const opened = await office.openCase(XIAOYI, xiaoyiOpening(50), 'key-person-50-new');
  expect(opened).not.toBe(caseId);
  await begins(opened);
});

describe('an answer to a try of a state that failed after it had told the case', () => {
  const waitAgain = (caseId: string, at: string, attempt: number) =>
    askCaseworker({ caseId, at, attempt, token: `token-60-${attempt}` });

  test('goes to the token of the next try', async () => {
    const caseId = await office.openCase(XIAOYI, xiaoyiOpening(60), 'key-person-60');
    await office.task('assess', caseId);
    const at = new Date(Date.parse(office.now()) + 5000).toISOString();
    await waitAgain(caseId, at, 0);
    office.services.stepFunctions = 'TaskTimedOut';
    const decided = await office.decide(XIAOYI, `${caseId}.1`, await approvalOf(office, caseId));
    expect(decided.state).toBe('assessing');
    expect(await office.heal()).toEqual({ healed: 0, failed: 0 });
    await waitAgain(caseId, at, 1);
    office.services.stepFunctions = 'up';
    expect(await office.heal()).toEqual({ healed: 1, failed: 0 });
    expect(callsAbout('token-60-1')).toMatchObject([{ operation: 'SendTaskSuccess' }]);
    await nothingLeft();
  });

  test('is put before a caseworker where no other try comes', async () => {
    const caseId = await office.openCase(XIAOYI, xiaoyiOpening(61), 'key-person-61');
    await office.task('assess', caseId);
    await office.task('case/ask-caseworker', caseId, 'token-61');
    office.services.stepFunctions = 'TaskTimedOut';
    await office.decide(XIAOYI, `${caseId}.1`, await approvalOf(office, caseId));
    expect(await office.heal(500)).toEqual({ healed: 0, failed: 0 });
    expect(await office.heal(700)).toEqual({ healed: 1, failed: 0 });
    expect(await stateOf(caseId)).toBe('parked');
  });
});

test('a call for a state that the execution has left comes too late to undo what was done since', async () => {
  const caseId = await office.openCase(XIAOYI, xiaoyiOpening(62), 'key-person-62');
  await office.task('assess', caseId);
  const at = new Date(Date.parse(office.now()) + 5000).toISOString();
  await askCaseworker({ caseId, at, attempt: 1, token: 'token-62-1' });
  await expect(askCaseworker({ caseId, at, attempt: 0, token: 'token-62-0' })).rejects.toMatchObject({
    name: 'Overtaken',
  });
  expect(await stateOf(caseId)).toBe('awaiting_decision');
});

test('a late payment that was paid goes on at its payment, in an execution of its own', async () => {
  const caseId = await untilPayment(office, 46);
  const payment = { voucherNumber: 'V-PARKED', idNumber: idNumber(46), region: '141181', coverageYear: 2026 };
  await office.pay({ ...payment, amount: '1100.00', collectedOn: '2026-03-10' });
  const { handler: park } = await import('../../functions/tasks/case/park-case.ts');
  office.goTo('2026-03-10T09:30:00+08:00');
  await park({ caseId, at: office.now(), failure: { state: 'CheckPayment', error: 'SomethingBroke' } });
  const resumption = { params: { id: caseId }, body: { reason: '数据库已恢复' } };
  const { state, ending } = await office.desk(XIAOYI).ask('resumeCase', resumption);
  expect([state, ending]).toEqual(['checking_payment', null]);
  expect(office.services.calls.at(-1)).toMatchObject({ operation: 'StartExecution', body: { name: `${caseId}-1` } });
  expect(await office.task('assess', caseId)).toMatchObject({ outcome: 'check_payment' });
  expect(await office.task('check-payment', caseId)).toMatchObject({ expected: true });
});
