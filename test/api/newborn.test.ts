import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../infra/local/desk/desk.ts';
import { CHANGZHI, openOffice, type Who } from './office.ts';
import { idNumber } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice('2024-07-01T09:00:00+08:00');
});
afterAll(() => office.close());

const parent = { idNumber: idNumber(1), name: '试一人', phone: '13900000000' };
const opening = (certificate: string, more: object = {}) => ({
  kind: 'newborn' as const,
  region: '140400',
  birthCertificateNumber: certificate,
  bornOn: '2024-06-15',
  parent,
  childName: '试小人',
  ...more,
});
const childNumber = (sequence: number, born = '20240615') => idNumber(sequence, born);

async function openChild(certificate: string, more: object = {}): Promise<string> {
  return office.openCase(CHANGZHI, opening(certificate, more), `open-${certificate}`);
}

let events = 0;
const record = (id: string, body: Input<'recordEvent'>['body'], key = `event-key-${++events}`) =>
  office.desk(CHANGZHI).ask('recordEvent', { params: { id }, body, headers: { 'idempotency-key': key } });
/** The raw door, where what is refused is looked at. */
const tryToRecord = (caseId: string, event: object, who: Who = CHANGZHI) =>
  office.post(who, `/cases/${caseId}/events`, event, { 'idempotency-key': `event-key-${++events}` });

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
    await record(one, { event: 'id_number_assigned', idNumber: childNumber(3) });
    expect(await tryToRecord(other, { event: 'id_number_assigned', idNumber: childNumber(3) })).toMatchObject({
      status: 409,
      body: { code: 'case_already_open', caseId: one },
    });
    await record(other, { event: 'id_number_assigned', idNumber: childNumber(4) });
  });

  test('is shown masked: no number, no full name, no certificate', async () => {
    const caseId = await openChild('O100000005');
    const { sent: shown } = await office.get(CHANGZHI, `/cases/${caseId}`);
    for (const secret of ['O100000005', parent.idNumber, parent.name, '试小人', '13900000000']) {
      expect(shown).not.toContain(secret);
      expect(office.logged.join()).not.toContain(secret);
    }
  });
});

describe('an event', () => {
  test('is taken once for a key; the key with another event is refused', async () => {
    const caseId = await openChild('O100000006');
    const event = { event: 'registered', registeredOn: '2024-06-20' } as const;
    for (let time = 1; time <= 2; time += 1) await record(caseId, event, 'same-key-1');
    const { history } = await office.show(CHANGZHI, caseId);
    expect(history.filter(({ event: name }) => name === 'registered')).toHaveLength(1);
    await expect(record(caseId, { ...event, registeredOn: '2024-06-21' }, 'same-key-1')).rejects.toMatchObject({
      status: 409,
      code: 'idempotency_key_reused',
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
    const answer = await tryToRecord(caseId, event);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_request' } });
    expect(answer.body.issues?.map((issue) => issue.path)).toEqual([path]);
  });

  test('ends the case where the child dies, and then nothing more is recorded', async () => {
    const caseId = await openChild('O100000007');
    expect((await record(caseId, { event: 'died', diedOn: '2024-06-30' })).state).toBe('died');
    await expect(record(caseId, { event: 'registered', registeredOn: '2024-06-20' })).rejects.toMatchObject({
      status: 409,
      code: 'case_has_ended',
    });
  });

  test('gives a second id number to no child', async () => {
    const caseId = await openChild('O100000008');
    await record(caseId, { event: 'registered', registeredOn: '2024-06-20', idNumber: childNumber(18) });
    await expect(record(caseId, { event: 'id_number_assigned', idNumber: childNumber(19) })).rejects.toMatchObject({
      status: 409,
      code: 'id_number_differs',
    });
    await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(18) });
  });

  test('is none of a region that the caller does not work for', async () => {
    const caseId = await openChild('O100000009');
    const answer = await tryToRecord(caseId, { event: 'died', diedOn: '2024-06-30' }, ['caseworker', '141181']);
    expect(answer).toMatchObject({ status: 404, body: { code: 'case_not_found' } });
  });
});

describe('a payment', () => {
  const pay = (sequence: number, collectedOn: string, voucherNumber = `V-CHILD-${sequence}`) =>
    office.pay({
      voucherNumber,
      idNumber: childNumber(sequence),
      region: '140400',
      coverageYear: 2025,
      amount: '400.00',
      collectedOn,
    });

  test('finds the case once the id number has joined it, and moves it on', async () => {
    const caseId = await openChild('O100000010');
    expect(await pay(30, '2024-07-01')).toMatchObject({ unallocated: { why: 'no_case' } });
    await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(30) });
    await expect(pay(30, '2024-06-14', 'V-TOO-EARLY')).rejects.toMatchObject({ status: 422, code: 'invalid_request' });
    expect(await pay(30, '2024-07-01')).toMatchObject({ caseId });
    expect((await office.show(CHANGZHI, caseId)).state).toBe('checking_payment');
  });

  test('that lay in the ledger before the id number was known is found when the child is looked at', async () => {
    const caseId = await openChild('O100000011');
    await pay(31, '2024-07-01');
    await record(caseId, { event: 'id_number_assigned', idNumber: childNumber(31) });
    expect(await office.task('newborn/assess', caseId)).toMatchObject({ outcome: 'check_payment' });
    expect(await office.show(CHANGZHI, caseId)).toMatchObject({
      state: 'checking_payment',
      payment: { voucher: 'V-CHILD-31' },
    });
  });
});
