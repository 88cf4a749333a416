/** Report 6 and "plausible facts": whatever days, sums and vouchers come, the answer is a decision of what can be meant, or names the field. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { localDate } from '../../functions/domain/calendar.ts';
import { textCell } from '../../functions/domain/imports/cell.ts';
import { DEATH_TEMPLATE, readDeathRow } from '../../functions/domain/imports/death-row.ts';
import { PAYMENT_TEMPLATE, readPaymentRow } from '../../functions/domain/imports/payment-row.ts';
import { idNumber } from '../api/people.ts';
import { answer } from '../domain/answers.ts';

const answered = z.union([
  z.looseObject({ status: z.enum(['decided', 'needs_review']) }),
  z.strictObject({
    error: z.strictObject({
      code: z.string(),
      message: z.string(),
      issues: z.array(z.object({ path: z.string(), message: z.string().regex(/\p{Script=Han}/u) })).min(1),
    }),
  }),
]);

const pad = (value: number, length: number): string => String(value).padStart(length, '0');
/** Days of any year, some that no calendar has. */
const day = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 2023, max: 2027 })),
    fc.integer({ min: 1, max: 13 }),
    fc.integer({ min: 1, max: 32 }),
  )
  .map(([year, month, date]) => `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`);
const sum = fc.oneof(
  fc.integer({ min: -5, max: 2_000_000_000 }).map((fen) => (fen / 100).toFixed(2)),
  fc.constantFrom('0', '', '1e5', '400,00', '999999999.999', 'NaN', '-1.00', '400.0001'),
);
const voucher = fc.oneof(
  fc.string({ maxLength: 70 }),
  fc.stringMatching(/^[A-Z0-9-]{4,12}$/),
  fc.constantFrom(idNumber(1), '0', '   ', '凭证一号', 'ＡＢ１２'),
);

const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;
const canBeMeant = (text: string): boolean => isDay(text) && text >= '1990-01-01' && text <= '2101-12-31';
const dearest = 100_000;

describe('an assessment', () => {
  test('of a refund decides nothing by a day, a sum or a voucher that nobody can mean', async () => {
    const asked = fc.record({ appliedOn: day, eventOn: day, paidOn: day, amount: sum, id: voucher });
    await fc.assert(
      fc.asyncProperty(asked, async ({ appliedOn, eventOn, paidOn, amount, id }) => {
        const paid = { id, coverageYears: [2026], paidOn, amount, place: '141181', channel: 'bank' };
        const facts = { region: '141181', coverageYear: 2026, ground: 'death', applicant: 'heir', appliedOn, eventOn };
        const found = answered.parse(await answer('refund', { ...facts, payments: [paid] }));
        const meant = [appliedOn, eventOn, paidOn].every(canBeMeant) && Number(amount) > 0 && Number(amount) <= dearest;
        if (!meant || eventOn > appliedOn || paidOn > appliedOn) expect(found).toHaveProperty('error');
      }),
      { numRuns: 400 },
    );
  });

  test('of a late payment and of a newborn neither', async () => {
    const asked = fc.record({ on: day, born: day, identified: day });
    await fc.assert(
      fc.asyncProperty(asked, async ({ on, born, identified }) => {
        const identities = [{ category: 'subsistence_allowance', identifiedOn: identified }];
        const facts = { region: '141181', coverageYear: 2026, paidOn: on, birthDate: born, identities };
        const late = answered.parse(await answer('late-payment', facts));
        const child = answered.parse(await answer('newborn', { region: '321000', bornOn: born, asOf: on, paidOn: on }));
        if (!canBeMeant(on) || !isDay(born) || born < '1900-01-01' || born > on) {
          expect(late).toHaveProperty('error');
          expect(child).toHaveProperty('error');
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a row', () => {
  const today = localDate('2026-03-10');
  const context = { today, regions: ['141181'] };

  test('of a payment is taken only with a day and a sum that can be meant, and says what is wrong otherwise', () => {
    fc.assert(
      fc.property(fc.record({ collectedOn: day, amount: sum, voucher }), (given) => {
        const cells: Record<string, string> = {
          idNumber: idNumber(1),
          region: '141181',
          coverageYears: '2026',
          ...given,
        };
        const row = { row: 2, cells: PAYMENT_TEMPLATE.columns.map(({ key }) => textCell(cells[key] ?? '')) };
        const read = readPaymentRow(row, context);
        if (!read.ok) {
          expect(read.issues.length).toBeGreaterThan(0);
          return;
        }
        expect(canBeMeant(read.value.collectedOn) && read.value.collectedOn <= today).toBe(true);
        expect(read.value.amount).toBeGreaterThan(0);
        expect(read.value.amount).toBeLessThanOrEqual(dearest * 1000);
        expect(read.value.voucher).toMatch(/^[A-Za-z0-9-]{4,64}$/);
      }),
      { numRuns: 500 },
    );
  });

  test('of a death is taken only after the birth and up to today', () => {
    fc.assert(
      fc.property(day, day, (diedOn, revokedOn) => {
        const cells: Record<string, string> = { idNumber: idNumber(1), diedOn, revokedOn, authority: '公安局' };
        const row = { row: 2, cells: DEATH_TEMPLATE.columns.map(({ key }) => textCell(cells[key] ?? '')) };
        const read = readDeathRow(row, context);
        if (!read.ok) {
          expect(read.issues.length).toBeGreaterThan(0);
          return;
        }
        expect(read.value.diedOn >= '1990-01-01' && read.value.diedOn <= today).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
