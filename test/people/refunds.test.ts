/** Reports 1, 3 and 5 on the refund's own state machine: which years go back, what ends, what the letters say. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localDate } from '../../functions/domain/calendar.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { idNumber } from '../api/people.ts';
import { duplicateOpening, OPENER, openRefundMachine, type RefundMachine } from '../support/refund-machine.ts';

let machine: RefundMachine;
beforeAll(async () => {
  machine = await openRefundMachine();
});
afterAll(() => machine.close());

const DAY = 24 * 60;
const noticesSchema = z.array(z.object({ occasion: z.string(), body: z.array(z.string()) }));
const refOf = (sequence: number) =>
  openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '').reference(idNumber(sequence));

async function insured(sequence: number, years: readonly number[]): Promise<string> {
  const personRef = await refOf(sequence);
  for (const coverageYear of years) {
    const row = { personRef, coverageYear, region: '141181', benefitStart: localDate(`${coverageYear}-01-01`) };
    const from = { source: `f:${sequence}-${coverageYear}`, recordedAt: '2025-11-09T01:00:00.000Z' };
    await openImportedEnrolments(machine.client, 'Ledger').put({ ...row, ...from });
  }
  return personRef;
}

async function refunded(sequence: number, vouchers: string[], facts: object) {
  const opening = duplicateOpening(sequence, vouchers, facts);
  const { body, status } = await machine.office.open(OPENER, opening, `key-of-person-${sequence}`);
  expect(status).toBe(201);
  const caseId = body.caseId ?? '';
  const state = await machine.drive(caseId);
  const shown = await machine.look(caseId);
  const letters = noticesSchema.parse(shown.notices);
  const letter = (occasion: string) => letters.find((one) => one.occasion === occasion)?.body.join('\n') ?? '';
  return { caseId, state, shown, letter };
}

describe('four years prepaid', () => {
  const prepaid = { amount: '1600.00', coverageYears: [2026, 2027, 2028, 2029], collectedOn: localDate('2025-11-03') };
  const years = async (personRef: string) => {
    const found = await Promise.all(
      [2026, 2027, 2028, 2029].map((year) => machine.ledger.getEnrolment(personRef, year)),
    );
    return found.flatMap((one) => (one?.enrolled ? [one.coverageYear] : []));
  };

  test.each([
    ['employee_insurance', 1, 'payer'],
    ['death', 2, 'heir'],
  ])(
    'and %s in the first year: the others go back, exactly these enrolments end, the letters say which',
    async (ground, sequence, applicant) => {
      if (sequence === 1) await machine.pass(354 * DAY);
      await machine.pay(sequence, `V-${sequence}-prepaid`, prepaid);
      const personRef = await insured(sequence, [2026, 2027, 2028, 2029]);
      const { state, letter } = await refunded(sequence, [`V-${sequence}-prepaid`], {
        ground,
        applicant,
        eventOn: '2026-09-15',
      });
      expect(state).toBe('refunded');
      expect((await machine.ledger.getPayment(`V-${sequence}-prepaid`))?.claim).toMatchObject({ refund: '1200.00' });
      expect(await years(personRef)).toEqual([2026]);
      for (const year of [2027, 2028, 2029]) expect(letter('refund_decision')).toContain(`退 ${year} 年度 400.00 元`);
      expect(letter('refund_decision')).not.toContain('退 2026 年度');
      expect(letter('refund_decision')).toContain(`凭证 V-${sequence}-prepaid 的 2026 年度不退`);
      expect(letter('refund_decision')).toMatch(/合计退费.1200\.00 元/);
      expect(letter('refund_paid')).toContain('2027 年度 400.00 元、2028 年度 400.00 元、2029 年度 400.00 元');
      expect(letter('refund_paid')).toContain('2027、2028、2029 年度的参保关系已经终止');
    },
  );
});

test('insured here and, as a student, elsewhere: the payment here goes back, the other region’s stays', async () => {
  await machine.pay(3, 'V-3-home', { coverageYears: [2027] });
  await machine.pay(3, 'V-3-university', {
    coverageYears: [2027, 2028, 2029, 2030],
    amount: '1600.00',
    region: '330100',
  });
  const personRef = await insured(3, [2027]);
  const { state, shown } = await refunded(3, ['V-3-home', 'V-3-university'], {
    ...{ ground: 'enrolled_elsewhere', eventOn: '2026-10-01' },
  });
  expect(state).toBe('refunded');
  expect(shown.decision?.assessment).toMatchObject({ amount: '400.00', kept: ['V-3-university'] });
  expect((await machine.ledger.getPayment('V-3-university'))?.claim).toBeUndefined();
  expect((await machine.ledger.getEnrolment(personRef, 2027))?.enrolled).toBeUndefined();
});

test('a payment for the wrong person goes back by stated amounts, with a document and an approver', async () => {
  await machine.pay(4, 'V-4-wrong');
  const opening = duplicateOpening(4, ['V-4-wrong'], { ground: 'other' });
  const caseId = (await machine.office.open(OPENER, opening, 'key-of-person-4')).body.caseId ?? '';
  await machine.pass();
  const { task } = await machine.look(caseId);
  const stated = [{ paymentId: 'V-4-wrong', coverageYear: 2026, amount: '400.00', document: '孝医保函〔2026〕3号' }];
  const supplied = await machine.office.post(OPENER, `/tasks/${task?.taskId}/decision`, {
    action: 'supply',
    opinion: '税务部门来函证明误缴',
    facts: { stated },
  });
  expect([supplied.status, supplied.body.issues ?? []]).toEqual([200, []]);
  expect(await machine.drive(caseId)).toBe('refunded');
  expect((await machine.ledger.getPayment('V-4-wrong'))?.claim).toMatchObject({ refund: '400.00' });
});
