/** What only a refund has: the account, masked; who reviewed; what was ordered of the treasury and what came of it. */
import { Link } from 'react-router';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, ROLE_WORDS, STATE_WORDS } from '../words/dictionary.ts';
import { yuan } from '../words/yuan.ts';
import type { CaseView } from './case-view.ts';

type RefundView = Extract<CaseView, { kind: 'refund' }>;
type Approval = NonNullable<RefundView['firstReview']>;

export function RefundParts({ shown }: { shown: RefundView }) {
  const { payee, claims, firstReview, secondReview, payouts, living } = shown;
  return (
    <section className="card" aria-label="退款">
      <h2>退款</h2>
      <dl className="facts">
        <div>
          <dt>收款账户</dt>
          <dd>
            {payee.holder}，{payee.bank}，<span className="code">{payee.number}</span>
            {!payee.ofPerson && <small className="claimed">户名与参保人姓名不一致，请核对收款关系。</small>}
          </dd>
        </div>
        {claims.map(({ voucher, amount, coverageYears }) => (
          <div key={voucher}>
            <dt>退回</dt>
            <dd>
              凭证 {voucher}，{coverageYears.join('、')} 年度，{yuan(amount)}
            </dd>
          </div>
        ))}
        {living.map((one) => (
          <div key={one.voucher}>
            <dt>相关案件</dt>
            <dd>
              凭证 {one.voucher} 正用于{wordOf(KIND_WORDS, one.kind)}案件{' '}
              <Link to={`/cases/${one.caseId}`}>{one.caseId}</Link>（{wordOf(STATE_WORDS, one.state)}）
            </dd>
          </div>
        ))}
        <Review name="初审" given={firstReview} />
        <Review name="复核" given={secondReview} />
        {payouts.map(({ instruction, amount, issuedAt, account, result, bounced }) => (
          <div key={instruction}>
            <dt>退库指令</dt>
            <dd>
              {instruction}，{yuan(amount)}，账号 {account}，{timeOf(issuedAt)} 开具
              <small>{resultText(result)}</small>
              {bounced && (
                <small>
                  {bounced.on} 银行退票：{bounced.reason}，流水号 {bounced.reference}
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Review({ name, given }: { name: string; given: Approval | null }) {
  if (!given) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {given.by}（{wordOf(ROLE_WORDS, given.role)}）· {timeOf(given.at)}
      </dd>
    </div>
  );
}

function resultText(result: RefundView['payouts'][number]['result']): string {
  if (!result) return '财政尚未回执';
  if (result.outcome === 'paid') return `${result.on} 已到账，流水号 ${result.reference}`;
  return `${result.on} 被银行退回：${result.reason ?? '没有说明原因'}`;
}
