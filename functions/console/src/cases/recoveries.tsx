/** 追回款项: what came back of a refund that was paid wrongly; noted by one person, confirmed by another. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { FailureNote } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { typedAmount } from '../words/yuan.ts';
import type { CaseView } from './case-view.ts';

type RefundView = Extract<CaseView, { kind: 'refund' }>;
type Recovery = RefundView['recoveries'][number];

export function Recoveries({ shown }: { shown: RefundView }) {
  const { can, caseId, recoveries } = shown;
  if (recoveries.length === 0 && !can.noteRecovery.allowed) return null;
  return (
    <section className="card" aria-label="追回款项">
      <h2>追回款项</h2>
      <dl className="facts">
        {recoveries.map((recovery) => (
          <Noted key={recovery.number} caseId={caseId} recovery={recovery} decides={can.decideRecovery.allowed} />
        ))}
      </dl>
      {can.noteRecovery.allowed && <NoteForm caseId={caseId} />}
    </section>
  );
}

function Noted({ caseId, recovery, decides }: { caseId: string; recovery: Recovery; decides: boolean }) {
  const { number, amount, on, reference, reason, noted, confirmed } = recovery;
  const [opinion, setOpinion] = useState('');
  const queries = useQueryClient();
  const decide = useMutation({
    mutationFn: (body: { decision: 'confirm' } | { decision: 'reject'; opinion: string }) =>
      call('decideRecovery', { path: { id: caseId, number: String(number) }, body }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <div>
      <dt>第 {number} 笔</dt>
      <dd>
        {on} 追回 {amount} 元，凭据号 {reference}：{reason}
        <small>
          {noted.by} 于 {timeOf(noted.at)} 登记；
          {confirmed ? `${confirmed.by} 于 ${timeOf(confirmed.at)} 复核无误` : '待审批人复核，复核前不计入'}
        </small>
        {decides && !confirmed && (
          <>
            <label htmlFor={`opinion-${number}`}>不符的理由</label>
            <Input id={`opinion-${number}`} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
            <Button loading={decide.isPending} onClick={() => decide.mutate({ decision: 'confirm' })}>
              复核无误
            </Button>
            <Button
              disabled={opinion.trim().length < 4}
              loading={decide.isPending}
              onClick={() => decide.mutate({ decision: 'reject', opinion })}
            >
              复核不符
            </Button>
            {decide.isError && <FailureNote what="没有登记" error={decide.error} />}
          </>
        )}
      </dd>
    </div>
  );
}

const EMPTY = { amount: '', on: '', reference: '', reason: '' };
const FIELDS = [
  { name: 'amount', label: '追回金额（元）', type: 'text' },
  { name: 'on', label: '到账日期', type: 'date' },
  { name: 'reference', label: '凭据号', type: 'text' },
  { name: 'reason', label: '追回原因', type: 'text' },
] as const;

function NoteForm({ caseId }: { caseId: string }) {
  const [typed, setTyped] = useState(EMPTY);
  const queries = useQueryClient();
  const note = useMutation({
    mutationFn: () =>
      call('noteRecovery', { path: { id: caseId }, body: { ...typed, amount: typedAmount(typed.amount) } }),
    onSuccess: async () => {
      setTyped(EMPTY);
      await queries.invalidateQueries();
    },
  });
  const filled = Object.values(typed).every((text) => text.trim() !== '');
  return (
    <>
      <p className="hint">错付的退费追回以后在此登记，由另一名审批人复核。</p>
      {FIELDS.map(({ name, label, type }) => (
        <label key={name} htmlFor={`recovery-${name}`}>
          {label}
          <Input
            id={`recovery-${name}`}
            type={type}
            value={typed[name]}
            onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
          />
        </label>
      ))}
      <Button disabled={!filled} loading={note.isPending} onClick={() => note.mutate()}>
        登记追回款项
      </Button>
      {note.isError && <FailureNote what="没有登记" error={note.error} />}
    </>
  );
}
