/** How much, what it is made of, and who bears the rest. */
import type { LatePaymentAssessment } from '../domain/late-payment/assessment.ts';
import { AID_RULES, AMOUNT_RULES } from '../domain/late-payment/share-rules.ts';
import { nameOfCategory } from '../domain/regions.ts';
import type { Footnotes } from './footnotes.ts';
import { isSome, payerWords, yuan } from './words.ts';

export const PAID_RULES = [...AMOUNT_RULES, 'repair'];

export function amountLines(
  { amounts, payers, aidParts, identity, basis, names = {} }: LatePaymentAssessment,
  notes: Footnotes,
): string[] {
  const parts: string[] = [];
  if (amounts.individual !== null) parts.push(`个人缴费部分 ${yuan(amounts.individual)}`);
  if (isSome(amounts.subsidy)) parts.push(`财政补助部分 ${yuan(amounts.subsidy)}（集中缴费期后补缴，由本人缴纳）`);
  if (isSome(amounts.repair)) parts.push(`缴费修复部分 ${yuan(amounts.repair)}`);
  for (const { name, amount } of amounts.alongside ?? []) parts.push(`一并收缴的${name} ${yuan(amount)}`);
  const borne: string[] = [];
  if (payers.individual !== undefined) borne.push(`个人缴费部分由${payerWords(payers.individual, names)}负担`);
  if (aidParts)
    borne.push(...aidParts.map(({ payer, amount }) => `资助 ${yuan(amount)}，由${payerWords(payer, names)}负担`));
  else if (isSome(amounts.aid)) borne.push(`资助 ${yuan(amounts.aid)}，由${payerWords(payers.aid, names)}负担`);
  if (payers.subsidy !== undefined && payers.subsidy !== 'insured_person') {
    borne.push(`财政补助部分由${payerWords(payers.subsidy, names)}负担`);
  }
  const least = amounts.atLeast ? '（文件规定的最低标准，可以多缴）' : '';
  const payable = amounts.payable === null ? '未定' : `${yuan(amounts.payable)}${least}`;
  const lines = [`应缴金额：${payable}。其中：${parts.join('，')}。${notes.markRules(basis, PAID_RULES)}`];
  const who = identity === null ? '' : `按“${names[identity] ?? nameOfCategory(identity)}”身份核定。`;
  const rest = borne.length > 0 ? `不需本人缴纳的部分：${borne.join('；')}。` : '';
  if (who || rest) lines.push(`${who}${rest}${notes.markRules(basis, AID_RULES)}`);
  const offered = (amounts.offered ?? []).map(({ name, amount }) => `${name} ${yuan(amount)}`);
  if (offered.length > 0) lines.push(`可以自愿另缴：${offered.join('，')}；不包括在应缴金额中，不缴不影响参保。`);
  return lines;
}
