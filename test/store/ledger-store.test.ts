import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Collection, Payment } from '../../functions/cases/ledger.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { type LedgerStore, openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRefundLedger } from '../../functions/store/ledger/refund-ledger-store.ts';
import { openNoticeStore } from '../../functions/store/messages/notice-store.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
let ledger: LedgerStore;
beforeAll(async () => {
  tables = await openTables();
  ledger = openLedgerStore(tables.client, 'Ledger');
});
afterAll(() => tables.close());

const AT = '2026-03-10T01:00:00.000Z';
const claim = (personRef: string, caseId: string) =>
  ledger.claimEnrolment({ personRef, coverageYear: 2026, caseId, at: AT });

describe('one open case for a person and year', () => {
  test('of two claims at once one wins, and the other learns whose it is', async () => {
    const [one, other] = await Promise.all([claim('p1', 'case-a'), claim('p1', 'case-b')]);
    const owner = one.ok ? 'case-a' : 'case-b';
    const loser = one.ok ? other : one;
    expect(loser).toEqual({ ok: false, reason: 'open_case', caseId: owner, claimedAt: AT });
    expect(await ledger.findOpenCase('p1', 2026)).toBe(owner);
    expect(await claim('p1', owner)).toEqual({ ok: true });
    expect(await ledger.findOpenCase('p1', 2025)).toBeNull();
  });

  test('only the case that holds the year can let it go', async () => {
    await claim('p2', 'case-c');
    await ledger.releaseEnrolment('p2', 2026, 'case-d');
    expect(await ledger.findOpenCase('p2', 2026)).toBe('case-c');
    await ledger.releaseEnrolment('p2', 2026, 'case-c');
    expect(await claim('p2', 'case-d')).toEqual({ ok: true });
  });

  test('a claim is taken over only while it is the one that was seen', async () => {
    await claim('p3', 'case-e');
    const next = { personRef: 'p3', coverageYear: 2026, caseId: 'case-f', at: AT };
    expect(await ledger.takeOverEnrolment(next, { caseId: 'case-e', claimedAt: '2026-01-01T00:00:00.000Z' })).toBe(
      false,
    );
    expect(await ledger.takeOverEnrolment(next, { caseId: 'case-e', claimedAt: AT })).toBe(true);
    expect(await ledger.findOpenCase('p3', 2026)).toBe('case-f');
  });

  test('whoever is insured for a year has no second case, and is recorded insured only by the open one', async () => {
    await claim('p4', 'case-g');
    const enrolled = { region: '141181', benefitStart: localDate('2026-06-10'), recordedAt: AT };
    expect(await ledger.recordEnrolment('p4', 2026, { ...enrolled, caseId: 'case-h' })).toBe(false);
    expect(await ledger.recordEnrolment('p4', 2026, { ...enrolled, caseId: 'case-g' })).toBe(true);
    expect(await ledger.recordEnrolment('p4', 2026, { ...enrolled, caseId: 'case-g' })).toBe(true);
    expect(await ledger.findOpenCase('p4', 2026)).toBeNull();
    expect(await claim('p4', 'case-i')).toEqual({ ok: false, reason: 'enrolled', caseId: 'case-g' });
  });
});

test('a year that a refund ended is not brought back by an export that is older', async () => {
  const enrolments = openImportedEnrolments(tables.client, 'Ledger');
  const refunds = openRefundLedger(tables.client, 'Ledger');
  const row = { personRef: 'p9', coverageYear: 2027, region: '141181', benefitStart: localDate('2027-01-01') };
  const put = (source: string) => enrolments.put({ ...row, source, recordedAt: AT });
  expect(await put('I-1/a:2')).toEqual({ outcome: 'stored' });
  const ended = { caseId: 'R141181-2026-AAAAAAAAAA', ground: 'departure' as const, endedAt: AT };
  const given = {
    personRef: 'p9',
    coverageYear: 2027,
    region: '141181',
    vouchers: ['V-9'],
    endsOthers: true,
    by: ended,
  };
  expect(await refunds.years.giveBack(given)).toBe('ended');
  expect(await put('I-2/b:2')).toEqual({ outcome: 'ended', caseId: ended.caseId });
  expect(await refunds.years.giveBack(given)).toBe('ended');
});

const payment = (parts: Partial<Payment> = {}): Payment => ({
  voucher: 'V-1',
  personRef: 'p1',
  coverageYears: [2026],
  region: '141181',
  caseId: 'case-a',
  amount: '1100.00',
  collectedOn: localDate('2026-03-10'),
  digest: 'digest-1',
  recordedAt: AT,
  recordedBy: 'tax-1',
  ...parts,
});

test('a voucher is recorded once: the same content again is the same, another content is a conflict', async () => {
  expect(await ledger.putPayment(payment())).toEqual({ outcome: 'stored' });
  expect(await ledger.putPayment(payment())).toMatchObject({ outcome: 'same' });
  const conflict = await ledger.putPayment(payment({ amount: '400.00', digest: 'digest-2' }));
  expect(conflict).toMatchObject({ outcome: 'conflict', stored: { amount: '1100.00' } });
  expect(await ledger.getPayment('V-1')).toMatchObject({ amount: '1100.00' });
});

test('collections are listed by region and day, put once a case, and closed once', async () => {
  const collection: Collection = {
    caseId: 'case-a',
    region: '141181',
    coverageYear: 2026,
    personRef: 'p1',
    person: { idNumber: '1411**********0019', name: '测*' },
    amount: '1100.00',
    mode: 'ordinary',
    payBy: localDate('2026-12-31'),
    pushedOn: localDate('2026-03-10'),
    pushedAt: AT,
    status: 'open',
  };
  await ledger.putCollection(collection);
  await ledger.putCollection({ ...collection, amount: '1.00' });
  await ledger.putCollection({ ...collection, caseId: 'case-b', pushedOn: localDate('2026-03-11') });
  await ledger.closeCollection('case-a', 'paid', AT);
  await ledger.closeCollection('case-a', 'cancelled', AT);
  expect(await ledger.collections('141181', localDate('2026-03-10'))).toEqual([
    { ...collection, status: 'paid', closedAt: AT },
  ]);
  expect(await ledger.collections('141034', localDate('2026-03-10'))).toEqual([]);
});

test('a notice is kept once for a case and occasion', async () => {
  const notices = openNoticeStore(tables.client, 'Notices');
  const notice = { caseId: 'case-a', title: '缴费通知书', body: ['一'], at: AT };
  expect(await notices.put({ ...notice, occasion: 'payment_reminder', at: '2026-03-11T00:00:00.000Z' })).toBe(true);
  expect(await notices.put({ ...notice, occasion: 'payment_notice' })).toBe(true);
  expect(await notices.put({ ...notice, occasion: 'payment_notice', body: ['二'] })).toBe(false);
  expect(await notices.list('case-a')).toMatchObject([
    { occasion: 'payment_notice', body: ['一'] },
    { occasion: 'payment_reminder' },
  ]);
});
