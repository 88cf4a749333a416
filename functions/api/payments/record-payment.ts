import { z } from 'zod';
import type { Case } from '../../cases/case.ts';
import type { CaseChange } from '../../cases/changes.ts';
import type { Payment } from '../../cases/ledger.ts';
import { isPaidKind, type PaidCase, pay, refusePayment } from '../../cases/pay.ts';
import { dateOfInstant, localDateSchema } from '../../domain/calendar.ts';
import { formatYuan, yuanSchema } from '../../domain/money.ts';
import { idNumberSchema } from '../../domain/person/id-card.ts';
import { implausibleAmount, implausibleDay, implausiblePaymentDay } from '../../domain/plausible.ts';
import { CHANNELS, coverageYearSchema, regionSchema } from '../../domain/regions.ts';
import { worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { digestContent } from '../../store/cases/idempotency-keys.ts';
import { accepted } from '../cases/accepted.ts';
import { deliverOrLeave } from '../executions/deliver-pending.ts';
import { defineRoute, invalidRequest, NO_PARAMETERS } from '../http/route.ts';
import type { WriteServices } from '../http/services.ts';

const ATTEMPTS = 3;

const confirmationSchema = z.strictObject({
  voucherNumber: z.string('请填写凭证号').regex(/^[A-Za-z0-9-]{4,64}$/, '凭证号应为 4 至 64 位字母、数字或连字符'),
  idNumber: idNumberSchema,
  region: regionSchema,
  coverageYear: coverageYearSchema,
  amount: yuanSchema.refine((amount) => amount > 0, '金额应大于零'),
  /** The day on which the tax department collected: it decides the result. */
  collectedOn: localDateSchema,
  channel: z.enum(CHANNELS, '不认识的缴费渠道').optional(),
});
type Confirmation = z.output<typeof confirmationSchema>;

const receiptSchema = z.object({
  voucherNumber: z.string(),
  caseId: z.string(),
  region: z.string(),
  coverageYear: z.int(),
  amount: z.string(),
  collectedOn: z.string(),
  recordedAt: z.string(),
});

/**
 * The voucher is recorded before the case moves: it is what makes a payment one payment, and a case goes on only with
 * a payment that is recorded. After a crash between the two the tax office's own retry moves the case.
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
  problems: [
    'region_not_allowed',
    'no_case_awaits_payment',
    'case_not_awaiting_payment',
    'voucher_reused',
    'payment_already_refunded',
    'case_changed_meanwhile',
  ],
  async handle({ body, caller, at }, services) {
    if (!worksFor(caller, body.region)) {
      throw new ProblemError(
        'region_not_allowed',
        `您不负责统筹区 ${body.region},只能确认 ${caller.regions.join('、')} 的缴费。`,
      );
    }
    if (body.collectedOn > dateOfInstant(at)) {
      throw invalidRequest([{ path: 'collectedOn', message: '征收日期不能晚于今天' }]);
    }
    const early = implausibleDay(body.collectedOn) ?? implausiblePaymentDay(body.collectedOn, [body.coverageYear]);
    const high = implausibleAmount(body.amount);
    if (early !== null) throw invalidRequest([{ path: 'collectedOn', message: early }]);
    if (high !== null) throw invalidRequest([{ path: 'amount', message: high }]);
    const personRef = await services.identity.reference(body.idNumber);
    const digest = digestContent({ ...body, idNumber: personRef });
    const by = { at, by: caller.sub, role: caller.role };
    const earlier = await services.ledger.getPayment(body.voucherNumber);
    if (earlier && earlier.digest !== digest && !isSamePayment(earlier, body, personRef)) {
      throw voucherReused(body.voucherNumber);
    }
    if (earlier?.claim) throw givenBack(earlier.voucher, earlier.claim);
    if (earlier) {
      const paid = (await caseOf(earlier, services)) ?? (await findOpen(body, personRef, services));
      const caseId = await applyPayment(paid, earlier, by, services);
      return { status: 200, caseId, body: receiptOf(earlier, caseId) };
    }
    const waiting = await findOpen(body, personRef, services);
    accepted(refusePayment(waiting, { voucher: body.voucherNumber, collectedOn: body.collectedOn }));
    const payment = await record(newPayment(body, personRef, digest, waiting.caseId, by), services);
    const caseId = await applyPayment(waiting, payment, by, services);
    return { status: 201, caseId, body: receiptOf(payment, caseId) };
  },
});

/** The case that a payment was recorded for; null where an imported file recorded it. */
async function caseOf({ caseId }: Payment, { cases }: WriteServices): Promise<PaidCase | null> {
  const found = caseId === undefined ? null : await cases.get(caseId);
  return found && isPaidKind(found) ? found : null;
}

/** A payment that an imported file recorded first: the same one, though it was told in other words. */
const isSamePayment = (recorded: Payment, body: Confirmation, personRef: string): boolean =>
  recorded.caseId === undefined &&
  recorded.personRef === personRef &&
  recorded.region === body.region &&
  recorded.collectedOn === body.collectedOn &&
  recorded.amount === formatYuan(body.amount) &&
  recorded.coverageYears.includes(body.coverageYear);

async function findOpen(
  { region, coverageYear }: Confirmation,
  personRef: string,
  { ledger, cases }: WriteServices,
): Promise<PaidCase> {
  const caseId = await ledger.findOpenCase(personRef, coverageYear);
  const found = caseId === null ? null : await cases.get(caseId);
  if (!found || !isPaidKind(found) || found.region !== region) {
    throw new ProblemError(
      'no_case_awaits_payment',
      `统筹区 ${region} 没有此人 ${coverageYear} 年度等待缴费的案件,缴费没有登记。请核对身份证号码、年度和统筹区;新生儿须先在案件中登记身份证号码。`,
    );
  }
  return found;
}

function newPayment(
  body: Confirmation,
  personRef: string,
  digest: string,
  caseId: string,
  { at, by }: { at: string; by: string },
): Payment {
  const { voucherNumber: voucher, coverageYear, region, collectedOn, channel } = body;
  const amount = formatYuan(body.amount);
  const stored = { voucher, personRef, coverageYears: [coverageYear], region, caseId, amount, collectedOn, digest };
  return { ...stored, ...(channel && { channel }), recordedAt: at, recordedBy: by };
}

/** @throws ProblemError `voucher_reused` if another content was recorded in the meantime */
async function record(payment: Payment, { ledger }: WriteServices): Promise<Payment> {
  const result = await ledger.putPayment(payment);
  if (result.outcome === 'stored') return payment;
  if (result.outcome === 'conflict') throw voucherReused(payment.voucher);
  return result.stored;
}

/** Moves the case on with a recorded payment, unless it has moved with it already. Answers its id. */
async function applyPayment(
  found: PaidCase,
  payment: Payment,
  by: { at: string; by: string; role: string },
  services: WriteServices,
): Promise<string> {
  let current: Case = found;
  for (let attempt = 0; attempt < ATTEMPTS && isPaidKind(current); attempt += 1) {
    const change: CaseChange<Case> | null = accepted(pay(current, payment, by));
    if (change === null) break;
    current = (await services.cases.change(current, change)).case;
  }
  if (!isPaidKind(current) || current.payment?.voucher !== payment.voucher) {
    throw new ProblemError('case_changed_meanwhile', '案件正在变动,缴费尚未登记到案件。请用同样的内容再发送一次。');
  }
  await deliverOrLeave(current, services);
  return current.caseId;
}

const receiptOf = (payment: Payment, caseId: string): z.input<typeof receiptSchema> => ({
  voucherNumber: payment.voucher,
  caseId,
  region: payment.region,
  coverageYear: payment.coverageYears[0] ?? 0,
  amount: payment.amount,
  collectedOn: payment.collectedOn,
  recordedAt: payment.recordedAt,
});

/** What goes back, or went back, to the payer pays for nothing. */
const givenBack = (voucher: string, { caseId, settled }: NonNullable<Payment['claim']>): ProblemError => {
  const where = settled ? `已由案件 ${caseId} 于 ${settled.on} 退费` : `正在案件 ${caseId} 中办理退费`;
  return new ProblemError('payment_already_refunded', `缴费 ${voucher} ${where},不能用来确认缴费。`, {
    members: { caseId },
  });
};

const voucherReused = (voucher: string): ProblemError =>
  new ProblemError('voucher_reused', `凭证号 ${voucher} 已登记为另一笔缴费,内容不同。请核对凭证号。`);
