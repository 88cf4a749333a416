/** What a clerk knows of somebody who phones finds the case: the real routes and tables. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AUDITOR, CHANGZHI, openOffice, TAX, type Who, XIAOYI } from './office.ts';
import { idNumber, xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
const opened: Record<string, string> = {};
const PARENT = { idNumber: idNumber(3), name: '试三人', phone: '13900000003' };
beforeAll(async () => {
  office = await openOffice();
  const late = xiaoyiOpening(1);
  const openings = {
    late: { ...late, person: { ...late.person, name: '试一 人', phone: '13900000001' } },
    sameName: { ...xiaoyiOpening(2), person: { ...xiaoyiOpening(2).person, name: '试一人' } },
    newborn: {
      kind: 'newborn' as const,
      region: '141181',
      birthCertificateNumber: 'O260000003',
      bornOn: '2026-01-15',
      parent: PARENT,
    },
  };
  for (const [name, body] of Object.entries(openings)) {
    opened[name] = await office.openCase(XIAOYI, body, `key-found-${name}`);
  }
});
afterAll(() => office.close());

const find = (text: string, who: Who = XIAOYI) => office.desk(who).ask('find', { body: { text } });
async function found(text: string, who?: Who): Promise<string[]> {
  const { cases } = await find(text, who);
  return cases.map(({ caseId }) => caseId).toSorted();
}
/** The raw door, where what is refused is looked at. */
const tryToFind = (text: string, who: Who = XIAOYI) => office.post(who, '/search', { text });
const ids = (...names: string[]) => names.map((name) => String(opened[name])).toSorted();

describe('a case is found', () => {
  test('by its number', async () => expect(await found(`${opened.late}`.toLowerCase())).toEqual(ids('late')));
  test('by the id number', async () => expect(await found(idNumber(1))).toEqual(ids('late')));
  test('by the whole name: everybody who is called so', async () =>
    expect(await found('试一人')).toEqual(ids('late', 'sameName')));
  test('by the phone', async () => expect(await found('139 0000 0001')).toEqual(ids('late')));
  test('by birthday and the last four', async () =>
    expect(await found(`1985-05-17 ${idNumber(2).slice(-4)}`)).toEqual(ids('sameName')));
  test("a newborn's by its parent", async () => {
    expect(await found('试三人')).toEqual(ids('newborn'));
    expect(await found('13900000003')).toEqual(ids('newborn'));
    expect(await found(PARENT.idNumber)).toEqual(ids('newborn'));
    expect(await found(PARENT.idNumber, CHANGZHI)).toEqual([]);
  });
  test('by an auditor too', async () => expect(await found('试三人', AUDITOR)).toEqual(ids('newborn')));
});

test('a child is found by its own name from the day that it has one', async () => {
  const known = { registeredOn: '2026-02-01', idNumber: idNumber(9, '20260115'), name: '试小三' };
  await office.desk(XIAOYI).ask('recordEvent', {
    params: { id: String(opened.newborn) },
    body: { event: 'registered', ...known },
    headers: { 'Idempotency-Key': 'event-found' },
  });
  expect(await found('试小三')).toEqual(ids('newborn'));
  expect(await found('2026-01-15 试')).toEqual(ids('newborn'));
  expect(await found('试三人')).toEqual(ids('newborn'));
});

test('a payment is found by its voucher, with what it pays for', async () => {
  const paid = { voucherNumber: 'P-FIND-1', idNumber: idNumber(2), region: '141181', coverageYear: 2026 };
  await office.pay({ ...paid, amount: '400.00', collectedOn: '2026-03-10' });
  expect(await find('P-FIND-1')).toMatchObject({ by: 'voucher', payments: [{ voucher: 'P-FIND-1' }] });
  expect(await find('P-FIND-1', CHANGZHI)).toMatchObject({ payments: [], cases: [] });
});

test("another region's desk finds none of them", async () => {
  const typed = ['试一人', '13900000001', idNumber(1), `${opened.late}`, '1985-05-17 试'];
  for (const text of typed) expect(await found(text, CHANGZHI), text).toEqual([]);
});

test('who has no desk may not search, and what can be nothing is refused with what would do', async () => {
  expect((await tryToFind('试一人', TAX)).body.code).toBe('role_not_allowed');
  for (const text of ['%', '郭', ' ', 'x'.repeat(101)]) {
    expect((await tryToFind(text)).body, text).toMatchObject({ code: 'invalid_request', issues: [{ path: 'text' }] });
  }
});

test('a search is logged by who and by what, without what was typed', () => {
  const lines = office.logged.join('');
  expect(lines).toMatch(/"route":"POST \/search"[^\n]*"reason":"search by name"[^\n]*"sub":"lin"/);
  for (const typed of ['试一人', '13900000001', idNumber(1), '1985-05-17 试']) expect(lines).not.toContain(typed);
});
