/** Decisions against the applicant, and where else to apply: reason, clause, and how they can be contested. */
import { Footnotes } from '../footnotes.ts';
import { type Notice, REMEDIES } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { type NoticedRefund, refundOpening } from './refund-notice.ts';

type Reason = NonNullable<NoticedRefund['plan']['assessment']['reason']>;

const REASONS: Record<Reason, string> = {
  benefit_period_started: '退费事由发生在待遇享受期开始之后,个人缴费不再退回。',
  no_ground: '现有缴费记录不属于政策规定的退费情形。',
  wrong_applicant: '申请人不是政策规定可以申请退费的人。',
  nothing_remains: '没有可以退还的缴费。',
  not_a_departure: '休学不属于离校,保留学籍期间的缴费继续有效。',
  recognised_after_period: '身份认定晚于集中缴费期,已缴费用不退。',
  lodged_at_tax: '退费申请应向缴费地医保经办机构提出。',
  paid_elsewhere: '应退的缴费不在本统筹区,请向缴费地医保经办机构申请。',
};

/** 不予退费决定书, by the policy table, or because the payment is in another case. */
export function writeRefundRefusal(noticed: NoticedRefund, ending: string | undefined): Notice {
  const { reason } = noticed.plan.assessment;
  return writeDecision(noticed, '您的退费申请不予退费。', ending ?? (reason ? REASONS[reason] : REASONS.no_ground));
}

/** 不予退费决定书, decided by a person: the opinion is the reason. */
export const writeRefundRejection = (noticed: NoticedRefund, opinion: string): Notice =>
  writeDecision(noticed, '您的退费申请经审核不予退费。', opinion);

function writeDecision(noticed: NoticedRefund, decision: string, reason: string): Notice {
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险不予退费决定书',
    body: [
      refundOpening(noticed, decision),
      `理由:${reason}${notes.markRules(noticed.plan.assessment.basis)}`,
      REMEDIES,
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}

/** 退费申请受理指引: nothing is refused, another office is the right one. */
export function writeRedirected(noticed: NoticedRefund): Notice {
  const { reason, basis } = noticed.plan.assessment;
  const notes = new Footnotes();
  return {
    title: '城乡居民基本医疗保险退费申请受理指引',
    body: [
      refundOpening(noticed, '您的退费申请不由本经办机构办理。'),
      `请到这里申请:${reason ? REASONS[reason] : ''}${notes.markRules(basis)}`,
      '本次申请已经办结,不影响您向有权办理的机构申请。',
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
