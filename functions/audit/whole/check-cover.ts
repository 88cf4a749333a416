/** Nobody is insured by what was given back; whoever a case insures is so in the ledger, and an open year has its case. */
import { claimsOn, sumOfClaims } from '../../cases/claims-of-payment.ts';
import type { Enrolment, Payment } from '../../cases/ledger.ts';
import type { YearBack } from '../../cases/refund/years-back.ts';
import { sumOfAmounts } from '../../domain/refund/claims.ts';
import { endsEnrolment } from '../../domain/refund/ends-enrolment.ts';
import { isSameVoucher, normalVoucher } from '../../domain/voucher.ts';
import type { CaseFinding } from '../verify-case.ts';
import type { CaseFacts, LedgerFacts } from './facts.ts';

type Cases = ReadonlyMap<string, CaseFacts>;
type Say = (caseId: string | null, where: string) => void;

export function checkCover(cases: Cases, ledger: LedgerFacts): CaseFinding[] {
  const findings: CaseFinding[] = [];
  const say: Say = (caseId, where) => findings.push({ caseId, what: 'cover', where });
  const byPerson = new Map<string, Payment[]>();
  for (const payment of ledger.payments.values()) {
    byPerson.set(payment.personRef, [...(byPerson.get(payment.personRef) ?? []), payment]);
  }
  const insuredBy = new Set<string>();
  const openYears = new Set<string>();
  for (const enrolment of ledger.enrolments) {
    const { personRef, coverageYear, openCase, enrolled, ended } = enrolment;
    if (enrolled) insuredBy.add(enrolled.caseId);
    if (ended) insuredBy.add(String(ended.enrolled.caseId));
    if (openCase !== undefined) {
      openYears.add(`${openCase} ${personRef} ${coverageYear}`);
      const holder = cases.get(openCase);
      // Without one an opening broke off before its case was stored, and the next one takes the year over. A case that
      // was stored and is lost has messages or an execution, which miss it.
      if (holder && !holder.isOpen && !holder.isPending)
        say(openCase, `the year ${coverageYear} is held by a case that has ended`);
    }
    if (enrolled) checkEnrolled(enrolment, enrolled, { cases, ledger, own: byPerson.get(personRef) ?? [] }, say);
  }
  for (const found of cases.values()) checkCase(found, insuredBy, openYears, say);
  return findings;
}

function checkEnrolled(
  { coverageYear }: Enrolment,
  { voucher, amount, caseId, recordedAt }: NonNullable<Enrolment['enrolled']>,
  { cases, ledger, own }: { cases: Cases; ledger: LedgerFacts; own: readonly Payment[] },
  say: Say,
): void {
  const ofCase = cases.has(caseId) ? caseId : null;
  if (voucher !== undefined) {
    const payment = ledger.payments.get(normalVoucher(voucher));
    if (!payment) say(ofCase, `${coverageYear} is insured by payment ${voucher}, which is not in the ledger`);
    else if (amount !== undefined && payment.amount !== amount) {
      say(ofCase, `${coverageYear} is insured by ${amount}, payment ${voucher} is ${payment.amount}`);
    }
    const back = payment && backIn(payment, coverageYear, cases);
    if (back) say(ofCase ?? back, `${coverageYear} is insured by payment ${voucher}, which went back in ${back}`);
    return;
  }
  // A row of a file names no payment: something of the year has to be left, if something of it was given back since.
  const ofYear = own.filter(({ coverageYears }) => coverageYears.includes(coverageYear));
  const back = ofYear.map((payment) => backIn(payment, coverageYear, cases));
  const [first] = back.filter((one) => one !== null);
  const refund = first === undefined ? undefined : cases.get(first)?.refund;
  if (!first || !refund || back.includes(null) || !endsEnrolment(refund.ground)) return;
  if ((refund.refundedAt ?? '') > recordedAt)
    say(first, `${coverageYear} is still insured, all that paid for it went back`);
}

/** The refund in which a payment's year went back; null where it still pays for it. */
function backIn(payment: Payment, coverageYear: number, cases: Cases): string | null {
  const { voucher, amount } = payment;
  const settled = claimsOn(payment).filter((claim) => claim.settled);
  // What aid bears in place of the person pays for the year still.
  const ofPrice = settled.filter(({ caseId }) => cases.get(caseId)?.refund?.ground !== 'aid_recognised');
  const [last] = ofPrice.slice(-1);
  if (last && sumOfClaims(ofPrice) === sumOfAmounts([amount])) return last.caseId;
  const isOfYear = (back: YearBack): boolean =>
    back.coverageYear === coverageYear && back.vouchers.some((one) => isSameVoucher(one, voucher));
  return ofPrice.find(({ caseId }) => cases.get(caseId)?.refund?.yearsBack.some(isOfYear))?.caseId ?? null;
}

function checkCase(
  { caseId, kind, state, isOpen, isPending, personRef, coverageYear, knownByBirthOnly }: CaseFacts,
  insuredBy: ReadonlySet<string>,
  openYears: ReadonlySet<string>,
  say: Say,
): void {
  // An erased person's case says whom no more.
  if (kind === 'refund' || personRef === 'erased') return;
  if (state === 'insured' && !insuredBy.has(caseId))
    say(caseId, `${coverageYear} is insured by the case and not in the ledger`);
  const holds = kind === 'late-payment' || !knownByBirthOnly;
  if (!isOpen || isPending || !holds) return;
  if (!openYears.has(`${caseId} ${personRef} ${coverageYear}`) && !insuredBy.has(caseId)) {
    say(caseId, `the year ${coverageYear} is not held for the open case`);
  }
}
