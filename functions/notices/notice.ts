/** What every notice is made from. Pure: the same case gives the same words. */
import type { PaymentPlan } from '../domain/late-payment/payment-plan.ts';
import type { Guidance } from './guidance.ts';

export interface Notice {
  title: string;
  /** Lines in Chinese. The person by surname only; no id number, phone or account. */
  body: string[];
}

/** The reader and the subject of a notice, in every kind of case. */
export interface NoticedPerson {
  caseId: string;
  coverageYear: number;
  person: { masked: { name: string } };
  guidance: Guidance;
}

/** The part of a late payment that notices speak of. */
export interface NoticedCase extends NoticedPerson {
  plan: PaymentPlan;
}

/** How a decision can be contested: printed under every decision against the person. */
export const REMEDIES =
  '救济途径：对本决定不服的，可以自收到之日起60日内依法申请行政复议（《中华人民共和国行政复议法》第二十条），' +
  '也可以自收到之日起6个月内依法向人民法院提起行政诉讼（《中华人民共和国行政诉讼法》第四十六条）。';

/** The line that says whom and what a notice is about. `about` comes first in what it is about. */
export const opening = (
  { caseId, coverageYear, person, guidance }: NoticedPerson,
  sentence: string,
  about = '',
): string =>
  `${person.masked.name}：${sentence}（${about}${guidance.regionName}${coverageYear}年度城乡居民基本医疗保险，受理编号 ${caseId}）`;
