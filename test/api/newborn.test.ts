import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, CHANGZHI, openOffice, TAX, type Who } from './office.ts';
import { idNumber } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice('2024-07-01T09:00:00+08:00');
});
afterAll(() => office.close());

const parent = { idNumber: idNumber(1), name: '试一人', phone: '13900000000' };
const opening = (certificate: string, more: object = {}) => ({
  kind: 'newborn',
  region: '140400',
  birthCertificateNumber: certificate,
  bornOn: '2024-06-15',
  parent,
  childName: '试小人',
  ...more,
});
const childNumber = (sequence: number, born = '20240615') => idNumber(sequence, born);

async function openChild(certificate: string, more: object = {}): Promise<string> {
  const answer = await office.open(CHANGZHI, opening(certificate, more), `open-${certificate}`);
  expect(answer.status).toBe(201);
  return String(answer.body.caseId);
}

let events = 0;
const record = (caseId: string, event: object, key = `event-key-${++events}`, who: Who = CHANGZHI): Promise<Answer> =>
  office.post(who, `/cases/${caseId}/events`, event, { 'idempotency-key': key });

const stored = async (): Promise<number> => {
  const client = new DynamoDBClient({});
  const counts = await Promise.all(['Cases', 'Ledger'].map((TableName) => client.send(new ScanCommand({ TableName }))));
  return counts.reduce((sum, { Count = 0 }) => sum + Count, 0);
};

describe('a child that cannot be opened: nothing is stored', () => {
  test.each([
    ['born tomorrow', { bornOn: '2024-07-02' }, 422, 'invalid_request', 'bornOn'],
    ['born 366 days ago', { bornOn: '2023-06-30' }, 422, 'invalid_request', 'bornOn'],
    ['born on a 29 February that was none', { bornOn: '2023-02-29' }, 422, 'invalid_request', 'bornOn'],
    [
      'a certificate of eight digits',
      { birthCertificateNumber: 'O12345678' },
      422,
      'invalid_request',
      'birthCertificateNumber',
    ],
    [
      'a parent whose number is mistyped',
      { parent: { ...parent, idNumber: '140400198505170018' } },
      422,
      'invalid_request',
      'parent.idNumber',
    ],
    ['a region without tables', { region: '370100' }, 404, 'policy_not_found', 'region'],
    ['a region of somebody else', { region: '321000' }, 403, 'region_not_allowed', undefined],
  ])('%s', async (_what, more, status, code, path) => {
    const before = await stored();
    const answer = await office.open(CHANGZHI, opening('O100000001', more), 'bad-opening');
    expect(answer).toMatchObject({ status, body: { code } });
    if (path !== undefined) expect(answer.body.issues?.map((issue) => issue.path)).toContain(path);
    expect(await stored()).toBe(before);
  });
});

describe('a child', () => {
  test('born on 29 February of a leap year is opened', async () => {
    await openChild('O100000029', { bornOn: '2024-02-29' });
  });

  test('is opened once: the same key again is the same case, another key names it', async () => {
    const caseId = await openChild('O100000002');
    expect(caseId).toMatch(/^N140400-2025-[A-Z2-7]{10}$/);
    const again = await office.open(CHANGZHI, opening('O100000002'), 'open-O100000002');
    expect(again).toMatchObject({ status: 200, body: { caseId } });
    const twice = await office.open(CHANGZHI, opening('o100000002'), 'another-key');
    expect(twice).toMatchObject({ status: 409, body: { code: 'case_already_open', caseId } });
  });

  test('and its twin have a certificate and a case each, and never one id number', async () => {
    const [one, other] = [await openChild('O100000003'), await openChild('O100000004')];
    expect((await record(one, { event: 'id_number_assigned', idNumber: childNumber(3) })).status).toBe(200);
    expect(await record(other, { event: 'id_number_assigned', idNumber: childNumber(3) })).toMatchObject({
      status: 409,
      body: { code: 'case_already_open', caseId: one },
    });
    expect((await record(other, { event: 'id_number_assigned', idNumber: childNumber(4) })).status).toBe(200);
  });

  test('is shown masked: no number, no full name, no certificate', async () => {
    const caseId = await openChild('O100000005');
    const shown = JSON.stringify((await office.get(CHANGZHI, `/cases/${caseId}`)).body);
    for (const secret of ['O100000005', parent.idNumber, parent.name, '试小人', '13900000000']) {
      expect(shown).not.toContain(secret);
      expect(office.logged.join()).not.toContain(secret);
    }
  });
});

describe('an event', () => {
  test('is taken once for a key; the key with another event is refused', async () => {
    const caseId = await openChild('O100000006');
    const event = { event: 'registered', registeredOn: '2024-06-20' };
    const [first, second] = [await record(caseId, event, 'same-key-1'), await record(caseId, event, 'same-key-1')];
    expect([first.status, second.status]).toEqual([200, 200]);
    const shown = (await office.get(CHANGZHI, `/cases/${caseId}`)).body;
    expect(shown.history?.filter(({ event: name }) => name === 'registered')).toHaveLength(1);
    expect(await record(caseId, { ...event, registeredOn: '2024-06-21' }, 'same-key-1')).toMatchObject({
      status: 409,
      body: { code: 'idempotency_key_reused' },
    });
  });

  test.each([
    ['registered before birth', { event: 'registered', registeredOn: '2024-06-14' }, 'registeredOn'],
    ['registered tomorrow', { event: 'registered', registeredOn: '2024-07-02' }, 'registeredOn'],
    [
      'an id number of another birth date',
      { event: 'id_number_assigned', idNumber: childNumber(9, '20240616') },
      'idNumber',
    ],
    ['a birth after the opening', { event: 'birth_date_corrected', bornOn: '2024-07-02' }, 'bornOn'],
    ['a death before birth', { event: 'died', diedOn: '2024-06-01' }, 'diedOn'],
    ['a move to where it is', { event: 'moved', region: '140400' }, 'region'],
  ])('%s is refused with its field', async (what, event, path) => {
    const caseId = await openChild(
      `O2${String(what.length * 7919)
        .padStart(8, '0')
        .slice(0, 8)}`,
    );
    const answer = await record(caseId, event);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual([path]);
  });

  test('ends the case where the child dies, and then nothing more is recorded', async () => {
    const caseId = await openChild('O100000007');
    expect(await record(caseId, { event: 'died', diedOn: '2024-06-30' })).toMatchObject({ body: { state: 'died' } });
    expect(await record(caseId, { event: 'registered', registeredOn: '2024-06-20' })).toMatchObject({
      status: 409,
      body: { code: 'case_has_ended' },
    });
  });

  test('gives a second id number to no child', async () => {
    const caseId = await openChild('O100000008');
    await record(caseId, { event: 'registered', registeredOn: '2024-06-20', idNumber: childNumber(18) });
    expect(await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(19) })).toMatchObject({
      status: 409,
      body: { code: 'id_number_differs' },
    });
    expect((await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(18) })).status).toBe(200);
  });

  test('is none of a region that the caller does not work for', async () => {
    const caseId = await openChild('O100000009');
    const answer = await record(caseId, { event: 'died', diedOn: '2024-06-30' }, undefined, ['caseworker', '141181']);
    expect(answer).toMatchObject({ status: 404, body: { code: 'case_not_found' } });
  });
});

describe('a payment', () => {
  const pay = (sequence: number, collectedOn: string, voucherNumber = `V-CHILD-${sequence}`) =>
    office.post(TAX, '/payments', {
      voucherNumber,
      idNumber: childNumber(sequence),
      region: '140400',
      coverageYear: 2025,
      amount: '400.00',
      collectedOn,
    });

  test('finds the case once the id number has joined it, and moves it on', async () => {
    const caseId = await openChild('O100000010');
    const early = await pay(30, '2024-07-01');
    expect(early).toMatchObject({ status: 201, body: { unallocated: { why: 'no_case' } } });
    await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(30) });
    expect(await pay(30, '2024-06-14', 'V-TOO-EARLY')).toMatchObject({
      status: 422,
      body: { code: 'invalid_request' },
    });
    expect(await pay(30, '2024-07-01')).toMatchObject({ status: 200, body: { caseId } });
    expect((await office.get(CHANGZHI, `/cases/${caseId}`)).body.state).toBe('checking_payment');
  });

  test('that lay in the ledger before the id number was known is found when the child is looked at', async () => {
    const caseId = await openChild('O100000011');
    await pay(31, '2024-07-01');
    await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(31) });
    expect(await office.task('newborn/assess', caseId)).toMatchObject({ outcome: 'check_payment' });
    const { body } = await office.get(CHANGZHI, `/cases/${caseId}`);
    expect(body).toMatchObject({ state: 'checking_payment', payment: { voucher: 'V-CHILD-31' } });
  });
});
