/** A trial and a case decide the same by the same facts, whatever the kind: nobody agrees to what the case does not do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { todayOf } from '../../functions/api/decisions/as-of-today.ts';
import type { Case } from '../../functions/cases/case.ts';
import type { Payment } from '../../functions/cases/ledger.ts';
import { asOfToday, decisionShown, digestShown } from '../../functions/cases/shown.ts';
import { answerAssessment } from '../../functions/domain/assessments.ts';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import { REFUND_GROUNDS } from '../../functions/domain/policy/special-groups.ts';
import { latePaymentIn, newbornIn, refundIn, waitFor } from '../cases/cases-in.ts';
import { publishedVersions } from '../support/decided-cases.ts';

const find = (region: string, coverageYear: number) =>
  publishedVersions.filter(({ table }) => table.region === region && table.coverageYear === coverageYear);

const tables = fc.constantFrom(
  ...publishedVersions.map(({ table: { region, coverageYear } }) => ({ region, coverageYear })),
);
const dayOf = (year: number) =>
  fc.integer({ min: -120, max: 364 }).map((after) => addDays(localDate(`${year}-01-01`), after));
const yuan = fc.integer({ min: 80, max: 1700 }).map((sum) => `${sum}.00`);

const shownSchema = z.object({ shown: z.string() });
/** Null where the request is refused: then no case is opened either. */
async function trialOf(kind: string, request: object): Promise<string | null> {
  return shownSchema.safeParse(await answerAssessment(kind, request, find)).data?.shown ?? null;
}

async function caseOf(current: Case, day: string, payments: readonly Payment[] = []): Promise<Case> {
  const ledger = { getPayment: async (voucher: string) => payments.find((one) => one.voucher === voucher) ?? null };
  const today = await todayOf(current, `${day}T02:00:00.000Z`, {
    policies: { versions: async (...of) => [...find(...of)] },
    ledger,
    cases: { get: async () => null },
  });
  return today ? asOfToday(current, today) : current;
}

describe('a trial and a case', () => {
  test('of a late payment are decided the same', async () => {
    const asked = tables.chain(({ region, coverageYear }) =>
      fc.record({
        region: fc.constant(region),
        coverageYear: fc.constant(coverageYear),
        day: dayOf(coverageYear),
        student: fc.boolean(),
        insured: fc.subarray([coverageYear - 3, coverageYear - 2, coverageYear - 1]),
        aided: fc.constantFrom('subsistence_allowance', 'monitored', 'severely_disabled', null),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ({ region, coverageYear, day, student, insured, aided }) => {
        const facts = {
          region,
          coverageYear,
          ...(student && { student }),
          history: { insuredYears: insured },
          ...(aided && { identities: [{ category: aided, identifiedOn: localDate(`${coverageYear - 1}-05-01`) }] }),
        };
        const waiting = latePaymentIn('awaiting_decision', { region, coverageYear, facts, wait: waitFor('decision') });
        const trial = await trialOf('late-payment', { ...facts, paidOn: day });
        const decided = await caseOf(waiting, day);
        // On a day on which nobody can pay, a case is decided for the next one on which one can.
        fc.pre(trial !== null && decided.kind === 'late-payment' && decided.plan?.assessedFor === day);
        expect(digestShown(decided)).toBe(trial);
      }),
      { numRuns: 150 },
    );
  });

  test('of a refund are decided the same, with payer, mode and place of each payment', async () => {
    const asked = tables.chain(({ region, coverageYear }) =>
      fc.record({
        region: fc.constant(region),
        coverageYear: fc.constant(coverageYear),
        day: dayOf(coverageYear),
        ground: fc.constantFrom(...REFUND_GROUNDS),
        applicant: fc.constantFrom('payer', 'insured', 'heir'),
        before: fc.integer({ min: 0, max: 60 }),
        paid: fc.array(
          fc.record({
            amount: yuan,
            place: fc.constantFrom(region, '140400'),
            channel: fc.constantFrom('wechat', 'bank', 'family_account'),
            payer: fc.constantFrom('甲', '乙', undefined),
            mode: fc.constantFrom('ordinary', 'special', 'by_agency', undefined),
            ago: fc.integer({ min: 0, max: 90 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ({ region, coverageYear, day, ground, applicant, before, paid }) => {
        const payments = paid.map(({ ago, place, ...rest }, at) => ({
          ...rest,
          voucher: `V-${at}-0`,
          coverageYears: [coverageYear],
          region: place,
          collectedOn: addDays(day, -ago),
        }));
        const request = { region, coverageYear, ground, applicant, appliedOn: day, eventOn: addDays(day, -before) };
        const trial = await trialOf('refund', {
          ...request,
          payments: payments.map(({ voucher: id, region: place, collectedOn: paidOn, payer, mode, ...rest }) => ({
            ...rest,
            id,
            place,
            paidOn,
            ...(payer && { payer }),
            ...(mode && { mode }),
          })),
        });
        fc.pre(trial !== null);
        const waiting = refundIn('awaiting_decision', { region, coverageYear, wait: waitFor('decision') });
        const facts = { ...request, vouchers: payments.map(({ voucher }) => voucher) };
        const stored = payments.map(
          (payment): Payment => ({
            ...payment,
            personRef: waiting.person.ref,
            digest: '',
            recordedAt: '',
            recordedBy: '',
          }),
        );
        expect(digestShown(await caseOf({ ...waiting, facts }, day, stored))).toBe(trial);
      }),
      { numRuns: 150 },
    );
  });

  test('of a newborn are decided the same', async () => {
    const asked = tables.chain(({ region, coverageYear }) =>
      fc.record({
        region: fc.constant(region),
        bornOn: dayOf(coverageYear),
        age: fc.integer({ min: 0, max: 200 }),
        registeredAfter: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(asked, async ({ region, bornOn, age, registeredAfter }) => {
        const day = addDays(bornOn, age);
        const registered = registeredAfter === undefined ? undefined : addDays(bornOn, Math.min(registeredAfter, age));
        const facts = { bornOn, ...(registered && { registeredOn: registered }) };
        const trial = await trialOf('newborn', { region, ...facts, asOf: day });
        fc.pre(trial !== null);
        const waiting = newbornIn('awaiting_decision', { region, facts, wait: waitFor('decision') });
        if (!waiting.plan) throw new Error('a decided newborn has a plan');
        const plan = { ...waiting.plan, assessment: { ...waiting.plan.assessment, deadline: null } };
        const decided = await caseOf({ ...waiting, plan }, day);
        expect(decisionShown(decided)?.policy.version).toBeDefined();
        expect(digestShown(decided)).toBe(trial);
      }),
      { numRuns: 150 },
    );
  });
});
