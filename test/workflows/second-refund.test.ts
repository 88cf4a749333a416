/** What a first refund left of a payment goes back by a second one: once, and never more than was paid. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { verifyTables } from '../../functions/audit/verify-tables.ts';
import { claimsOn } from '../../functions/cases/claims-of-payment.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { idNumber, person } from '../api/people.ts';
import {
  duplicateOpening,
  FIRST,
  OPENER,
  openRefundMachine,
  type RefundMachine,
  TREASURY,
} from '../support/refund-machine.ts';

const TABLES = { cases: 'Cases', policies: 'Policies', ledger: 'Ledger', notices: 'Notices' };

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine();
});
afterEach(async () => {
  const { paidOut, settled, claimed, recorded } = await machine.books();
  expect({ paidOut, recorded, claimed }).toEqual({ paidOut: settled, recorded: settled, claimed: 0 });
  const { findings } = await verifyTables(machine.client, TABLES);
  expect(findings).toEqual([]);
});
afterAll(() => machine.close());

/** Three years at 400.00 yuan each, the first of which has begun. */
async function prepaid(sequence: number): Promise<string> {
  const voucher = `V-${sequence}-prepaid`;
  const collectedOn = localDate('2024-11-03');
  await machine.pay(sequence, voucher, { coverageYears: [2025, 2026, 2027], amount: '1200.00', collectedOn });
  return voucher;
}

interface Asked {
  sequence: number;
  vouchers: string[];
  key: string;
}

const send = ({ sequence, vouchers, key }: Asked, parts: object) =>
  machine.office.open(OPENER, duplicateOpening(sequence, vouchers, parts), `key-${key}-${sequence}`);

async function opened(asked: Asked, parts: object): Promise<string> {
  const { sequence, vouchers, key } = asked;
  return machine.office.openCase(OPENER, duplicateOpening(sequence, vouchers, parts), `key-${key}-${sequence}`);
}

/** Ground `other`: a person states what goes back. */
async function stated(asked: Asked, parts: { coverageYear: number; amount: string }[]): Promise<string> {
  const caseId = await opened(asked, { ground: 'other' });
  await state(caseId, asked.vouchers[0] ?? '', parts);
  return caseId;
}

async function state(caseId: string, paymentId: string, parts: { coverageYear: number; amount: string }[]) {
  await machine.pass();
  const { task } = await machine.look(caseId);
  return machine.office.post(FIRST, `/tasks/${task?.taskId}/decision`, {
    action: 'supply',
    values: [],
    facts: { stated: parts.map((part) => ({ ...part, paymentId, document: '退费审批表 2025-7' })) },
    opinion: '按审批表退还',
  });
}

const JOB = { ground: 'employee_insurance', eventOn: '2025-11-01' };
const claimsOf = async (voucher: string) => {
  const payment = await machine.ledger.getPayment(voucher);
  return payment ? claimsOn(payment).map(({ refund, settled }) => [refund, settled !== undefined]) : [];
};
const seen = async (sequence: number, voucher: string) => {
  const asked = { idNumber: person(sequence).idNumber, reason: 'enquiry' };
  const { body } = await machine.office.post(FIRST, '/payments/search', asked);
  const payments: { voucher: string; left: string; claim: { message: string } }[] = Object(body).payments;
  return payments.find((one) => one.voucher === voucher);
};

describe('of a payment for several years', () => {
  test('a year goes back, later the next one, and nothing a third time', async () => {
    const voucher = await prepaid(1);
    const asked = { sequence: 1, vouchers: [voucher] };
    expect(
      await machine.drive(await stated({ ...asked, key: 'one' }, [{ coverageYear: 2026, amount: '400.00' }])),
    ).toBe('refunded');
    const first = await seen(1, voucher);
    expect([first?.left, first?.claim.message]).toEqual(['800.00', expect.stringContaining('尚有 800.00 元没有退')]);

    const later = await opened({ ...asked, key: 'two' }, JOB);
    await machine.pass();
    expect((await machine.lookAtRefund(later)).claims).toEqual([{ voucher, coverageYears: [2027], amount: '400.00' }]);
    expect(await machine.drive(later)).toBe('refunded');
    expect(await claimsOf(voucher)).toEqual([
      ['400.00', true],
      ['400.00', true],
    ]);
    const letter = (await machine.office.get(FIRST, `/cases/${later}/notices/refund_decision`)).sent;
    expect(letter).toContain('此前已退 2026 年度 400.00 元，本次不再退');
    expect(letter).toContain('的 2025 年度不退');
    expect(letter).toContain('合计退费：400.00 元');

    expect(await machine.drive(await opened({ ...asked, key: 'three' }, JOB))).toBe('refused');
    expect((await seen(1, voucher))?.left).toBe('400.00');
  });

  test('a person states no more than what is left of it', async () => {
    const voucher = await prepaid(2);
    const asked = { sequence: 2, vouchers: [voucher] };
    expect(await machine.drive(await opened({ ...asked, key: 'job' }, JOB))).toBe('refunded');
    const rest = await opened({ ...asked, key: 'rest' }, { ground: 'other' });
    const more = await state(rest, voucher, [{ coverageYear: 2025, amount: '400.01' }]);
    expect([more.status, more.body.issues?.[0]]).toEqual([
      422,
      expect.objectContaining({ message: expect.stringContaining('400.00') }),
    ]);
    expect((await state(rest, voucher, [{ coverageYear: 2025, amount: '400.00' }])).status).toBe(200);
    expect(await machine.drive(rest)).toBe('refunded');
    const again = await send({ ...asked, key: 'again' }, JOB);
    expect([again.status, again.body.code]).toEqual([409, 'payment_already_refunded']);
  });

  test('twenty desks at once ask for what is left: one gives it back', async () => {
    const voucher = await prepaid(3);
    const asked = { sequence: 3, vouchers: [voucher] };
    expect(
      await machine.drive(await stated({ ...asked, key: 'one' }, [{ coverageYear: 2026, amount: '400.00' }])),
    ).toBe('refunded');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, desk) => send({ ...asked, key: `desk-${desk}` }, JOB)),
    );
    const cases = answers.flatMap(({ status, body }) => (status === 201 ? (body.caseId ?? []) : []));
    expect(cases.length).toBeGreaterThan(1);
    const ends = await machine.driveAll(cases);
    expect(ends.filter((end) => end === 'refunded')).toHaveLength(1);
    expect(new Set(ends)).toEqual(new Set(['refunded', 'refused']));
    expect(await claimsOf(voucher)).toEqual([
      ['400.00', true],
      ['400.00', true],
    ]);
  });

  test('what bounced of the first is paid to another account, whatever a second has given back since', async () => {
    const voucher = await prepaid(4);
    const asked = { sequence: 4, vouchers: [voucher] };
    const first = await stated({ ...asked, key: 'one' }, [{ coverageYear: 2026, amount: '400.00' }]);
    await machine.drive(first);
    const second = await opened({ ...asked, key: 'two' }, JOB);
    expect(await machine.drive(second)).toBe('refunded');
    const [order] = (await machine.lookAtRefund(first)).payouts;
    const bounce = {
      amount: '400.00',
      on: machine.office.now().slice(0, 10),
      reference: 'BACK-0001',
      reason: '账户已销户',
    };
    const told = await machine.office.post(TREASURY, `/payouts/${order?.instruction}/bounce`, bounce);
    expect([told.status, told.body.code]).toEqual([200, undefined]);
    const held = await send({ ...asked, key: 'three' }, { ground: 'other' });
    expect([held.status, held.body.code, held.body.caseId]).toEqual([409, 'case_already_open', first]);
    // The claim is opened again by the step that asks for the account.
    await expect
      .poll(() => claimsOf(voucher))
      .toEqual([
        ['400.00', false],
        ['400.00', true],
      ]);
    expect(await machine.drive(first)).toBe('refunded');
    expect(await claimsOf(voucher)).toEqual([
      ['400.00', true],
      ['400.00', true],
    ]);
  });
});

describe('of a payment of which a part of the price went back', () => {
  const collectedOn = localDate('2025-09-20');
  test('as a duplicate only the rest goes back', async () => {
    await machine.pay(11, 'V-11-kept', { amount: '400.00' });
    await machine.pay(11, 'V-11-dear', { amount: '500.00', collectedOn });
    const part = await stated({ sequence: 11, vouchers: ['V-11-dear'], key: 'part' }, [
      { coverageYear: 2026, amount: '100.00' },
    ]);
    expect(await machine.drive(part)).toBe('refunded');
    const twice = await opened({ sequence: 11, vouchers: ['V-11-kept', 'V-11-dear'], key: 'twice' }, {});
    expect(await machine.drive(twice)).toBe('refunded');
    expect((await machine.lookAtRefund(twice)).payouts.map(({ amount }) => amount)).toEqual(['400.00']);
    expect(await claimsOf('V-11-dear')).toEqual([
      ['100.00', true],
      ['400.00', true],
    ]);
  });

  test('another desk is told of the application that is under way', async () => {
    await machine.pay(12, 'V-12', { amount: '500.00', collectedOn });
    const all = await opened({ sequence: 12, vouchers: ['V-12'], key: 'all' }, { ground: 'other' });
    await machine.pass();
    const part = await send({ sequence: 12, vouchers: ['V-12'], key: 'part' }, { ground: 'wrong_standard' });
    expect([part.status, part.body.code, part.body.caseId]).toEqual([409, 'case_already_open', all]);
    expect((await state(all, 'V-12', [{ coverageYear: 2026, amount: '500.00' }])).status).toBe(200);
    expect(await machine.drive(all)).toBe('refunded');
  });
});

test('a desk cannot say a day of death before the birth, or one to come', async () => {
  const young = { ...person(21), idNumber: idNumber(21, '20150517') };
  const personRef = await machine.referenceOf(young.idNumber);
  await machine.pay(21, 'V-21', { personRef });
  const asked = { ...duplicateOpening(21, ['V-21'], { ground: 'death', applicant: 'heir' }), person: young };
  const caseId = await machine.office.openCase(OPENER, asked, 'key-death-21');
  await machine.pass();
  const { task } = await machine.look(caseId);
  for (const eventOn of ['2015-05-16', '2026-01-01', '1800-01-01']) {
    const supply = { action: 'supply', values: [], facts: { eventOn }, opinion: '按死亡证明' };
    const decided = await machine.office.post(FIRST, `/tasks/${task?.taskId}/decision`, supply);
    expect([decided.status, decided.body.issues?.[0]?.path]).toEqual([422, 'facts.eventOn']);
  }
});
