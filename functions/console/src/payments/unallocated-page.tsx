/** 待认领: what was collected and no case has. A desk gives it to a case of the same person, or back by a refund. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { type Answer, call } from '../api/client.ts';
import { keepDraft } from '../kinds/form-drafts.ts';
import { withEntry } from '../kinds/form-fields.ts';
import { entryOf } from '../kinds/payment-entry.ts';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { RegionChoice } from '../shell/region-choice.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { Wide } from '../shell/wide.tsx';

type Payment = Answer<'listUnallocatedPayments'>['payments'][number];

export function Component() {
  const regions = useOwnRegions();
  const [chosen, setChosen] = useState('');
  const region = chosen || (Object.keys(regions)[0] ?? '');
  return (
    <>
      <div className="page-head">
        <h1>待认领缴费</h1>
      </div>
      <div className="filter-row">
        <RegionChoice regions={regions} value={region} onChange={setChosen} />
      </div>
      <Unallocated region={region} />
    </>
  );
}

function Unallocated({ region }: { region: string }) {
  const may = useMay();
  const listed = useQuery({
    queryKey: ['unallocated', region],
    queryFn: ({ signal }) => call('listUnallocatedPayments', { query: { region } }, signal),
    enabled: region !== '',
  });
  if (listed.isPending) return <Loading what="待认领缴费" />;
  if (listed.isError)
    return <FailureNote what="待认领缴费没有读到" error={listed.error} retry={() => listed.refetch()} />;
  const { payments } = listed.data;
  if (payments.length === 0) return <Nothing title="没有待认领的缴费。" />;
  return (
    <Wide name="待认领缴费">
      <table className="list">
        <caption>{payments.length} 笔缴费没有对应的案件</caption>
        <thead>
          <tr>
            <th scope="col">凭证号</th>
            <th scope="col">参保年度</th>
            <th scope="col" className="number">
              金额（元）
            </th>
            <th scope="col">征收日期</th>
            <th scope="col">为什么待认领</th>
            {may.allocate && <th scope="col">办理</th>}
          </tr>
        </thead>
        <tbody>
          {payments.map((payment) => (
            <tr key={payment.voucher}>
              <th scope="row" className="code">
                {payment.voucher}
              </th>
              <td>{payment.coverageYears.join('、')}</td>
              <td className="number">{payment.amount}</td>
              <td className="code">{payment.collectedOn}</td>
              <td>
                {payment.unallocated?.message}
                <Where payment={payment} />
              </td>
              {may.allocate && (
                <td>
                  <Allocation payment={payment} region={region} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** The case that did not take it, or the refund that has it. */
function Where({ payment: { unallocated, claim } }: { payment: Payment }) {
  const caseId = claim?.caseId ?? unallocated?.caseId;
  if (!caseId) return null;
  return (
    <small>
      {claim ? `${claim.message} ` : '此人的案件：'}
      <Link to={`/cases/${caseId}`}>{caseId}</Link>
    </small>
  );
}

function Allocation({ payment, region }: { payment: Payment; region: string }) {
  const { voucher, unallocated, claim } = payment;
  const queries = useQueryClient();
  const [caseId, setCaseId] = useState(unallocated?.caseId ?? '');
  const field = useId();
  const allocate = useMutation({
    mutationFn: () => call('allocatePayment', { path: { voucher }, body: { caseId: caseId.trim() } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  if (claim && claim.settledOn === null) return <span className="hint">正在退费</span>;
  const giveBack = (
    <Link to="/new/refund" onClick={() => keepDraft('refund', draftOf(payment, region))}>
      办理退费
    </Link>
  );
  // What is left of it pays for no case: it can go back.
  if (claim) return giveBack;
  return (
    <form
      noValidate
      aria-label={`办理凭证 ${voucher}`}
      onSubmit={(event) => {
        event.preventDefault();
        allocate.mutate();
      }}
    >
      <label htmlFor={field}>分配给案件</label>
      <input id={field} value={caseId} onChange={(event) => setCaseId(event.target.value)} />
      <Button size="small" htmlType="submit" loading={allocate.isPending}>
        分配
      </Button>{' '}
      {giveBack}
      {allocate.isError && <FailureNote what="没有分配" error={allocate.error} />}
    </form>
  );
}

/** The form of a refund with this payment in it: whose it is, and on what ground, the desk says. */
const draftOf = (payment: Payment, region: string) => ({
  chosen: region,
  typed: withEntry({}, 'payments', entryOf(payment), 1),
});
