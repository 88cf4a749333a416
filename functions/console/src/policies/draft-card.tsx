/** One draft: what it says otherwise, what it does to the stored cases, and the next thing to be done with it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useId, useRef, useState } from 'react';
import { call } from '../api/client.ts';
import { draftQuery } from '../api/queries.ts';
import { RULES } from '../api/schema.ts';
import { useMay, useWho } from '../session/use-session.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { Wide } from '../shell/wide.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { DRAFT_WORDS } from '../words/dictionary.ts';
import type { Draft } from './draft.ts';
import { ImpactSummary } from './impact-list.tsx';
import { NoticeOfDraft } from './notice-of-draft.tsx';
import { type Shown, sectionsShown } from './policy-values.ts';
import { sayField } from './say-proposal.ts';
import { SectionTable } from './section-table.tsx';

export function DraftCard({ draft }: { draft: Draft }) {
  const { version, state, inForceFrom, revision, why, submittedByName, submittedAt, digest, list } = draft;
  const { approval, publication, withdrawal, withdrawals } = draft;
  const heading = useRef<HTMLHeadingElement>(null);
  const impact = useRef<HTMLHeadingElement>(null);
  return (
    <section className="card" aria-label={`草案 ${inForceFrom} 起施行`}>
      <h2 ref={heading} tabIndex={-1}>
        自 {inForceFrom} 起施行{revision > 1 && `（第 ${revision} 版）`}{' '}
        <Tag className="state">{wordOf(DRAFT_WORDS, state)}</Tag>
      </h2>
      <p>
        {submittedByName} 于 {timeOf(submittedAt)} {withdrawals.length > 0 && '再次'}提交。{why}
      </p>
      {withdrawals.map(({ at, byName, reason }) => (
        <p key={at}>
          <strong>以前撤回过：</strong>
          {byName} 于 {timeOf(at)} 撤回：{reason}
        </p>
      ))}
      {approval && (
        <p>
          {approval.byName} 于 {timeOf(approval.at)} 同意：{approval.opinion}
        </p>
      )}
      {publication && (
        <p>
          {publication.byName} 于 {timeOf(publication.at)} 发布，一分钟内各处可见。在办案件按施行日期适用新版本。
        </p>
      )}
      {withdrawal && (
        <p>
          {withdrawal.byName} 于 {timeOf(withdrawal.at)} 撤回：{withdrawal.reason}
        </p>
      )}
      <Differences draft={draft} />
      <WholeDraft draft={draft} />
      <ImpactSummary draft={draft} ref={impact} />
      <NextStep draft={draft} onListed={() => impact.current?.focus()} onSettled={() => heading.current?.focus()} />
      <details className="technical">
        <summary>技术细节</summary>
        <p className="code">版本编号：{version}</p>
        <p className="code">草案摘要：{digest}</p>
        {list && <p className="code">名单摘要：{list.digest}</p>}
      </details>
    </section>
  );
}

/** Against the version in force; where the year has none yet, against the last table of the year before. */
function Differences({ draft }: { draft: Draft }) {
  const { comparedWith, coverageYear, differences, state, codes } = draft;
  const isFirst = comparedWith?.coverageYear !== coverageYear;
  const none = state === 'published' ? '这是本年度的第一份表' : '本年度没有现行版本';
  if (comparedWith === null) return <p>{none}，上一年度也没有政策表可以对照。请逐项看下面的整份草案。</p>;
  const other = isFirst ? `${comparedWith.coverageYear} 年度` : '现行';
  const against = isFirst ? `${other}的表` : '现行版本';
  // What changed comes first; of another year's table much may have been left out.
  const left = isFirst ? differences.filter(({ after }) => after === null) : [];
  const said = differences.filter((one) => !left.includes(one));
  return (
    <>
      <p>
        {isFirst && `${none}。`}与{against}（{comparedWith.inForceFrom} 起施行）相比，
        {differences.length === 0
          ? '各项规定都没有变化。'
          : `有 ${differences.length} 项不同${left.length > 0 ? `，其中 ${left.length} 项草案没有写明` : ''}。`}
      </p>
      <DifferenceTable other={other} against={against} differences={said} codes={codes} />
      {left.length > 0 && (
        <details className="told">
          <summary>
            {against}写明、草案没有写明的（{left.length} 项）
          </summary>
          <DifferenceTable other={other} against={`${against}写明`} differences={left} codes={codes} />
        </details>
      )}
    </>
  );
}

function DifferenceTable(props: { other: string; against: string } & Pick<Draft, 'differences' | 'codes'>) {
  const { other, against, differences, codes } = props;
  if (differences.length === 0) return null;
  return (
    <Wide name={`与${against}的不同`}>
      <table className="list compared">
        <caption className="hidden">与{against}的不同</caption>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">{other}</th>
            <th scope="col">草案</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, label, before, after, behind }) => (
            <tr key={`${path} ${label}`}>
              <th scope="row">{label}</th>
              <td>
                <Side path={path} value={before} behind={behind.before} codes={codes} />
              </td>
              <td>
                <Side path={path} value={after} behind={behind.after} codes={codes} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** A value with the words behind it. */
function Side(props: {
  path: string;
  value: unknown;
  behind: Draft['differences'][number]['behind']['after'];
  codes: Draft['codes'];
}) {
  const { path, value, behind, codes } = props;
  if (value === null) return '没有写明';
  return (
    <>
      {sayField(path, value, codes)}
      {behind && behind.doubt !== '' && <small className="problem">{behind.doubt}</small>}
      {behind && behind.quote !== '' && (
        <small>
          {behind.inferred && '由原文推断：'}
          <q>{behind.quote}</q> {behind.document}
        </small>
      )}
    </>
  );
}

/** All that the draft says, as a published table is shown; open where no version in force says the most of it. */
function WholeDraft({ draft }: { draft: Draft }) {
  const { region, coverageYear, version, comparedWith, state } = draft;
  const isOver = state === 'published' || state === 'withdrawn';
  const [isOpen, setIsOpen] = useState(!isOver && comparedWith?.coverageYear !== coverageYear);
  const whole = useQuery({ ...draftQuery(region, String(coverageYear), version), enabled: isOpen });
  return (
    <details className="told" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>整份草案，和它所依据的文件全文</summary>
      {isOpen && whole.isPending && <Loading what="草案" />}
      {whole.isError && <FailureNote what="整份草案没有读到" error={whole.error} retry={() => whole.refetch()} />}
      {whole.data?.notice && <NoticeOfDraft notice={whole.data.notice} by={draft.submittedByName} />}
      {whole.data && <Sections values={whole.data.values} codes={whole.data.codes} />}
    </details>
  );
}

function Sections(policy: Shown) {
  const sections = sectionsShown(policy);
  const doubted = sections.flatMap(({ values }) => values).filter(({ doubt }) => doubt !== '');
  const silent = sections.flatMap(({ values }) => values).filter(({ standing }) => standing === 'silent');
  return (
    <>
      <p>
        {silent.length === 0
          ? '没有哪一项写作“没有写明”。'
          : `有 ${silent.length} 项没有写明，遇到时由人决定：${silent.map(({ name }) => name).join('、')}。`}
      </p>
      {doubted.length > 0 && (
        <>
          <p className="problem">有 {doubted.length} 项与引文不符，请逐项看过：</p>
          <ul>
            {doubted.map(({ path, name, value, doubt }) => (
              <li key={path}>
                {name}：{value}。{doubt}
              </li>
            ))}
          </ul>
        </>
      )}
      {sections.map(({ name, title, values }) => (
        <SectionTable key={name} title={title} values={values} />
      ))}
    </>
  );
}

/** The one thing that is to be done, for whoever may do it; when it is done, its button is gone and the focus with it. */
function NextStep(props: { draft: Draft; onListed: () => void; onSettled: () => void }) {
  const { draft, onListed } = props;
  const { region, version, list, state, digest, submittedBy } = draft;
  const may = useMay();
  const { sub } = useWho();
  const queries = useQueryClient();
  const opinionId = useId();
  const [opinion, setOpinion] = useState('');
  const [reason, setReason] = useState('');
  const path = { region, coverageYear: String(draft.coverageYear), version };
  const onSettled = () => queries.invalidateQueries({ queryKey: ['drafts'] });
  const settled = {
    onSettled,
    onSuccess: async () => {
      await onSettled();
      props.onSettled();
    },
  };
  const reckon = useMutation({
    mutationFn: async () => {
      for (let done = false; !done; ) {
        const { list: reached } = await call('goOnListing', { path, body: {} });
        done = reached?.done ?? true;
        await onSettled();
      }
    },
    onSettled,
    onSuccess: onListed,
  });
  const approve = useMutation({
    mutationFn: () => call('approveDraft', { path, body: { draft: digest, list: list?.digest ?? '', opinion } }),
    ...settled,
  });
  const publish = useMutation({ mutationFn: () => call('publishDraft', { path, body: {} }), ...settled });
  const withdraw = useMutation({ mutationFn: () => call('withdrawDraft', { path, body: { reason } }), ...settled });
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
