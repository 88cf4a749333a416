/** A new key in the secret: what an older one has sealed is sealed anew. The real functions, tables and parts. */
import { DeleteCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { childrenKey } from '../../functions/cases/found-by.ts';
import { refundCaseSchema } from '../../functions/cases/refund/case.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { addKey } from '../../functions/runtime/person-keys.ts';
import { openPayee } from '../../functions/runtime/seal-payee.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openUploadStore, packRows, partKey } from '../../functions/store/uploads/upload-store.ts';
import { XIAOYI } from '../api/office.ts';
import { idNumber, person, xiaoyiOpening } from '../api/people.ts';
import { duplicateOpening, openRefundMachine, type RefundMachine } from '../support/refund-machine.ts';

let machine: RefundMachine;
let night: (time: string) => Promise<unknown>;
const identity = () => openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
const opened: Record<string, string> = {};
beforeAll(async () => {
  machine = await openRefundMachine();
  const { handler } = await import('../../functions/tasks/sealing/reseal.ts');
  night = (scheduledTime) => handler({ source: 'canbao.reseal', scheduledTime });
  const { office } = machine;
  for (const voucher of ['R-KEPT', 'R-TWICE']) await machine.pay(1, voucher);
  const openings = {
    refund: duplicateOpening(1, ['R-KEPT', 'R-TWICE']),
    late: xiaoyiOpening(2),
    newborn: {
      kind: 'newborn' as const,
      region: '141181',
      birthCertificateNumber: 'O260000003',
      bornOn: '2025-10-15',
      parent: { idNumber: idNumber(3), name: '试三人', phone: '13900000003' },
    },
  };
  for (const [name, opening] of Object.entries(openings)) {
    opened[name] = await office.openCase(XIAOYI, opening, `opened-${name}`);
  }
  const client = openDocumentClient();
  const { ref, sealed } = await identity().seal(person(4));
  await openRollStore(client, 'Ledger').putContact(ref, { sealed, maskedName: '试*' }, '2025-11-10T01:00:00Z');
  await openUploadStore(client, 'Uploads', identity()).putRows('I-1', partKey('file', 1), packRows([[2, ['一'], 't']]));
});
afterAll(() => machine.close());

const everything = async (TableName: string) =>
  (await openDocumentClient().send(new ScanCommand({ TableName }))).Items ?? [];

/** The numbers of the keys by which anything in the tables is sealed. */
async function keysInUse(): Promise<string[]> {
  const keys: string[] = [];
  const visit = (value: unknown, name = ''): void => {
    if (name === 'sealed' && typeof value === 'string') {
      keys.push(/^(\d+)\./.exec(value)?.[1] ?? Buffer.from(value, 'base64').toString('latin1', 1, 2));
    } else if (value instanceof Uint8Array) {
      if (name === 'sealed') keys.push(Buffer.from(value).toString('latin1', 1, 2));
    } else if (value instanceof Object) {
      for (const [key, part] of Object.entries(value)) visit(part, key);
    }
  };
  for (const TableName of ['Cases', 'Ledger', 'Uploads']) {
    visit(await everything(TableName));
  }
  return keys;
}

test('a case of a release that listed nobody is found by name and phone after two nights', async () => {
  const { office } = machine;
  const cases = new Set<string>();
  for (const { entry, caseId } of await everything('Ledger')) {
    if (!String(entry).startsWith('found-by#')) continue;
    cases.add(String(caseId));
    await openDocumentClient().send(new DeleteCommand({ TableName: 'Ledger', Key: { entry } }));
  }
  expect(cases.size).toBe(3);
  for (const { caseId, parent } of await everything('Cases')) {
    const UpdateExpression = `REMOVE person.foundBy${parent ? ', parent.foundBy' : ''}`;
    await openDocumentClient().send(new UpdateCommand({ TableName: 'Cases', Key: { caseId }, UpdateExpression }));
  }
  const find = async (text: string) => (await office.post(XIAOYI, '/search', { text })).sent;
  expect(await find('试三人')).toContain('"cases":[]');
  expect(await night('2025-11-08T19:00:00Z')).toMatchObject({ done: false });
  expect(await night('2025-11-09T19:00:00Z')).toMatchObject({ done: true });
  expect(await find('试三人')).toContain(opened.newborn);
  expect(await find(person(1).phone)).toContain(opened.refund);
  const key = childrenKey(await identity().reference(idNumber(3)));
  expect((await everything('Ledger')).filter(({ personRef }) => personRef === key)).toMatchObject([
    { caseId: opened.newborn },
  ]);
});

test('with one key there is nothing to do', async () => {
  expect(await night('2025-11-10T19:00:00Z')).toEqual({ key: '1', done: true, resealed: 0 });
  expect(await keysInUse()).toEqual(['1', '1', '1', '1', '1', '1', '1']);
});

test('a new key seals everything within two nights, and everything opens as before', async () => {
  const references = await identity().reference(idNumber(2));
  const { services } = machine.office;
  services.secret = addKey(services.secret, 'the second of the secrets, which seals from now on').text;
  // The first night it is only seen: functions that run may still hold the keys of before.
  expect(await night('2025-11-12T19:00:00Z')).toEqual({ key: '2', done: false, resealed: 0 });
  expect(await keysInUse()).not.toContain('2');
  expect(await night('2025-11-13T19:00:00Z')).toEqual({ key: '2', done: true, resealed: 7 });
  expect(await keysInUse()).toEqual(['2', '2', '2', '2', '2', '2', '2']);
  expect(await night('2025-11-14T19:00:00Z')).toEqual({ key: '2', done: true, resealed: 0 });

  expect(await identity().reference(idNumber(2))).toBe(references);
  const cases = openCaseStore(openDocumentClient(), 'Cases', refundCaseSchema);
  const refund = await cases.get(opened.refund ?? '');
  if (!refund) throw new Error('the refund is gone');
  expect(await identity().open(refund.person)).toEqual(person(1));
  const payee = await openPayee(refund.person.ref, refund.payee.sealed, identity());
  expect(payee.number.endsWith('0005')).toBe(true);
  const uploads = openUploadStore(openDocumentClient(), 'Uploads', identity());
  expect(await uploads.getRows('I-1', partKey('file', 1))).toEqual([[2, ['一'], 't']]);
  const reveal = { field: 'name', reason: '核对当事人姓名' };
  const { body } = await machine.office.post(XIAOYI, `/cases/${opened.late}/reveals`, reveal);
  expect(body).toEqual({ field: 'name', value: person(2).name });
});
