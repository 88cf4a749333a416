/** What else there is of a person: other cases, payments, and which case has a payment. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import type { Answer } from '../api/client.ts';
import { personQuery } from '../api/queries.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { wordOf } from '../words/case-words.ts';
import { CHANNEL_WORDS, KIND_WORDS, STATE_WORDS } from '../words/dictionary.ts';
import { yuan } from '../words/yuan.ts';
import { casesOfPerson, tasksOfPerson } from './one-person.tsx';

export type PersonRecord = Answer<'showPerson'>;
type Payment = PersonRecord['payments'][number];

export function OthersOfPerson({ caseId }: { caseId: string }) {
  const others = useQuery(personQuery(caseId));
  if (others.isPending) return <Loading what="此人的其他案件和缴费" />;
  if (others.isError) {
    return <FailureNote what="此人的其他案件和缴费没有读到" error={others.error} retry={() => others.refetch()} />;
  }
  return <PersonRecordCard record={others.data} caseId={caseId} />;
}

/** Payments that can be taken over into a form. */
export interface PaymentUse {
  use: (payment: Payment) => void;
  /** Vouchers that are in the form already. */
  used: ReadonlySet<string>;
}

export function PaymentList({ payments, forForm }: { payments: readonly Payment[]; forForm?: PaymentUse | undefined }) {
  const regions = useRegionWords();
  return (
    <ul className="others">
      {payments.map((payment) => (
        <li key={payment.voucher}>
          <strong>{yuan(payment.amount)}</strong> 凭证 {payment.voucher}
          {forForm && payment.left !== '0.00' && (
            <Button
              size="small"
              aria-label={`填入凭证 ${payment.voucher}`}
              disabled={forForm.used.has(payment.voucher)}
              onClick={() => forForm.use(payment)}
            >
              填入
            </Button>
          )}
          <small>
            {payment.coverageYears.join('、')} 年度，{payment.collectedOn}，{wordOf(regions, payment.region)}
            {payment.channel && `,${wordOf(CHANNEL_WORDS, payment.channel)}`}
          </small>
          {payment.claim && <small className="claimed">{payment.claim.message}</small>}
          {payment.caseId && !payment.claim && (
            <small>
              用于案件 <Link to={`/cases/${payment.caseId}`}>{payment.caseId}</Link>
            </small>
          )}
        </li>
      ))}
    </ul>
  );
}

export function PersonRecordCard(props: {
  record: PersonRecord;
  forForm?: PaymentUse | undefined;
  /** Whose person it is. */
  caseId?: string;
}) {
  const { record, forForm, caseId } = props;
  const { cases, payments, elsewhere } = record;
  const regions = useRegionWords();
  return (
    <section className="card" aria-label="此人的其他案件和缴费">
      <h2>此人的其他案件和缴费</h2>
      {cases.length === 0 && <p className="hint">本统筹区没有其他案件。</p>}
      <ul className="others">
        {cases.map(({ caseId, kind, coverageYear, state }) => (
          <li key={caseId}>
            <Link to={`/cases/${caseId}`}>{caseId}</Link>
            <small>
              {wordOf(KIND_WORDS, kind)}，{coverageYear} 年度，{wordOf(STATE_WORDS, state)}
            </small>
          </li>
        ))}
      </ul>
      {caseId !== undefined && cases.length > 0 && (
        <p>
          <Link to={casesOfPerson(caseId)}>这个人的案件</Link> <Link to={tasksOfPerson(caseId)}>这个人的待办</Link>
        </p>
      )}
      {payments.length === 0 && <p className="hint">没有缴费记录。</p>}
      <PaymentList payments={payments} forForm={forForm} />
      <ul className="others">
        {elsewhere?.map(({ region, coverageYear }) => (
          <li key={`${region} ${coverageYear}`}>
            {wordOf(regions, region)}有 {coverageYear} 年度的缴费
            <small>其他统筹区的缴费只显示年度和统筹区</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
