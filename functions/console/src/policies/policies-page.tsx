import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { policiesQuery, unplannableQuery } from '../api/queries.ts';
import { hasEstimatePage } from '../session/discovery.ts';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { RegionChoice } from '../shell/region-choice.tsx';
import { useOwnRegions, useRegionWords } from '../shell/region-words.ts';
import { wordOf } from '../words/case-words.ts';
import { inFullWidth } from '../words/full-width.ts';
import { NO_YEAR } from './text-work.ts';
import { WaitingDrafts } from './waiting-drafts.tsx';

/** 政策: the tables that are published. */
export function Component() {
  const policies = useQuery(policiesQuery);
  const estimate = useQuery({
    queryKey: ['estimate page'],
    queryFn: hasEstimatePage,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const may = useMay();
  return (
    <>
      <div className="page-head">
        <h1>政策</h1>
        <Button href="/console/policies/compare">对照两份</Button>
      </div>
      {may.readPolicyTexts && <FromText />}
      {may.publishPolicies && <WaitingDrafts />}
      {may.seeUnplannable && <Unplannable />}
      {policies.isPending && <Loading what="政策表" />}
      {policies.isError && (
        <FailureNote what="政策表没有读到" error={policies.error} retry={() => policies.refetch()} />
      )}
      {policies.data?.policies.length === 0 && <Nothing title="还没有发布政策表。" />}
      {policies.data && policies.data.policies.length > 0 && (
        <div className="table-box">
          <table className="list">
            <caption className="hidden">已发布的政策表</caption>
            <thead>
              <tr>
                <th scope="col">统筹区</th>
                <th scope="col">区划代码</th>
                <th scope="col">参保年度</th>
                <th scope="col">文书</th>
                {estimate.data && <th scope="col">居民</th>}
              </tr>
            </thead>
            <tbody>
              {policies.data.policies.map(({ region, name, coverageYear }) => (
                <tr key={`${region} ${coverageYear}`}>
                  <th scope="row">
                    <Link to={`/policies/${region}/${coverageYear}`}>{name}</Link>
                  </th>
                  <td className="code">{region}</td>
                  <td>{coverageYear}</td>
                  <td>
                    <Link to={`/agencies/${region}`}>经办机构</Link>
                  </td>
                  {estimate.data && (
                    <td>
                      <a href={`/estimate/${region}`} target="_blank" rel="noreferrer">
                        政策试算<span className="hidden">（{name}，在新窗口打开）</span>
                      </a>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** A table without a last day to pay: nobody is reminded by it, and nobody would notice. */
function Unplannable() {
  const found = useQuery(unplannableQuery);
  const words = useRegionWords();
  if (found.isError) return <FailureNote what="不发提醒的政策表没有读到" error={found.error} retry={found.refetch} />;
  if (!found.data || found.data.tables.length === 0) return null;
  return (
    <section className="card" aria-label="不发提醒的政策表">
      <h2>不发提醒的政策表</h2>
      <ul className="told">
        {found.data.tables.map(({ region, coverageYear, field, message }) => (
          <li key={`${region} ${coverageYear} ${field}`}>
            <Link to={`/policies/${region}/${coverageYear}`}>
              {wordOf(words, region)} · {coverageYear} 年度
            </Link>
            ：{inFullWidth(message)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A table begins with what a bureau published: for which region and year. */
function FromText() {
  const regions = useOwnRegions();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState('');
  const [year, setYear] = useState('');
  const region = chosen || (Object.keys(regions)[0] ?? '');
  if (region === '') return <p>您的账户没有负责的统筹区，不能起草政策表：请管理员把统筹区加到您的账户。</p>;
  return (
    <form
      className="filter-row"
      aria-label="从政策文件开始"
      onSubmit={(event) => {
        event.preventDefault();
        navigate(`/policies/${region}/${year || NO_YEAR}/text`);
      }}
    >
      <RegionChoice regions={regions} value={region} onChange={setChosen} />
      <label>
        参保年度（文件写明的可不填）
        <input type="number" min={2000} max={2100} value={year} onChange={(event) => setYear(event.target.value)} />
      </label>
      <Button htmlType="submit">从政策文件开始</Button>
    </form>
  );
}
