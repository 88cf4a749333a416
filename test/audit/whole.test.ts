/** `verify` holds cases, ledger, messages and executions against each other: each invariant is broken in what is stored. */
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { CaseFinding } from '../../functions/audit/verify-case.ts';
import { verifyTables } from '../../functions/audit/verify-tables.ts';
import type { Case } from '../../functions/cases/case.ts';
import type { LatePaymentCase } from '../../functions/cases/late-payment/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { normalVoucher } from '../../functions/domain/voucher.ts';
import { enrolmentEntry, instructionEntry, paymentEntry, refundEntry } from '../../functions/store/keys.ts';
import { latePaymentIn } from '../cases/cases-in.ts';
import { refundedWhole } from '../support/decided-cases.ts';
import {
  duplicateOpening,
  FIRST,
  OPENER,
  openRefundMachine,
  type RefundMachine,
  SECOND,
  TREASURY,
} from '../support/refund-machine.ts';

const TABLES = { cases: 'Cases', policies: 'Policies', ledger: 'Ledger', notices: 'Notices' };
const INSURED = 'L141181-2026-INSURED';
const OPEN = 'L141181-2026-OPEN';
const PERSON = 'ref-of-somebody';

let machine: RefundMachine;
let refund = '';
beforeAll(async () => {
  machine = await openRefundMachine();
  await machine.pay(1, 'V-1-kept');
  await machine.pay(1, 'V-1-twice', { amount: '380.00', collectedOn: localDate('2025-09-20') });
  refund = await machine.office.openCase(OPENER, duplicateOpening(1, ['V-1-kept', 'V-1-twice']), 'key-of-refund-1');
  expect(await machine.drive(refund)).toBe('refunded');

  const paid = { voucher: 'V-2-paid', amount: '1100.00', collectedOn: localDate('2026-03-12') };
  await store(decided(INSURED, PERSON, 'insured', paid));
  await store(decided(OPEN, 'ref-of-another', 'awaiting_payment'));
  await machine.ledger.putPayment({
    ...{ ...paid, personRef: PERSON, coverageYears: [2026], region: '141181', caseId: INSURED },
    ...{ digest: '', recordedAt: '2026-03-12T01:00:00Z', recordedBy: 'tax' },
  });
  const claim = { coverageYear: 2026, at: '2026-03-10T01:00:00Z' };
  await machine.ledger.claimEnrolment({ ...claim, personRef: PERSON, caseId: INSURED });
  await machine.ledger.claimEnrolment({ ...claim, personRef: 'ref-of-another', caseId: OPEN });
  await machine.ledger.recordEnrolment(PERSON, 2026, {
    ...{ caseId: INSURED, region: '141181', amount: '1100.00', voucher: 'V-2-paid' },
    ...{ benefitStart: localDate('2026-06-12'), recordedAt: '2026-06-12T01:00:00Z' },
  });
});
afterAll(() => machine.close());

/** Only what stands beside it is looked at here. */
function decided(
  caseId: string,
  ref: string,
  state: LatePaymentCase['state'],
  payment?: LatePaymentCase['payment'],
): LatePaymentCase {
  const found = latePaymentIn(state, { caseId, payment });
  return { ...found, person: { ...found.person, ref } };
}
const store = (found: LatePaymentCase) => machine.client.send(new PutCommand({ TableName: TABLES.cases, Item: found }));

async function findings(running: readonly string[] | null = null): Promise<CaseFinding[]> {
  const read = async () => running && new Set(running);
  return (await verifyTables(machine.client, TABLES, { readRunning: read })).findings.filter(
    ({ what }) => what !== 'history' && what !== 'decision',
  );
}

type Key = { TableName: string; Key: Record<string, string> };
const entry = (name: string): Key => ({ TableName: 'Ledger', Key: { entry: name } });
const ofPayment = (voucher: string): string => paymentEntry(normalVoucher(voucher));
const ofCase = (caseId: string): Key => ({ TableName: 'Cases', Key: { caseId } });

/** Breaks one item for as long as the work takes; null takes it away. */
async function broken(key: Key, change: Record<string, unknown> | null, work: () => Promise<void>): Promise<void> {
  const { Item } = await machine.client.send(new GetCommand({ ...key, ConsistentRead: true }));
  if (change === null) await machine.client.send(new DeleteCommand(key));
  else
    await machine.client.send(new PutCommand({ TableName: key.TableName, Item: { ...Item, ...key.Key, ...change } }));
  try {
    await work();
  } finally {
    if (Item) await machine.client.send(new PutCommand({ TableName: key.TableName, Item }));
    else await machine.client.send(new DeleteCommand(key));
  }
}

test('of what is as it should be nothing is found', async () => {
  expect(await findings([OPEN])).toEqual([]);
});

describe('found, with the case', () => {
  const paidOut = () => ({ ...entry(instructionEntry(refund, 1)) });
  /** Of another refund, which nobody has. */
  const laterClaim = async (refunded: string, coverageYear: number) => ({
    ...(await claimOf('V-1-twice')),
    ...{ caseId: 'R141181-2026-LATERCLAIM', refund: refunded, parts: [{ coverageYear, amount: refunded }] },
  });
  const claimOf = async (voucher: string) => (await machine.ledger.getPayment(voucher))?.claim;

  test.each<
    [string, () => Promise<[Key, Record<string, unknown> | null]>, () => string | null, CaseFinding['what'], RegExp]
  >([
    [
      'more given back of a payment than was paid',
      async () => [entry(ofPayment('V-1-twice')), { amount: '300.00' }],
      () => refund,
      'money',
      /more of payment V-1-twice/,
    ],
    [
      'more given back of a payment by two refunds together than was paid',
      async () => [entry(ofPayment('V-1-twice')), { laterClaims: [await laterClaim('0.01', 2026)] }],
      () => 'R141181-2026-LATERCLAIM',
      'money',
      /more of payment V-1-twice/,
    ],
    [
      'a year of a payment given back twice',
      async () => {
        const first = { ...(await claimOf('V-1-twice')), parts: [{ coverageYear: 2026, amount: '380.00' }] };
        const parts = { coverageYears: [2026, 2027], amount: '760.00' };
        return [
          entry(ofPayment('V-1-twice')),
          { ...parts, claim: first, laterClaims: [await laterClaim('380.00', 2026)] },
        ];
      },
      () => 'R141181-2026-LATERCLAIM',
      'money',
      /V-1-twice: more is given back for 2026 than was paid for it/,
    ],
    [
      'another sum in the ledger than in the case',
      async () => [entry(ofPayment('V-1-twice')), { claim: { ...(await claimOf('V-1-twice')), refund: '280.00' } }],
      () => refund,
      'money',
      /the ledger gives back 280.00, the case 380.00/,
    ],
    [
      'a refund whose payment is settled by nobody',
      async () => [entry(ofPayment('V-1-twice')), { claim: undefined }],
      () => refund,
      'money',
      /V-1-twice was given back and is not settled/,
    ],
    [
      'a payment that a case claims which wants nothing of it',
      async () => [entry(ofPayment('V-1-kept')), { claim: await claimOf('V-1-twice') }],
      () => refund,
      'money',
      /V-1-kept is claimed by a case that wants nothing/,
    ],
    [
      'an order over another sum',
      async () => [paidOut(), { amount: '3800.00' }],
      () => refund,
      'money',
      /is over 3800.00, in its case 380.00/,
    ],
    ['an order that the ledger has lost', async () => [paidOut(), null], () => refund, 'money', /is not in the ledger/],
    [
      'a refund that the tax side is not told of',
      async () => [entry(refundEntry(refund)), null],
      () => refund,
      'money',
      /not told to the tax side/,
    ],
    [
      'a refund told as another sum',
      async () => [entry(refundEntry(refund)), { amount: '1.00' }],
      () => refund,
      'money',
      /told to the tax side as 1.00/,
    ],
    [
      'two cases that live on one payment',
      async () => [ofCase(OPEN), { payment: { voucher: 'V-2-paid', amount: '1100.00', collectedOn: '2026-03-12' } }],
      () => OPEN,
      'money',
      /V-2-paid is also that of/,
    ],
    [
      'a payment of a case that the ledger has lost',
      async () => [entry(ofPayment('V-2-paid')), null],
      () => INSURED,
      'money',
      /V-2-paid is not in the ledger/,
    ],
    [
      'a payment of a case over another sum',
      async () => [entry(ofPayment('V-2-paid')), { amount: '400.00' }],
      () => INSURED,
      'money',
      /V-2-paid is 400.00 in the ledger/,
    ],
    [
      'what was collected and is on no list',
      async () => [
        entry(ofPayment('V-1-kept')),
        { unallocated: { since: '2026-03-12T01:00:00Z', why: 'no_case' }, collectionDay: undefined },
      ],
      () => null,
      'money',
      /V-1-kept is unallocated and on no region's list/,
    ],
    [
      'somebody insured by a payment that was given back',
      async () => [entry(ofPayment('V-2-paid')), { claim: { ...(await claimOf('V-1-twice')), refund: '1100.00' } }],
      () => INSURED,
      'cover',
      /2026 is insured by payment V-2-paid, which went back/,
    ],
    [
      'somebody insured by a case that the ledger does not know',
      async () => [entry(enrolmentEntry(PERSON, 2026)), null],
      () => INSURED,
      'cover',
      /insured by the case and not in the ledger/,
    ],
    [
      'an open case whose year anybody can open again',
      async () => [entry(enrolmentEntry('ref-of-another', 2026)), { openCase: undefined }],
      () => OPEN,
      'cover',
      /2026 is not held for the open case/,
    ],
    [
      'a year that an ended case holds',
      async () => [entry(enrolmentEntry(PERSON, 2026)), { openCase: INSURED }],
      () => INSURED,
      'cover',
      /held by a case that has ended/,
    ],
  ])('%s', async (_what, change, caseId, what, where) => {
    const [key, set] = await change();
    await broken(key, set, async () => {
      expect(await findings()).toContainEqual({ caseId: caseId(), what, where: expect.stringMatching(where) });
    });
  });

  test('an open case without an execution, and an execution without a case', async () => {
    expect(await findings([])).toEqual([
      { caseId: OPEN, what: 'execution', where: expect.stringContaining('awaiting_payment') },
    ]);
    const lost = 'L141181-2026-GONE';
    expect(await findings([OPEN, lost])).toEqual([
      { caseId: lost, what: 'execution', where: 'an execution of a case that is not there' },
    ]);
  });

  test('a case that is lost, by its messages; not an opening that broke off, whose year is free again', async () => {
    await machine.ledger.claimEnrolment({
      ...{ coverageYear: 2026, at: '2026-03-10T01:00:00Z' },
      ...{ personRef: 'ref-of-a-third', caseId: 'L141181-2026-BROKEOFF' },
    });
    expect(await findings()).toEqual([]);
    const lost = 'L141181-2026-LOST';
    const message = { caseId: lost, occasion: 'payment_notice', title: '', body: [], at: '2026-03-11T01:00:00Z' };
    await broken({ TableName: 'Notices', Key: { caseId: lost, occasion: 'payment_notice' } }, message, async () => {
      expect(await findings()).toEqual([
        { caseId: lost, what: 'message', where: 'a message of a case that is not there' },
      ]);
    });
  });

  test('a message that went out after a death was known', async () => {
    const death = { personRef: 'ref-of-another', diedOn: localDate('2026-03-01'), authority: '公安局', source: 'list' };
    await machine.ledger.deaths.put({ ...death, recordedAt: '2026-03-10T01:00:00Z' });
    const message = { caseId: OPEN, occasion: 'payment_reminder', title: '', body: [], at: '2026-03-11T01:00:00Z' };
    const sent = { region: '141181', state: 'sent', attempts: 1, sentAt: '2026-03-11T01:00:00Z' };
    await broken(
      { TableName: 'Notices', Key: { caseId: OPEN, occasion: 'payment_reminder' } },
      { ...message, ...sent },
      async () => {
        expect(await findings()).toEqual([
          { caseId: OPEN, what: 'message', where: 'payment_reminder went out after the death was known' },
        ]);
      },
    );
    await machine.ledger.deaths.put({
      ...death,
      revokedOn: localDate('2026-03-12'),
      recordedAt: '2026-03-12T01:00:00Z',
    });
  });
});

describe('what bounced, was paid once more, and partly came back', () => {
  let bounced = '';
  beforeAll(async () => {
    await machine.pay(3, 'V-3-kept');
    await machine.pay(3, 'V-3-twice', { amount: '380.00', collectedOn: localDate('2025-09-20') });
    const asked = duplicateOpening(3, ['V-3-kept', 'V-3-twice']);
    bounced = await machine.office.openCase(OPENER, asked, 'key-of-refund-3');
    expect(await machine.drive(bounced)).toBe('refunded');
    const on = machine.office.now().slice(0, 10);
    const news = { amount: '380.00', on, reference: 'T-0301', reason: '账户已注销' };
    expect((await machine.office.post(TREASURY, `/payouts/${bounced}-P1/bounce`, news)).status).toBe(200);
    expect(await machine.drive(bounced)).toBe('refunded');
    const back = {
      amount: '100.00',
      on: machine.office.now().slice(0, 10),
      reference: 'R-0301',
      reason: '多退部分追回',
    };
    expect((await machine.office.post(FIRST, `/cases/${bounced}/recoveries`, back)).status).toBe(200);
    const confirmed = { decision: 'confirm' };
    const url = `/cases/${bounced}/recoveries/1/decision`;
    expect((await machine.office.post(SECOND, url, confirmed)).status).toBe(200);
  });
  const recoveriesOf = async () => {
    const { Item } = await machine.client.send(new GetCommand({ ...ofCase(bounced), ConsistentRead: true }));
    return z
      .array(z.looseObject({ amount: z.string(), noted: z.looseObject({ by: z.string() }) }))
      .parse(Item?.recoveries);
  };

  test('is as it should be', async () => {
    expect(await findings([OPEN])).toEqual([]);
  });

  test.each<[string, () => Promise<[Key, Record<string, unknown> | null]>, RegExp]>([
    [
      'a bounce that the tax side is not told of',
      async () => [entry(refundEntry(`${bounced}~1-bounced`)), null],
      /told to the tax side as 380.00 380.00/,
    ],
    [
      'a second payment that it is not told of',
      async () => [entry(refundEntry(`${bounced}~2`)), null],
      /told to the tax side as .*, decided 380.00/,
    ],
    [
      'a part of a bounce',
      async () => [
        entry(refundEntry(`${bounced}~1-bounced`)),
        { payments: [{ voucher: 'V-3-twice', amount: '-38.00' }] },
      ],
      /its payments are -38.00/,
    ],
    [
      'a bounce that its order does not know',
      async () => [entry(instructionEntry(bounced, 1)), { bounced: undefined }],
      /is paid, in its case returned/,
    ],
    [
      'more that came back than was paid',
      async () => [
        ofCase(bounced),
        { recoveries: (await recoveriesOf()).map((one) => ({ ...one, amount: '500.00' })) },
      ],
      /recovered 500.00, paid out 380.00/,
    ],
    [
      'one receipt twice',
      async () => [ofCase(bounced), { recoveries: [...(await recoveriesOf()), ...(await recoveriesOf())] }],
      /R-0301 is recovered twice/,
    ],
    [
      'a recovery that nobody else has looked at',
      async () => [
        ofCase(bounced),
        { recoveries: (await recoveriesOf()).map((one) => ({ ...one, confirmed: one.noted })) },
      ],
      /confirmed by whoever noted it/,
    ],
  ])('%s is found', async (_what, change, where) => {
    const [key, set] = await change();
    await broken(key, set, async () => {
      expect(await findings()).toContainEqual({ caseId: bounced, what: 'money', where: expect.stringMatching(where) });
    });
  });
});

describe('a decision that a later ruling makes wrong', () => {
  const tables = { cases: 'Cases', policies: 'Policies' };
  const verifyWith = async (found: Case) => {
    await machine.client.send(new PutCommand({ TableName: 'Cases', Item: found }));
    const { findings: of, known } = await verifyTables(machine.client, tables);
    await machine.client.send(new DeleteCommand(ofCase(found.caseId)));
    return { known, findings: of.filter(({ caseId }) => caseId === found.caseId) };
  };

  test('is listed with the ruling, and is no finding', async () => {
    expect(await verifyWith(refundedWhole())).toEqual({
      known: [{ caseId: 'R140400-2025-PREPAIDAAA', ruling: 23, where: 'plan.assessment.amount' }],
      findings: [],
    });
  });

  test('is a finding where the rules knew the ruling as they decided, or where somebody changed it since', async () => {
    expect(await verifyWith(refundedWhole({ rulings: 28 }))).toMatchObject({
      known: [],
      findings: [{ what: 'decision' }],
    });
    const found = refundedWhole();
    if (found.kind !== 'refund' || !found.plan) throw new Error('no plan');
    const { assessment } = found.plan;
    const changed = { ...found, plan: { ...found.plan, assessment: { ...assessment, amount: '1500.00' } } };
    expect(await verifyWith(changed)).toMatchObject({ known: [], findings: [{ what: 'decision' }] });
  });
});
