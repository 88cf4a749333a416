/** One draft: what it says otherwise, what it does to the stored cases, and the next thing to be done with it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useId, useState } from 'react';
import { call } from '../api/client.ts';
import { RULES } from '../api/schema.ts';
import { useMay, useWho } from '../session/use-session.ts';
import { FailureNote } from '../shell/notes.tsx';
import { Wide } from '../shell/wide.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { DRAFT_WORDS } from '../words/dictionary.ts';
import { sayValue } from '../words/value-words.ts';
import type { Draft } from './draft.ts';
import { ImpactSummary } from './impact-list.tsx';

export function DraftCard({ draft }: { draft: Draft }) {
  const { version, state, inForceFrom, revision, why, submittedBy, submittedAt } = draft;
  const { approval, publication, withdrawal } = draft;
  return (
    <section className="card" aria-label={`草案 ${version}`}>
      <h2>
        {version} <Tag className="state">{wordOf(DRAFT_WORDS, state)}</Tag>
      </h2>
      <p>
        自 {inForceFrom} 起施行，修订 {revision}；{submittedBy} 于 {timeOf(submittedAt)} 提交。{why}
      </p>
      {approval && (
        <p>
          {approval.by} 于 {timeOf(approval.at)} 同意：{approval.opinion}
        </p>
      )}
      {publication && (
        <p>
          {publication.by} 于 {timeOf(publication.at)} 发布，一分钟内各处可见。在办案件按施行日期适用新版本。
        </p>
      )}
      {withdrawal && (
        <p>
          {withdrawal.by} 于 {timeOf(withdrawal.at)} 撤回：{withdrawal.reason}
        </p>
      )}
      <Differences differences={draft.differences} />
      <ImpactSummary draft={draft} />
      <NextStep draft={draft} />
    </section>
  );
}

function Differences({ differences }: Pick<Draft, 'differences'>) {
  if (differences.length === 0) return <p>与现行版本相比，各项规定都没有变化。</p>;
  return (
    <Wide name="与现行版本的不同">
      <table className="list">
        <caption className="hidden">与现行版本的不同</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">现行</th>
            <th scope="col">草案</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, label, before, after }) => (
            <tr key={path}>
              <th scope="row" title={path}>
                {label}
              </th>
              <td>{before === null ? '未规定' : sayValue(before)}</td>
              <td>{after === null ? '未规定' : sayValue(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** The one thing that is to be done, for whoever may do it. */
function NextStep({ draft }: { draft: Draft }) {
  const { region, version, list, state, digest, submittedBy } = draft;
  const may = useMay();
  const { sub } = useWho();
  const queries = useQueryClient();
  const opinionId = useId();
  const [opinion, setOpinion] = useState('');
  const [reason, setReason] = useState('');
  const path = { region, coverageYear: String(draft.coverageYear), version };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['drafts'] });
  const reckon = useMutation({
    mutationFn: async () => {
      for (let done = false; !done; ) {
        const { list: reached } = await call('goOnListing', { path, body: {} });
        done = reached?.done ?? true;
        await onSettled();
      }
    },
    onSettled,
  });
  const approve = useMutation({
    mutationFn: () => call('approveDraft', { path, body: { draft: digest, list: list?.digest ?? '', opinion } }),
    onSettled,
  });
  const publish = useMutation({ mutationFn: () => call('publishDraft', { path, body: {} }), onSettled });
  const withdraw = useMutation({ mutationFn: () => call('withdrawDraft', { path, body: { reason } }), onSettled });
  if (!may.publishPolicies || state === 'published' || state === 'withdrawn') return null;
  return (
    <div className="actions">
      {state === 'listed' && submittedBy === sub && <p>请另一名政策人员看过名单后同意。</p>}
      {state === 'listed' && submittedBy !== sub && (
        <>
          <label htmlFor={opinionId}>意见</label>
          <Input
            id={opinionId}
            maxLength={RULES.limits.charactersOfOpinion}
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
          />
          <Button
            type="primary"
            disabled={opinion.trim().length < 2}
            loading={approve.isPending}
            onClick={() => approve.mutate()}
          >
            看过名单，同意
          </Button>
        </>
      )}
      {state === 'approved' && (
        <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
          发布
        </Button>
      )}
      <Button loading={reckon.isPending} onClick={() => reckon.mutate()}>
        {list?.done ? '名单过时则重新计算' : '计算影响名单'}
      </Button>
      <details className="withdraw">
        <summary>撤回草案</summary>
        <label htmlFor={`${opinionId}-reason`}>撤回原因</label>
        <Input
          id={`${opinionId}-reason`}
          maxLength={RULES.limits.charactersOfOpinion}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          danger
          disabled={reason.trim().length < 2}
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate()}
        >
          撤回
        </Button>
        {withdraw.isError && <FailureNote what="没有撤回" error={withdraw.error} />}
      </details>
      {reckon.isError && <FailureNote what="名单没有算完" error={reckon.error} />}
      {approve.isError && <FailureNote what="没有同意" error={approve.error} />}
      {publish.isError && <FailureNote what="没有发布" error={publish.error} />}
    </div>
  );
}
