/** 家庭: a newborn's case shows its parent, the other children and the parent's own cases, within one's regions. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseSchema } from '../../functions/cases/case.ts';
import { erase } from '../../functions/cases/erase.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { AUDITOR, CHANGZHI, openOffice, type Who, XIAOYI } from './office.ts';
import { idNumber, person, xiaoyiOpening } from './people.ts';

const NOW = '2026-03-10T09:00:00+08:00';

let office: Awaited<ReturnType<typeof openOffice>>;
const ids: Record<'elder' | 'twin' | 'other' | 'elsewhere' | 'own' | 'stranger', string> = {
  elder: '',
  twin: '',
  other: '',
  elsewhere: '',
  own: '',
  stranger: '',
};

const PARENT = person(801);
const born = (certificate: string, bornOn: string, more: object = {}) => ({
  kind: 'newborn' as const,
  region: '141181',
  birthCertificateNumber: certificate,
  bornOn,
  parent: PARENT,
  ...more,
});

/** The parent has three children here, two of them twins, one more in another region, and a case of one's own. */
beforeAll(async () => {
  office = await openOffice(NOW);
  ids.elder = await office.openCase(XIAOYI, born('O260000801', '2025-04-01'), 'family-elder');
  ids.twin = await office.openCase(XIAOYI, born('O260000802', '2026-02-20'), 'family-twin');
  ids.other = await office.openCase(XIAOYI, born('O260000803', '2026-02-20'), 'family-other');
  const there = born('O260000804', '2025-06-05', { region: '140400' });
  ids.elsewhere = await office.openCase(CHANGZHI, there, 'family-elsewhere');
  ids.own = await office.openCase(XIAOYI, xiaoyiOpening(801), 'family-own-case');
  ids.stranger = await office.openCase(
    XIAOYI,
    born('O260000805', '2026-02-20', { parent: person(802) }),
    'family-none',
  );
});
afterAll(() => office.close());

const family = (id: string, who: Who = XIAOYI) => office.desk(who).ask('showFamily', { params: { id } });
const childrenOf = async (id: string, who?: Who) =>
  (await family(id, who)).children.map(({ caseId, sameBirth }) => [caseId, sameBirth]);

test('a case shows the parent masked, the other children with twins as such, and the parent’s own cases', async () => {
  const { parent, changed, children, cases } = await family(ids.twin);
  expect(parent).toMatchObject({ idNumber: expect.stringContaining('*'), name: expect.stringContaining('*') });
  expect(JSON.stringify(parent)).not.toContain(PARENT.idNumber);
  expect(changed).toBe(false);
  expect(children.map(({ caseId, sameBirth }) => [caseId, sameBirth])).toEqual([
    [ids.other, true],
    [ids.elder, false],
  ]);
  expect(cases.map(({ caseId }) => caseId)).toEqual([ids.own]);
  // The first of the twins knows the second one too.
  expect(await childrenOf(ids.other)).toContainEqual([ids.twin, true]);
  expect(await childrenOf(ids.stranger)).toEqual([]);
});

test('each desk sees the children of its own regions, an auditor all of them, and every look is logged', async () => {
  expect(await childrenOf(ids.elsewhere, CHANGZHI)).toEqual([]);
  expect((await family(ids.elsewhere, CHANGZHI)).cases).toEqual([]);
  expect(await childrenOf(ids.elsewhere, AUDITOR)).toHaveLength(3);
  expect((await office.get(CHANGZHI, `/cases/${ids.twin}/family`)).status).toBe(404);
  expect((await office.get(['university', '141181', 'registrar', '10112'], `/cases/${ids.twin}/family`)).status).toBe(
    403,
  );
  office.logged.length = 0;
  await family(ids.twin);
  const reference = await openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(PARENT.idNumber);
  expect(office.logged.join('')).toContain(`"reason":"family"`);
  expect(office.logged.join('')).toContain(reference);
  expect(await family(ids.own)).toMatchObject({ parent: null, children: [], cases: [] });
});

test('whether the parent takes part is said of the years that matter: how in one’s own region, elsewhere only that it is so', async () => {
  expect(await family(ids.twin)).toMatchObject({ years: [2026], insured: [] });
  const client = openDocumentClient();
  const personRef = await openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(PARENT.idNumber);
  await openLedgerStore(client, 'Ledger').putPayment({
    voucher: 'FAMILY-1',
    personRef,
    coverageYears: [2026],
    region: '141181',
    amount: '400.00',
    collectedOn: localDate('2025-11-10'),
    digest: 'FAMILY-1',
    recordedAt: office.now(),
    recordedBy: 'import',
  });
  expect((await family(ids.twin)).insured).toEqual([{ coverageYear: 2026, region: '141181', how: 'paid' }]);
  await openImportedEnrolments(client, 'Ledger').put({
    personRef,
    coverageYear: 2025,
    region: '140400',
    benefitStart: localDate('2025-01-01'),
    source: 'family:1',
    recordedAt: office.now(),
  });
  // That child was born in 2025.
  expect((await family(ids.elsewhere, CHANGZHI)).insured).toEqual([
    { coverageYear: 2025, region: '140400', how: 'enrolled' },
    { coverageYear: 2026, region: '141181', how: null },
  ]);
  expect((await family(ids.elsewhere, AUDITOR)).insured.map(({ how }) => how)).toEqual(['enrolled', 'paid']);
});

test('another guardian brings another family, and an erased case has none and is in none', async () => {
  await office.desk(XIAOYI).ask('recordEvent', {
    params: { id: ids.elder },
    body: { event: 'guardian_changed', guardian: person(802) },
    headers: { 'idempotency-key': 'another-guardian' },
  });
  expect(await childrenOf(ids.twin)).toEqual([[ids.other, true]]);
  expect(await family(ids.elder)).toMatchObject({ changed: true, children: [{ caseId: ids.stranger }], cases: [] });
  const cases = openCaseStore(openDocumentClient(), 'Cases', caseSchema);
  const found = await cases.get(ids.other);
  const change =
    found && erase({ ...found, state: 'withdrawn', wait: undefined, pending: undefined }, '2037-01-02T01:00:00Z');
  expect(found && change && (await cases.change(found, change)).ok).toBe(true);
  expect(await family(ids.other)).toMatchObject({ parent: null, children: [] });
  expect(await childrenOf(ids.twin)).toEqual([]);
  expect(idNumber(801)).toBe(PARENT.idNumber);
});
