/** People who are known by another document than an id card, at every door: the real routes and tables. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvalOf } from './case-paths.ts';
import { type Decision, openOffice, TAX, type Who, XIAOYI } from './office.ts';
import { idNumber, xiaoyiOpening } from './people.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const openingOf = (number: string, facts = {}) => {
  const { facts: usual, ...opening } = xiaoyiOpening(1);
  const person = { idNumber: number, name: '史密斯·安', phone: '13900000077' };
  return { ...opening, person, facts: { ...usual, ...facts } };
};
const open = (number: string, facts = {}) =>
  office.openCase(XIAOYI, openingOf(number, facts), `key-document-${number.replaceAll(' ', '')}`);
const find = async (text: string, who: Who = XIAOYI) =>
  (await office.desk(who).ask('find', { body: { text } })).cases.map(({ caseId }) => caseId);
const issueOf = async (number: string, facts = {}) =>
  (await office.open(XIAOYI, openingOf(number, facts), `key-wrong-${Math.random()}`)).body.issues?.[0];

const FIELD = 'notice.identityDocuments.passport';
const questionsOf = async (caseId: string) =>
  (await office.show(XIAOYI, caseId)).task?.reviews.map(({ field }) => field) ?? [];

test('a passport in a region whose notice does not speak of passports is a question to the desk, which answers yes or no', async () => {
  const caseId = await open('usa e12345678', { birthDate: '1990-03-07' });
  await office.task('assess', caseId);
  await office.task('case/ask-caseworker', caseId, 'token-passport');
  const { task, facts, person } = await office.show(XIAOYI, caseId);
  expect(person.idNumber).toBe('护照 USA E*****678');
  expect(facts).toMatchObject({ birthDate: '1990-03-07', identityDocument: 'passport' });
  expect(task?.reviews.map(({ field }) => field)).toContain(FIELD);
  expect(task?.inputs).toContainEqual({ field: FIELD, input: 'yes_no', choices: [] });
  const { confirm } = await approvalOf(office, caseId);
  const values = [{ field: FIELD, value: true, document: '孝医保函〔2026〕3号' }];
  const others = (await questionsOf(caseId)).filter((field) => field !== FIELD);
  const amounts = others.map((field) => ({ field, value: '700.00', document: '孝医保函〔2026〕3号' }));
  const supply: Decision = { action: 'supply', values: [...values, ...amounts], confirm, opinion: '已请示' };
  await office.decide(XIAOYI, `${caseId}.1`, supply);
  expect(await office.task('assess', caseId)).toMatchObject({ outcome: 'pay' });
});

test('an 18-digit residence permit or residence card asks nothing more than an id card does', async () => {
  const asked = [];
  for (const number of [idNumber(31), '81000019850517031X', '911840198505170312'].map(withCheckDigit)) {
    const caseId = await open(number);
    await office.task('assess', caseId);
    await office.task('case/ask-caseworker', caseId, `token-${number}`);
    asked.push(await questionsOf(caseId));
  }
  expect([asked[1], asked[2]]).toEqual([asked[0], asked[0]]);
});

describe('somebody with a passport', () => {
  test('is found by its number, with or without the nationality, by the desk of the region alone', async () => {
    const [usa, kor] = [await open('USA F00000001'), await open('KOR F00000001')];
    expect(usa).not.toBe(kor);
    expect(await find('kor f00000001')).toEqual([kor]);
    expect((await find('F00000001')).toSorted()).toEqual([usa, kor].toSorted());
    expect(await find('F00000001', ['caseworker', '140400', 'guo'])).toEqual([]);
    expect(office.logged.join('')).not.toMatch(/F00000001/i);
  });

  test('is shown in full for a reason, and the number stays out of what is written', async () => {
    const caseId = await open('VNM C1234567');
    const reveal = { field: 'idNumber' as const, reason: '核对证件原件' };
    const params = { id: caseId };
    expect((await office.desk(XIAOYI).ask('revealPerson', { params, body: reveal })).value).toBe('护照 VNM C1234567');
    const { body } = await office.post(XIAOYI, `/cases/${caseId}/reveals`, { ...reveal, reason: '护照c1234567看不清' });
    expect(body.issues?.[0]).toMatchObject({ path: 'reason', message: expect.stringContaining('证件号码') });
  });

  test('pays by the passport, and the payment is found by it', async () => {
    const paid = { idNumber: 'FRA 12AB34567', region: '141181', coverageYear: 2026, amount: '400.00' };
    await office.pay({ ...paid, voucherNumber: 'P-FRA-1', collectedOn: '2026-03-09' }, TAX);
    const asked = { body: { idNumber: '护照 fra 12ab34567', reason: 'enquiry' as const } };
    const { payments } = await office.desk(XIAOYI).ask('searchPayments', asked);
    expect(payments.map(({ voucher }) => voucher)).toEqual(['P-FRA-1']);
    const other = { body: { ...asked.body, idNumber: 'DEU 12AB34567' } };
    expect((await office.desk(XIAOYI).ask('searchPayments', other)).payments).toEqual([]);
  });

  test('has a birth date that is corrected; whose number tells it has none to correct', async () => {
    const correct = (caseId: string, birthDate: string) =>
      office.post(XIAOYI, `/cases/${caseId}/correction`, { facts: { birthDate }, reason: '录入有误' });
    const passport = await open('ITA YA1234567', { birthDate: '1990-03-07' });
    const card = await open('USA110190030712');
    const citizen = await open(idNumber(41));
    for (const caseId of [passport, card, citizen]) {
      await office.task('assess', caseId);
      await office.task('case/ask-caseworker', caseId, `token-${caseId}`);
    }
    expect((await correct(passport, '1991-04-08')).status).toBe(200);
    expect((await correct(card, '1990-03-07')).status).toBe(200);
    const refused = [await correct(card, '1990-03-08'), await correct(citizen, '1990-03-07')];
    expect(refused.map(({ body }) => body.issues?.[0]?.path)).toEqual(['facts.birthDate', 'facts.birthDate']);
  });
});

test('a newborn is found by the passport of its parent, and of its next guardian; its own card has its birthday', async () => {
  const parent = { idNumber: 'USA N12345678', name: '史密斯·安', phone: '13900000078' };
  const born = { region: '141181', birthCertificateNumber: 'O260000078', bornOn: '2026-01-15' };
  const caseId = await office.openCase(XIAOYI, { kind: 'newborn', ...born, parent }, 'key-newborn-passport');
  expect(await find('N12345678')).toEqual([caseId]);
  const record = (event: object, key: string) =>
    office.post(XIAOYI, `/cases/${caseId}/events`, event, { 'Idempotency-Key': key });
  const guardian = { ...parent, idNumber: 'KOR M87654321', name: '金一' };
  expect((await record({ event: 'guardian_changed', guardian }, 'key-guardian')).status).toBe(200);
  expect(await find('kor m87654321')).toEqual([caseId]);
  const assigned = (idNumber: string) => ({ event: 'id_number_assigned', idNumber });
  const wrong = await record(assigned('USA110126011612'), 'key-card-wrong');
  expect(wrong.body.issues?.[0]?.path).toBe('idNumber');
  expect((await record(assigned('USA110126011512'), 'key-card')).status).toBe(200);
  expect((await office.show(XIAOYI, caseId)).facts).toMatchObject({ identityDocument: 'permanent_residence' });
});

test.each([
  ['E12345678', /没有写国籍.*USA E12345678/],
  ['TWN 012345678', /居住证的 18 位号码/],
  ['USA E1234\u200B5678', /看不见的字符/],
  ['1'.repeat(10_000), /不是 18 位号码/],
  ['ABC E12345678', /不是国籍代码/],
])('%.30s is refused with what would be right', async (number, message) => {
  expect(await issueOf(number)).toMatchObject({ path: 'person.idNumber', message: expect.stringMatching(message) });
});

test('a birth date or a kind that the number contradicts is refused', async () => {
  expect(await issueOf(idNumber(51), { birthDate: '1985-05-18' })).toMatchObject({ path: 'facts.birthDate' });
  expect(await issueOf('USA110190030712', { birthDate: '1990-03-08' })).toMatchObject({ path: 'facts.birthDate' });
  const said = await issueOf(idNumber(51), { identityDocument: 'passport' });
  expect(said).toMatchObject({ path: 'facts.identityDocument', message: expect.stringContaining('居民身份证') });
});

/** The last character as GB 11643 has it. */
function withCheckDigit(number: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0);
  return number.slice(0, 17) + '10X98765432'.charAt(sum % 11);
}
