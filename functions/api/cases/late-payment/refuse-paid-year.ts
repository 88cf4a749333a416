/** Nobody is asked for a year's money that lies in the ledger already, and no dead person is asked at all. */
import { payingFor } from '../../../cases/known-of-person.ts';
import type { Payment } from '../../../cases/ledger.ts';
import { isSameVoucher } from '../../../domain/voucher.ts';
import { ProblemError } from '../../../runtime/problem.ts';
import type { KnownPerson } from '../../../store/ledger/known-person.ts';
import { invalidRequest } from '../../http/route.ts';

interface Asked {
  coverageYear: number;
  region: string;
  /** Of a payment by which the case is to be confirmed. */
  voucher: string | undefined;
}

/** @throws ProblemError `person_died`, `payment_on_record`, or `invalid_request` where the voucher is of no such payment */
export function refusePaidYear({ coverageYear, region, voucher }: Asked, person: KnownPerson): void {
  if (person.died) {
    throw new ProblemError('person_died', '此人已登记死亡，不能办理补缴。登记有误的，请先更正登记死亡的案件或名单。');
  }
  const paying = payingFor(coverageYear, person);
  const own = paying.filter((payment) => payment.region === region);
  if (voucher !== undefined) {
    if (own.some((payment) => payment.claim === undefined && isSameVoucher(payment.voucher, voucher))) return;
    const message = `统筹区 ${region} 没有此人 ${coverageYear} 年度这个凭证号的缴费，或它已经退费、正在退费`;
    throw invalidRequest([{ path: 'voucher', message }]);
  }
  if (paying.length === 0) return;
  throw new ProblemError('payment_on_record', sentenceOf(own, paying, coverageYear), {
    members: own[0] ? { voucher: own[0].voucher } : {},
  });
}

/** Of another region's payment no more than that there is one. */
function sentenceOf([payment]: readonly Payment[], paying: readonly Payment[], coverageYear: number): string {
  if (!payment) {
    return `此人 ${coverageYear} 年度已在统筹区 ${paying[0]?.region} 缴费，不能再缴一次；确需在本地参保的，请先在该统筹区办理退费。`;
  }
  const { voucher, amount, collectedOn, claim } = payment;
  const paid = `此人 ${coverageYear} 年度已有缴费 ${voucher}（${amount} 元，${collectedOn} 征收），不应再缴。`;
  if (claim) return `${paid}其中一部分由案件 ${claim.caseId} 退还，本年度的缴费仍然有效。`;
  return `${paid}要用这笔缴费办理补缴的，请在 voucher 中填写它的凭证号；要退的，请申请退费。`;
}
