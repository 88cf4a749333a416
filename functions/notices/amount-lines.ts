/** How much, and what it is made of. */
import type { LatePaymentAssessment } from '../domain/late-payment/assessment.ts';
import { AID_CATEGORY_NAMES } from '../domain/regions.ts';
import { citeRules } from './citations.ts';
import { isSome, payerWords, yuan } from './words.ts';

const AMOUNT_RULES = [
  'individual_contribution',
  'contribution_unit',
  'aid',
  'aid_payer',
  'aid_several',
  'several_identities',
  'newly_recognised',
  'late_aided',
  'late_shares',
  'subsidy',
  'exit_shares',
  'repair',
];

export function amountLines({ amounts, payers, identity, basis }: LatePaymentAssessment): string[] {
  const parts: string[] = [];
  if (amounts.individual !== null) parts.push(`个人缴费部分 ${yuan(amounts.individual)}`);
  if (isSome(amounts.subsidy)) parts.push(`财政补助部分 ${yuan(amounts.subsidy)}(集中缴费期后补缴,由本人缴纳)`);
  if (isSome(amounts.repair)) parts.push(`缴费修复部分 ${yuan(amounts.repair)}`);
  const borne: string[] = [];
  if (isSome(amounts.aid)) borne.push(`资助 ${yuan(amounts.aid)},由${payerWords(payers.aid)}负担`);
  if (payers.subsidy !== undefined && payers.subsidy !== 'insured_person') {
    borne.push(`财政补助部分由${payerWords(payers.subsidy)}负担`);
  }
  return [
    `应缴金额:${amounts.payable === null ? '未定' : yuan(amounts.payable)}。其中:${parts.join(',')}。`,
    ...(identity === null ? [] : [`按“${AID_CATEGORY_NAMES[identity]}”身份核定。`]),
    ...(borne.length > 0 ? [`不需本人缴纳的部分:${borne.join(';')}。`] : []),
    ...citeRules(basis, AMOUNT_RULES),
  ];
}
