import type { NewbornCase } from '../../cases/newborn/case.ts';
import { benefitFrom } from '../../cases/newborn/pay.ts';
import { firstOfYear, yearOf } from '../../domain/calendar.ts';
import { parseYuan } from '../../domain/money.ts';
import type { NewbornAssessment } from '../../domain/newborn/assessment.ts';
import { yuan } from '../../notices/words.ts';
import { TIMING_WORDS } from '../../words/decisions.ts';

/** Sentences in Chinese: what differs from the decision for the day of collection, or is open. */
export function findPaymentDifferences(paid: NewbornCase): string[] {
  const { payment, collected, coverageYear } = paid;
  if (!payment || !collected) return [];
  const { amount, collectedOn } = payment;
  const sentences: string[] = [];
  const payable = collected.amounts?.payable ?? null;
  if (payable === null || parseYuan(payable) !== parseYuan(amount)) {
    const due = payable === null ? '应缴金额无法确定' : `应缴${yuan(payable)}`;
    sentences.push(`税务部门实收${yuan(amount)}；按征收日 ${collectedOn} 核定（${words(collected)}），${due}。`);
  }
  if (collected.forYears === null) {
    const birthYear = yearOf(paid.facts.bornOn);
    sentences.push(
      `这笔缴费没有写明缴费年度。接受缴费时须选明是 ${birthYear} 年度、${birthYear + 1} 年度，还是两个年度。`,
    );
  } else if (benefitFrom(paid) === null) {
    const days = [firstOfYear(coverageYear), collectedOn].join(' 或 ');
    sentences.push(`待遇从哪天开始文件未写明。接受缴费时须填写待遇开始日：${days}。`);
  }
  return sentences;
}

const words = ({ timing }: NewbornAssessment): string => {
  if (timing === 'in_newborn_window') return '新生儿缴费期内';
  return timing ? TIMING_WORDS[timing] : '缴费时段未定';
};
