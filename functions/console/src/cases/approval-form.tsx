/** 退费审批表: what was applied for, what goes back and by which clause, who agreed, and the boxes that are signed. */
import type { ReactNode } from 'react';
import { readDecision } from '../decision/read-decision.ts';
import { timeOf } from '../time/clock.ts';
import { capitalAmount } from '../words/capital-amount.ts';
import { wordOf } from '../words/case-words.ts';
import {
  APPLICANT_WORDS,
  CHANNEL_WORDS,
  GROUND_WORDS,
  LODGED_WORDS,
  OUTCOME_WORDS,
  REASON_WORDS,
} from '../words/dictionary.ts';
import { yuan } from '../words/yuan.ts';
import type { CaseView } from './case-view.ts';

type RefundView = Extract<CaseView, { kind: 'refund' }>;

export function ApprovalForm({ shown }: { shown: RefundView }) {
  const { person, facts, coverageYear, payee, decision, payouts } = shown;
  const { items = [], amount = null, outcome = null, reason = null, applyAt = null } = decision?.assessment ?? {};
  const order = payouts.at(-1);
  return (
    <table className="form">
      <tbody>
        <Row name="参保人">
          {person.name}，证件号码 {person.idNumber}
        </Row>
        <Row name="申请">
          <p>
            {wordOf(GROUND_WORDS, facts.ground)}，{coverageYear} 年度，{facts.appliedOn} 由
            {wordOf(APPLICANT_WORDS, facts.applicant)}申请
            {applyAt !== null && `，受理处：${wordOf(LODGED_WORDS, applyAt)}`}
          </p>
          {facts.eventOn !== undefined && <p>事由发生日期 {facts.eventOn}</p>}
          {facts.departure !== undefined && <p>离校日期 {facts.departure.on}</p>}
        </Row>
        <Row name="缴费记录">
          {(decision?.payments ?? []).map(({ voucher, paidOn, amount: paid, coverageYears, channel }) => (
            <p key={voucher}>
              凭证 {voucher}，{paidOn} 缴费 {yuan(paid)}，{coverageYears.join('、')} 年度
              {channel !== undefined && `，${wordOf(CHANNEL_WORDS, channel)}`}
            </p>
          ))}
        </Row>
        <Row name="核定">
          <p>
            {outcome === null ? '须由人决定' : wordOf(OUTCOME_WORDS, outcome)}
            {reason !== null && `：${wordOf(REASON_WORDS, reason)}`}
          </p>
          {items.map((item) => (
            <p key={`${item.paymentId} ${item.coverageYear}`}>
              凭证 {item.paymentId} 退 {item.coverageYear} 年度 {yuan(item.amount)}
            </p>
          ))}
          {amount !== null && (
            <p>
              <strong>
                合计退费 {yuan(amount)}（大写：{capitalAmount(amount)}）
              </strong>
            </p>
          )}
        </Row>
        <Row name="依据">
          <Clauses decision={decision?.assessment} />
        </Row>
        <Row name="收款账户">
          {payee.holder}，{payee.bank}，{payee.number}
        </Row>
        <Opinion name="初审意见" shown={shown} given={shown.firstReview} />
        <Opinion name="复核意见" shown={shown} given={shown.secondReview} />
        <Row name="退库">
          {order && (
            <p>
              指令 {order.instruction}，{yuan(order.amount)}，{timeOf(order.issuedAt)} 开具
            </p>
          )}
          <p className="signed">财政部门（盖章）：　　　　　　　　　年　　月　　日</p>
        </Row>
      </tbody>
    </table>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{children}</td>
    </tr>
  );
}

/** Each clause once, whatever number of rules rests on it. */
function Clauses({ decision }: { decision: unknown }) {
  const { basis } = readDecision(decision);
  const once = basis.filter(
    (one, index) =>
      basis.findIndex(({ document, quote }) => document === one.document && quote === one.quote) === index,
  );
  return once.map(({ document, quote, clause }) => (
    <p key={`${clause} ${document}`} className="clause">
      {document}
      {quote !== '' && `：“${quote}”`}
    </p>
  ));
}

/** What was written with the review that counts, by name; a line to sign on where it is still to come. */
function Opinion(props: { name: string; shown: RefundView; given: RefundView['firstReview'] }) {
  const { name, shown, given } = props;
  const entry = given === null ? undefined : shown.history.find(({ at, by }) => at === given.at && by === given.by);
  const opinion = entry?.detail.opinion;
  return (
    <Row name={name}>
      {given !== null && (
        <p>
          {opinion === undefined ? '同意' : String(opinion)}（{entry?.name ?? given.by}，{timeOf(given.at)}）
        </p>
      )}
      <p className="signed">签字：　　　　　　　　　年　　月　　日</p>
    </Row>
  );
}
