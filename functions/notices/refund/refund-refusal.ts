/** Decisions against the applicant, and where else to apply: reason, clause, and how they can be contested. */
import { Footnotes } from '../footnotes.ts';
import { type Notice, REMEDIES } from '../notice.ts';
import { enquiryLines } from '../payment-lines.ts';
import { appliedLines, type NoticedRefund, refundOpening } from './refund-notice.ts';

type Reason = NonNullable<NoticedRefund['plan']['assessment']['reason']>;

export const REASONS: Record<Reason, string> = {
  benefit_period_started: '退费事由发生在待遇享受期开始之后，个人缴费不再退回。',
  no_ground: '现有缴费记录不属于政策规定的退费情形。',
  wrong_applicant: '申请人不是政策规定可以申请退费的人。',
  nothing_remains: '没有可以退还的缴费。',
  not_a_departure: '休学不属于离校，保留学籍期间的缴费继续有效。',
  recognised_after_period: '身份认定晚于集中缴费期，已缴费用不退。',
  not_refundable: '按本地规定，此种情形不予退费。',
  lodged_at_tax: '退费申请应向缴费地医保经办机构提出。',
  paid_elsewhere: '应退的缴费不在本统筹区，请向缴费地医保经办机构申请。',
};

/** The rules that say so: what else the assessment has taken into account decided nothing against the applicant. */
export const RULES: Record<Reason, readonly string[]> = {
  benefit_period_started: ['ground', 'benefit_period'],
  no_ground: ['ground', 'identity', 'several_identities'],
  wrong_applicant: ['applicant'],
  nothing_remains: ['departure', 'remaining_years', 'aid_recognised', 'aid'],
  not_a_departure: ['departure'],
  recognised_after_period: ['aid_recognised_late', 'way_out'],
  not_refundable: ['way_out'],
  lodged_at_tax: ['apply_at'],
  paid_elsewhere: ['apply_at', 'ground'],
};

/** 不予退费决定书, by the policy table, or because the payment is in another case: then no clause refuses it. */
export function writeRefundRefusal(noticed: NoticedRefund, ending: string | undefined): Notice {
  const notes = new Footnotes();
  const sentence = '您的退费申请不予退费。';
  if (ending !== undefined) return writeDecision(noticed, notes, sentence, ending);
  const { reason, basis } = noticed.plan.assessment;
  const by = reason ?? 'no_ground';
  return writeDecision(noticed, notes, sentence, `${REASONS[by]}${notes.markRules(basis, RULES[by])}`);
}

/** 不予退费决定书, decided by a person: the opinion is the reason, and carries no clause that says the opposite. */
export const writeRefundRejection = (noticed: NoticedRefund, opinion: string): Notice =>
  writeDecision(noticed, new Footnotes(), '您的退费申请经审核不予退费。', opinion);

function writeDecision(noticed: NoticedRefund, notes: Footnotes, decision: string, reason: string): Notice {
  return {
    title: '城乡居民基本医疗保险不予退费决定书',
    body: [
      refundOpening(noticed, decision),
      ...appliedLines(noticed),
      `理由：${reason}`,
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
      `请到这里申请：${reason ? `${REASONS[reason]}${notes.markRules(basis, RULES[reason])}` : ''}`,
      '本次申请已经办结，不影响您向有权办理的机构申请。',
      ...enquiryLines(noticed, notes),
      ...notes.lines(),
    ],
  };
}
