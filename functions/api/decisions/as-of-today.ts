/** A case that waits for a desk, with the figures by today's tables and the ledger as it is now. */
import type { Case } from '../../cases/case.ts';
import { isOfTheDay, asOfToday as shownToday, type Today } from '../../cases/shown.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import { versionInForce } from '../../domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../domain/policy.ts';
import { withSupplied } from '../../domain/supplied-values.ts';
import type { CaseReader } from '../../store/ledger/claimant.ts';
import type { LedgerStore } from '../../store/ledger/ledger-store.ts';
import { leftOfPayment, type PaymentLeft } from '../../store/ledger/left-of-payment.ts';
import { findNewbornYear } from '../../store/policies/newborn-year.ts';
import type { PolicyStore } from '../../store/policies/policy-store.ts';

interface Services {
  policies: Pick<PolicyStore, 'versions'>;
  ledger: Pick<LedgerStore, 'getPayment'>;
  cases: CaseReader;
}

/** What the open task of a case is decided on today; null where it is about nothing of the day, or nothing can decide it. */
export async function todayOf(current: Case, at: string, services: Services): Promise<Today | null> {
  if (!isOfTheDay(current)) return null;
  const day = dateOfInstant(at);
  const policy = await policyOf(current, day, services);
  const payments = await paymentsOf(current, services);
  return policy && payments && { day, policy, payments };
}

/** In a list a refund stays as it was asked: its day is that of the application, whatever day it is. */
export async function rowOfToday(current: Case, at: string, services: Services): Promise<Case> {
  if (current.kind === 'refund') return current;
  const today = await todayOf(current, at, services);
  return today ? shownToday(current, { ...today, inList: true }) : current;
}

async function policyOf(current: Case, day: LocalDate, { policies }: Services): Promise<PolicyVersion | null> {
  const year = await yearOf(current, day, policies);
  const of = current.kind === 'refund' ? current.facts.appliedOn : day;
  const version = versionInForce(await policies.versions(current.region, year), of);
  if (!version) return null;
  const outcome = withSupplied(version, current.settlement.supplied);
  return outcome.ok ? outcome.policy : null;
}

/** A child's table stays the same once it has given a day, as for its execution. */
async function yearOf(current: Case, day: LocalDate, policies: Services['policies']): Promise<number> {
  if (current.kind !== 'newborn' || current.plan?.assessment.deadline) return current.coverageYear;
  return (await findNewbornYear(policies, current.region, current.facts.bornOn, day)) ?? current.coverageYear;
}

/** Null where one is not there any more, or another case has it: the case's own step says so. */
async function paymentsOf(current: Case, { ledger, cases }: Services): Promise<PaymentLeft[] | null> {
  if (current.kind !== 'refund') return [];
  const found = await Promise.all(current.facts.vouchers.map((voucher) => ledger.getPayment(voucher)));
  const payments: PaymentLeft[] = [];
  for (const payment of found.flatMap((one) => one ?? [])) {
    const left = await leftOfPayment(payment, current.caseId, cases);
    if ('left' in left) payments.push(left.left);
  }
  return payments.length === found.length ? payments : null;
}
