/** 勾稽核对 and 提交: who stays insured and who leaves are together the roll, or it is said why not. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { RULES } from '../api/schema.ts';
import { FailureNote } from '../shell/notes.tsx';
import type { Batch } from './batch.ts';

/** As the API asks for it. */
const SHORTEST_REASON = RULES.limits.fewestCharactersOfDifference;

export function Reconciliation({ batch }: { batch: Batch }) {
  const { batchId, good, failed, staying } = batch;
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [partly, setPartly] = useState(false);
  const queries = useQueryClient();
  const roll = /^\d{1,7}$/.test(typed.trim()) ? Number(typed.trim()) : null;
  const difference = roll === null ? null : roll - staying - good;
  const send = useMutation({
    mutationFn: () =>
      call('sendBatch', {
        path: { id: batchId },
        body: { roll, goodRowsOnly: partly, ...(difference !== 0 && { reason: reason.trim() }) },
      }),
    onSuccess: (sent) => {
      queries.setQueryData(['batch', batchId], sent);
      scrollTo({ top: 0 });
      return queries.invalidateQueries({ queryKey: ['batches'] });
    },
  });
  const missing = missingOf({ roll, difference, reason, undecided: failed > 0 && !partly });
  return (
    <section className="card" aria-label="勾稽核对">
      <h2>勾稽核对</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <div className="balance">
          <div>
            <span>在保（不在本批）</span>
            <strong>{staying}</strong>
          </div>
          <span aria-hidden="true">+</span>
          <div>
            <span>离校（本批通过）</span>
            <strong>{good}</strong>
          </div>
          <span aria-hidden="true">=</span>
          <div>
            <span>合计</span>
            <strong>{staying + good}</strong>
          </div>
          <span aria-hidden="true">对</span>
          <div>
            <label htmlFor="roll">
              学籍人数 <span className="required">必填</span>
            </label>
            <input
              id="roll"
              type="text"
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              aria-describedby="roll-difference"
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
          <p id="roll-difference" role="status" className={difference === 0 ? 'settled' : 'left soon'}>
            {differenceText(difference)}
          </p>
        </div>
        <p className="hint">
          在保人数是通过本校参保、还有未开始年度的学生。学籍人数按学籍系统今天的在册人数加本批离校人数填写。
        </p>
        {difference !== null && difference !== 0 && (
          <div className="field">
            <label htmlFor="difference-reason">
              人数不符的原因 <span className="required">必填，至少 {SHORTEST_REASON} 个字</span>
            </label>
            <Input.TextArea
              id="difference-reason"
              maxLength={RULES.limits.charactersOfOpinion}
              autoSize={{ minRows: 2 }}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        {failed > 0 && (
          <label className="settle">
            <input type="checkbox" checked={partly} onChange={(event) => setPartly(event.target.checked)} />
            <span>
              先提交通过的 {good} 行；{failed} 行错误更正后另作一个批次上传
            </span>
          </label>
        )}
        {send.isError && <FailureNote what="批次没有提交" error={send.error} />}
        <div className="sticky">
          {missing && <span className="hint">{missing}</span>}{' '}
          <Button type="primary" htmlType="submit" loading={send.isPending} disabled={missing !== null}>
            提交 {good} 名学生
          </Button>
        </div>
      </form>
    </section>
  );
}

function differenceText(difference: number | null): string {
  if (difference === null) return '填写后显示差额';
  if (difference === 0) return '✓ 人数相符';
  return difference > 0 ? `学籍多出 ${difference} 人` : `参保多出 ${-difference} 人`;
}

/** What is still to be done before it can be sent. */
function missingOf(given: {
  roll: number | null;
  difference: number | null;
  reason: string;
  undecided: boolean;
}): string | null {
  if (given.roll === null) return '请填写学籍人数';
  if (given.difference !== 0 && given.reason.trim().length < SHORTEST_REASON) return '请写明人数不符的原因';
  return given.undecided ? '请勾选先提交通过的行，或更正错误后重新上传' : null;
}
