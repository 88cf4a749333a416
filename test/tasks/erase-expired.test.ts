/** Persons are taken out of cases whose years are over: the real functions and tables, after cases of every kind. */
import { createHash } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyTables } from '../../functions/audit/verify-tables.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openDocumentFiles } from '../../functions/store/documents/document-files.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { type Opening, type Who, XIAOYI } from '../api/office.ts';
import { idNumber, person, xiaoyiOpening } from '../api/people.ts';
import { JPEG, PNG } from '../support/documents.ts';
import { type NewbornMachine, openNewbornMachine } from '../support/newborn-machine.ts';
import { CARD } from '../support/refund-machine.ts';

const APPROVER: Who = ['approver', '141181', 'ma'];
/** All end in January 2026: ten full years are 2027 to 2036. */
const TOO_EARLY = '2036-12-30T16:30:00Z';
const OVER = '2036-12-31T16:30:00Z';

let machine: NewbornMachine;
let run: (time: string) => Promise<unknown>;
const cases: Record<string, string> = {};

async function settle(): Promise<void> {
  await machine.moveTo(Date.parse(machine.office.now()) + 1000);
  await machine.office.heal();
  await machine.moveTo(Date.parse(machine.office.now()) + 1000);
}

async function open(name: string, opening: Opening): Promise<string> {
  const caseId = await machine.office.openCase(XIAOYI, opening, `opened-${name}`);
  await settle();
  cases[name] = caseId;
  return caseId;
}

const refundOpening = (sequence: number, ground: 'change_of_mind' | 'aid_recognised') => ({
  kind: 'refund' as const,
  person: person(sequence),
  facts: { region: '141181', coverageYear: 2026, ground, applicant: 'payer' as const, vouchers: [`PAID-${sequence}`] },
  account: { kind: 'card' as const, holder: person(sequence).name, bank: '孝义农商银行', number: CARD },
});

async function pay(sequence: number): Promise<void> {
  const identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
  await openLedgerStore(openDocumentClient(), 'Ledger').putPayment({
    voucher: `PAID-${sequence}`,
    personRef: await identity.reference(idNumber(sequence)),
    coverageYears: [2026],
    region: '141181',
    amount: '400.00',
    collectedOn: localDate('2025-11-10'),
    digest: `PAID-${sequence}`,
    recordedAt: machine.office.now(),
    recordedBy: 'import',
  });
}

/** Taken in, and once more with another content, as nobody should; and one that was sent and never taken in. */
async function bringDocument(caseId: string): Promise<void> {
  const desk = machine.office.desk(XIAOYI);
  const files = [{ size: PNG.byteLength }, { size: JPEG.byteLength }];
  const { uploads } = await desk.ask('startUploads', { params: { id: caseId }, body: { files } });
  for (const [index, content] of [PNG, JPEG].entries()) {
    const { url = '', contentType = '' } = uploads[index] ?? {};
    await fetch(url, { method: 'PUT', body: new Uint8Array(content), headers: { 'content-type': contentType } });
  }
  const uploadId = uploads[0]?.uploadId ?? '';
  await desk.ask('takeDocument', { params: { id: caseId }, body: { uploadId, material: 'id_document' } });
  await openDocumentFiles('documents', 'of-bucket').keep(caseId, uploadId, JPEG, {
    type: 'image/jpeg',
    digest: createHash('sha256').update(JPEG).digest('hex'),
  });
}

const objectsOf = (caseId = ''): number =>
  [`cases/${caseId}/`, `pending/${caseId}/`]
    .flatMap((prefix) => [...machine.office.services.buckets.keys('documents', prefix)])
    .reduce((count, key) => count + machine.office.services.buckets.versions('documents', key).length, 0);

async function withdraw(caseId: string): Promise<void> {
  await machine.office.withdraw(XIAOYI, caseId, '本人不再办理');
  await settle();
}

beforeAll(async () => {
  machine = await openNewbornMachine('2026-01-10T09:00:00+08:00');
  Object.assign(process.env, { RETENTION_YEARS: '10', SETTLED_RETENTION_YEARS: '30' });
  const { handler } = await import('../../functions/tasks/retention/erase-expired.ts');
  run = (scheduledTime) => handler({ source: 'canbao.erase', scheduledTime });

  const withdrawn = await open('withdrawn', xiaoyiOpening(1));
  await bringDocument(withdrawn);
  await withdraw(withdrawn);
  await pay(2);
  await open('refused', refundOpening(2, 'change_of_mind'));
  const parent = { idNumber: idNumber(4), name: '试四人', phone: '13900000004' };
  const birth = { region: '141181', birthCertificateNumber: 'O260000003', bornOn: '2025-12-15' };
  await withdraw(await open('newborn', { kind: 'newborn', ...birth, parent }));
  await withdraw(await open('held', xiaoyiOpening(5)));
  await machine.office.post(APPROVER, `/cases/${cases.held}/hold`, { held: true, reason: '行政复议期间' });
  await withdraw(await open('other-open', xiaoyiOpening(6)));
  await pay(6);
  await open('open-refund', refundOpening(6, 'aid_recognised'));
  await open('insured', xiaoyiOpening(7));
  const paid = { voucherNumber: 'LATE-7', idNumber: idNumber(7), region: '141181', coverageYear: 2026 };
  await machine.office.pay({ ...paid, amount: '400.00', collectedOn: '2026-01-10' });
  await settle();
});
afterAll(() => machine.close());

const stateOf = async (name: string) => (await machine.office.show(XIAOYI, String(cases[name]))).state;
const shownPerson = async (name: string) => (await machine.office.show(XIAOYI, String(cases[name]))).person;

/** Everything that is stored of a case, as text. */
async function storedOf(caseId: string | undefined): Promise<string> {
  const items: unknown[] = [];
  for (const TableName of ['Cases', 'Notices', 'Ledger', 'Reminders']) {
    const { Items = [] } = await openDocumentClient().send(new ScanCommand({ TableName }));
    const own = (item: Record<string, unknown>) =>
      item.caseId === caseId || item.entry === `collection#${caseId}` || item.subject === caseId;
    items.push(...Items.filter(own));
  }
  return JSON.stringify(items);
}

test('nobody is taken out before the years are over', async () => {
  expect(await Promise.all(['withdrawn', 'refused', 'newborn', 'held', 'other-open', 'insured'].map(stateOf))).toEqual([
    'withdrawn',
    'refused',
    'withdrawn',
    'withdrawn',
    'withdrawn',
    'insured',
  ]);
  expect(await run(TOO_EARLY)).toEqual({ erased: 0, kept: 0 });
});

test('who the case was about is gone from all that is stored of it, and what was decided stays and is proved', async () => {
  const client = openDocumentClient();
  const before = await verifyTables(client, { cases: 'Cases', policies: 'Policies' });
  const identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
  const traces: Record<string, string[]> = { withdrawn: [], refused: [], newborn: [] };
  for (const [name, sequence] of [
    ['withdrawn', 1],
    ['refused', 2],
    ['newborn', 4],
  ] as const) {
    traces[name] = [await identity.reference(idNumber(sequence)), '139****', '试**', '试*', '0005', 'O26'];
    expect(await storedOf(cases[name])).toContain(traces[name]?.[0]);
    expect(await storedOf(cases[name])).toContain('found-by#');
  }
  expect(objectsOf(cases.withdrawn)).toBe(4);
  // The one that is held, and the one whose person has an open refund.
  expect(await run(OVER)).toEqual({ erased: 3, kept: 2 });
  for (const [name, parts] of Object.entries(traces)) {
    const stored = await storedOf(cases[name]);
    for (const part of parts) expect(stored, name).not.toContain(part);
    expect(stored, name).not.toContain('found-by#');
    expect(stored).toContain('person_erased');
    expect(await shownPerson(name)).toEqual({ idNumber: '已删除', name: '已删除' });
  }
  // Every version; the digest of what there was stays.
  expect(objectsOf(cases.withdrawn)).toBe(0);
  expect(await storedOf(cases.withdrawn)).toContain(createHash('sha256').update(PNG).digest('hex'));
  const after = await verifyTables(client, { cases: 'Cases', policies: 'Policies' });
  expect([after.findings, after.cases, after.decisions]).toEqual([[], before.cases, before.decisions]);
});

test('is done once, and what is asked about an erased person is answered in words', async () => {
  expect(await run(OVER)).toEqual({ erased: 0, kept: 2 });
  const reveal = { field: 'name', reason: '核对当事人姓名' };
  const { status, body } = await machine.office.post(XIAOYI, `/cases/${cases.withdrawn}/reveals`, reveal);
  expect([status, body.code]).toEqual([410, 'person_erased']);
  expect((await machine.office.get(XIAOYI, `/cases/${cases.withdrawn}/person`)).body).toMatchObject({ cases: [] });
});

test('what was held goes once it is let go; what made somebody insured stays for its own years', async () => {
  await machine.office.post(APPROVER, `/cases/${cases.held}/hold`, { held: false, reason: '复议已经办结' });
  expect(await run(OVER)).toEqual({ erased: 1, kept: 1 });
  expect(await shownPerson('insured')).toMatchObject({ name: expect.stringContaining('试') });
  expect(await run('2056-12-31T16:30:00Z')).toEqual({ erased: 1, kept: 1 });
});
