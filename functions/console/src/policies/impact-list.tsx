/** 影响名单: how many stored cases a draft changes or revives, by which rule and how much, and each of them. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Ref, useState } from 'react';
import { Link } from 'react-router';
import { impactQuery } from '../api/queries.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { Wide } from '../shell/wide.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { figureWord, sayFigure } from '../words/figure-words.ts';
import { ruleWord } from '../words/rule-words.ts';
import type { Draft } from './draft.ts';

/** Where the figures differ and the clauses behind them are the same. */
const NO_RULE = '-';
const OUTCOME_WORDS = { changed: '有变化', revived: '可以重新缴费' } as const;

/** @param props.ref where one is when the list has been made */
export function ImpactSummary({ draft, ref }: { draft: Draft; ref: Ref<HTMLHeadingElement> }) {
  const { list } = draft;
  const heading = (
    <h3 ref={ref} tabIndex={-1}>
      影响名单
    </h3>
  );
  if (!list) {
    return (
      <>
        {heading}
        <p>还没有影响名单。</p>
      </>
    );
  }
  const { counts, seen, done, begunAt, asOf, digest, rules } = list;
  return (
    <>
      {heading}
      <p role="status">
        {done ? '已' : '正在'}按草案重新核定 {seen} 件案件（{timeOf(begunAt)}，逾期的按 {asOf} 缴费计）：不变{' '}
        {counts.unchanged}，有变化 {counts.changed}，可以重新缴费 {counts.revived}，尚未核定 {counts.undecided}。
      </p>
      {rules.length > 0 && (
        <ul>
          {rules.map(({ outcome, rule, cases, more }) => (
            <li key={`${outcome} ${rule}`}>
              {wordOf(OUTCOME_WORDS, outcome)} {cases} 件{rule === NO_RULE ? '' : `，首先不同的规则：${ruleWord(rule)}`}
              ，金额合计增减 {more} 元
            </li>
          ))}
        </ul>
      )}
      {done && counts.changed + counts.revived > 0 && <ImpactList draft={draft} digest={digest} />}
    </>
  );
}

function ImpactList({ draft, digest }: { draft: Draft; digest: string }) {
  const { region, coverageYear, version } = draft;
  const [cursor, setCursor] = useState('');
  const part = useQuery(impactQuery({ region, coverageYear: String(coverageYear), version }, digest, cursor));
  if (part.isPending) return <Loading what="影响名单" />;
  if (part.isError) return <FailureNote what="名单没有读到" error={part.error} retry={() => part.refetch()} />;
  const { cursor: next, impacts } = part.data;
  return (
    <details>
      <summary>逐件查看</summary>
      <Wide name="影响名单">
        <table className="list">
          <caption className="hidden">影响名单</caption>
          <thead>
            <tr>
              <th scope="col">案件</th>
              <th scope="col">结果</th>
              <th scope="col">变化</th>
            </tr>
          </thead>
          <tbody>
            {impacts.map(({ caseId, outcome, differences }) => (
              <tr key={caseId}>
                <th scope="row" className="code">
                  <Link to={`/cases/${caseId}`}>{caseId}</Link>
                </th>
                <td>{wordOf(OUTCOME_WORDS, outcome)}</td>
                <td>
                  {differences.map(({ path, before, after }) => (
                    <div key={path}>
                      {figureWord(path)}：{sayFigure(path, before)} → {sayFigure(path, after)}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {cursor !== '0' && <Button onClick={() => setCursor('0')}>从头看</Button>}
      {next !== null && <Button onClick={() => setCursor(next)}>下一页</Button>}
    </details>
  );
}
