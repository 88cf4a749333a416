/** Rule "duplicate kept": which of several payments for a year stays, or what a person must say first. */
import type { DecisionRecord } from '../decision.ts';
import { isSameVoucher } from '../voucher.ts';
import { owedModeBy } from '../ways/self-paid.ts';
import { factsOn } from './person-facts.ts';
import type { RefundPayment, RefundRequest } from './request.ts';

/** In order of time, those of one day in the order of their vouchers: the same order whoever asks. */
const inOrder = (payments: readonly RefundPayment[]): RefundPayment[] =>
  payments.toSorted((a, b) => compare(a.paidOn, b.paidOn) || compare(a.id, b.id));

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Null, with a question that names `keep`, where nobody but a person can say it. `payments`: at least two of one year. */
export function paymentThatStays(
  payments: readonly RefundPayment[],
  request: RefundRequest,
  record: DecisionRecord,
): RefundPayment | null {
  const said = payments.find(({ id }) => request.keep !== undefined && isSameVoucher(id, request.keep));
  const rule = record.use('duplicate_kept', 'refund.duplicateKept', record.table.refund.duplicateKept);
  if (said) return said;
  switch (rule) {
    case null:
      return null;
    case 'place_of_study':
      return onlyOne(payments.filter(isBySchool)) ?? ask('文件规定保留在就读地的缴费,须由人工核实就读地后写明', record);
    case 'benefits_used':
      return ask('文件规定保留已享受待遇的缴费,须由人工核实待遇记录后写明', record);
    case 'earliest':
      return owed(payments, request, record);
  }
}

/** The earliest of those that were owed; different payers, or modes that nothing settles, are for a person. */
function owed(
  payments: readonly RefundPayment[],
  request: RefundRequest,
  record: DecisionRecord,
): RefundPayment | null {
  if (new Set(payments.map(payerOf)).size > 1) {
    return ask('几笔缴费的缴费人不同或有一笔未写明缴费人,应保留哪一笔须由人工认定', record);
  }
  const modes = new Set(payments.map(({ mode }) => mode));
  const special = payments.some(({ mode }) => mode === 'special' || mode === 'by_agency');
  const aided = (request.identities ?? []).length > 0;
  if (modes.size === 1 || (!special && !aided)) return inOrder(payments)[0] ?? null;
  const mode = owedMode(payments, request, record);
  const [first] = inOrder(payments.filter((payment) => payment.mode === mode));
  return first ?? ask('几笔缴费的缴费方式不同,按何种方式应缴无法确定,应保留哪一笔须由人工认定', record);
}

/** How the person had to pay by the table: the special payment, or the agency's. Undefined where it is not known. */
function owedMode(
  payments: readonly RefundPayment[],
  request: RefundRequest,
  record: DecisionRecord,
): 'special' | 'by_agency' | undefined {
  const { aid, rules } = record.table;
  // An ordinary payment in time may have taken the special one away.
  if (aid.ordinaryForecloses.value === true && inOrder(payments)[0]?.mode === 'ordinary') return undefined;
  const paidOn = payments.map((payment) => payment.paidOn).toSorted()[payments.length - 1];
  if (paidOn === undefined) return undefined;
  return owedModeBy(factsOn(request, paidOn), rules, record);
}

/** The insured person is named in two ways. */
const payerOf = ({ payer }: RefundPayment): string | undefined => (payer === 'self' ? 'insured' : payer);

const isBySchool = ({ channel, payer }: RefundPayment): boolean =>
  channel === 'school' || payer?.startsWith('university:') === true;

const onlyOne = (payments: readonly RefundPayment[]): RefundPayment | null =>
  payments.length === 1 ? (payments[0] ?? null) : null;

function ask(message: string, record: DecisionRecord): null {
  record.review('duplicate_kept_open', 'keep', message, 'fact');
  return null;
}
