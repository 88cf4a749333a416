import { z } from 'zod';
import { tellingClaim } from '../../cases/claims-of-payment.ts';
import type { Payment } from '../../cases/ledger.ts';
import { isPaidKind, isTaken, refuseDayOfChild } from '../../cases/pay.ts';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { formatYuan, yuanSchema } from '../../domain/money.ts';
import { documentNumberSchema } from '../../domain/person/identity-document.ts';
import { implausibleAmount, implausibleDay, implausiblePaymentDay } from '../../domain/plausible.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../../domain/regions.ts';
import { voucherSchema } from '../../domain/voucher.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { digestContent } from '../../store/cases/idempotency-keys.ts';
import { isSecondPayment, placeOf, takePayment } from '../../store/ledger/take-payment.ts';
import { accepted } from '../cases/accepted.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';
import { showUnallocated, unallocatedViewSchema } from './unallocated-view.ts';

const confirmationSchema = z.strictObject({
  voucherNumber: voucherSchema,
  idNumber: documentNumberSchema,
  region: regionSchema,
  coverageYear: coverageYearSchema,
  /** All years that it pays for, where they are several; `coverageYear` is one of them. */
  coverageYears: z
    .array(coverageYearSchema)
    .min(1)
    .max(10, '一笔缴费最多 10 个年度')
    .refine((years) => new Set(years).size === years.length, '年度重复')
    .optional(),
  amount: yuanSchema.refine((amount) => amount > 0, '金额应大于零'),
  /** The day on which the tax department collected: it decides the result. */
  collectedOn: localDateSchema,
  channel: z.enum(CHANNELS, '不认识的缴费渠道').optional(),
});
type Confirmation = z.output<typeof confirmationSchema>;

const receiptSchema = z.object({
  voucherNumber: z.string(),
  /** The case that it pays for; absent while none does. */
  caseId: z.string().optional(),
  region: z.string(),
  coverageYear: z.int(),
  coverageYears: z.array(z.int()),
  amount: z.string(),
  collectedOn: z.string(),
  recordedAt: z.string(),
  /** Why no case has it: a desk of its region gives it to a case, or back. */
  unallocated: unallocatedViewSchema.nullable(),
});

/**
 * What was collected is kept, whether a case waits for it or not. The voucher is recorded before the case moves: it is
 * what makes a payment one payment. After a crash between the two the same call, the case's own look into the ledger, or
 * a desk that finds it unallocated, moves the case.
 */
export const recordPayment = defineRoute({
  entry: 'write',
  method: 'POST',
  creates: true,
  path: '/payments',
  operation: 'recordPayment',
  summary: 'Confirms a payment that was collected. The same voucher with the same content is recorded once.',
  roles: ['tax'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: confirmationSchema,
  answer: receiptSchema,
  problems: ['region_not_allowed', 'voucher_reused', 'payment_already_refunded'],
  async handle({ body, caller, at }, services) {
    if (!worksFor(caller, body.region)) {
      throw new ProblemError(
        'region_not_allowed',
        `您不负责统筹区 ${body.region}，只能确认 ${caller.regions.join('、')} 的缴费。`,
      );
    }
    if (body.collectedOn > dateOfInstant(at)) {
      throw invalidRequest([{ path: 'collectedOn', message: '征收日期不能晚于今天' }]);
    }
    const coverageYears = yearsOf(body);
    if (!coverageYears.includes(body.coverageYear)) {
      throw invalidRequest([{ path: 'coverageYears', message: `应包含 coverageYear(${body.coverageYear})` }]);
    }
    const early = implausibleDay(body.collectedOn) ?? implausiblePaymentDay(body.collectedOn, coverageYears);
    const high = implausibleAmount(body.amount);
    if (early !== null) throw invalidRequest([{ path: 'collectedOn', message: early }]);
    if (high !== null) throw invalidRequest([{ path: 'amount', message: high }]);
    const personRef = await services.identity.reference(body.idNumber);
    const { coverageYears: _, ...content } = body;
    // As in a file: one year stands by itself.
    const years = coverageYears.length > 1 ? { coverageYear: coverageYears } : {};
    const digest = digestContent({ ...content, ...years, idNumber: personRef });
    const earlier = await services.ledger.getPayment(body.voucherNumber, personRef);
    if (earlier && earlier.digest !== digest && !isSamePayment(earlier, body, personRef)) {
      throw voucherReused(body.voucherNumber);
    }
    const claim = earlier && tellingClaim(earlier);
    if (claim) throw givenBack(earlier.voucher, claim);
    const by = actedBy(caller, at);
    const payment = earlier ?? (await record(await newPayment(body, personRef, digest, by, services), services));
    if (payment.twin !== undefined) await services.ledger.tellTwin(payment.twin, payment.voucher);
    const taken = await takenBefore(payment, services);
    const caseId = taken ?? (await take(payment, by, services));
    // Read again: it may have been left to a desk in this moment.
    const { unallocated } = caseId === null ? ((await services.ledger.getPayment(payment.voucher)) ?? payment) : {};
    return { status: earlier ? 200 : 201, ...(caseId && { caseId }), body: receiptOf(payment, caseId, unallocated) };
  },
});

/** In the order of time, as a file has them. */
const yearsOf = ({ coverageYear, coverageYears }: Confirmation): number[] =>
  (coverageYears ?? [coverageYear]).toSorted((one, other) => one - other);

/** The case that lives on the payment, whatever has become of that case since. */
async function takenBefore({ caseId, voucher }: Payment, services: WriteServices): Promise<string | null> {
  const found = caseId === undefined ? null : await services.cases.get(caseId);
  if (!found || !isPaidKind(found) || !isTaken(found, voucher)) return null;
  await services.ledger.unallocated.finish(voucher, found.caseId);
  await deliverOrLeave(found, services);
  return found.caseId;
}

async function take(
  payment: Payment,
  by: { at: string; by: string; role: string },
  services: WriteServices,
): Promise<string | null> {
  // Whether it is a payment at all, a person says first.
  if (payment.unallocated?.why === 'voucher_zeros') return null;
  const taken = await takePayment(payment, by, services);
  if (taken === null) return null;
  await deliverOrLeave(taken, services);
  return taken.caseId;
}

/** A payment that was recorded before, in a file or by a call: the same one, though it was told in other words. */
const isSamePayment = (recorded: Payment, body: Confirmation, personRef: string): boolean =>
  recorded.personRef === personRef &&
  recorded.region === body.region &&
  recorded.collectedOn === body.collectedOn &&
  recorded.amount === formatYuan(body.amount) &&
  (body.coverageYears === undefined
    ? recorded.coverageYears.includes(body.coverageYear)
    : recorded.coverageYears.join() === yearsOf(body).join()) &&
  (recorded.channel === undefined || body.channel === undefined || recorded.channel === body.channel);

/** As one that no case has: it is, until its case has taken it. */
async function newPayment(
  body: Confirmation,
  personRef: string,
  digest: string,
  { at, by }: { at: string; by: string },
  services: WriteServices,
): Promise<Payment> {
  const { voucherNumber: voucher, region, collectedOn, channel } = body;
  const told = { voucher, personRef, coverageYears: yearsOf(body), region };
  const amount = formatYuan(body.amount);
  const recorded = { recordedAt: at, recordedBy: by };
  const place = (await placeOf(told, services)) ?? {
    why: (await isSecondPayment({ ...told, ...recorded, collectedOn, amount, digest }, services))
      ? ('second_payment' as const)
      : ('no_case' as const),
  };
  if ('found' in place) accepted(refuseDayOfChild(place.found, collectedOn));
  const left = 'found' in place ? { why: 'not_awaited' as const, caseId: place.found.caseId } : place;
  const twin = await services.ledger.findTwin({ ...told, collectedOn, amount });
  const why = twin === null ? left : { why: 'voucher_zeros' as const };
  const paid = { ...told, collectedOn, amount, digest, unallocated: { since: at, ...why } };
  const stored = { ...paid, ...(twin !== null && { twin }) };
  return { ...stored, ...(channel && { channel }), ...recorded };
}

/** @throws ProblemError `voucher_reused` if another content was recorded in the meantime */
async function record(payment: Payment, { ledger }: WriteServices): Promise<Payment> {
  const result = await ledger.putPayment(payment);
  if (result.outcome === 'stored') return payment;
  if (result.outcome === 'conflict') throw voucherReused(payment.voucher);
  return result.stored;
}

const receiptOf = (
  payment: Payment,
  caseId: string | null,
  unallocated: Payment['unallocated'],
): z.input<typeof receiptSchema> => ({
  voucherNumber: payment.voucher,
  ...(caseId !== null && { caseId }),
  region: payment.region,
  coverageYear: payment.coverageYears[0] ?? 0,
  coverageYears: payment.coverageYears,
  amount: payment.amount,
  collectedOn: payment.collectedOn,
  recordedAt: payment.recordedAt,
  unallocated: showUnallocated(unallocated),
});

/** What goes back, or went back, to the payer pays for nothing. */
const givenBack = (voucher: string, { caseId, settled }: NonNullable<Payment['claim']>): ProblemError => {
  const where = settled ? `已由案件 ${caseId} 于 ${settled.on} 退费` : `正在案件 ${caseId} 中办理退费`;
  return new ProblemError('payment_already_refunded', `缴费 ${voucher} ${where}，不能用来确认缴费。`, {
    members: { caseId },
  });
};

const voucherReused = (voucher: string): ProblemError =>
  new ProblemError('voucher_reused', `凭证号 ${voucher} 已登记为另一笔缴费，内容不同。请核对凭证号。`);
