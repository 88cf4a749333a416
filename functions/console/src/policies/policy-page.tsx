/** One table as a document: what is said, by which clause, since when; and what is not said. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { policyQuery } from '../api/queries.ts';
import { useMay } from '../session/use-session.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { useClock } from '../time/clock.ts';
import { STANDING_WORDS } from '../words/dictionary.ts';
import { DeadlineArithmetic } from './deadline-arithmetic.tsx';
import { type Policy, sectionsShown } from './policy-values.ts';
import { SectionTable } from './section-table.tsx';

export function Component() {
  const { region = '', coverageYear = '' } = useParams();
  const filter = useAddressFilter(['asOf', 'standing']);
  const { today } = useClock();
  const may = useMay();
  const policy = useQuery(policyQuery(region, coverageYear, filter.value('asOf') || undefined));
  const regions = useRegionWords();
  return (
    <>
      <div className="page-head">
        <h1>
          {regions[region] ?? region} · {coverageYear} 年度
        </h1>
        {may.seeDrafts && <Button href={`/console/policies/${region}/${coverageYear}/drafts`}>草案与发布</Button>}
      </div>
      <search className="filter-row">
        <label>
          按这一天的版本
          <input
            type="date"
            value={filter.value('asOf') || today}
            onChange={(event) => filter.set('asOf', event.target.value)}
          />
        </label>
        <label>
          效力
          <select value={filter.value('standing')} onChange={(event) => filter.set('standing', event.target.value)}>
            <option value="">全部</option>
            {Object.entries(STANDING_WORDS).map(([code, word]) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </search>
      {policy.isPending && <Loading what="政策表" />}
      {policy.isError && <FailureNote what="政策表没有读到" error={policy.error} retry={() => policy.refetch()} />}
      {policy.data && <PolicyDocument policy={policy.data} standing={filter.value('standing')} />}
    </>
  );
}

function PolicyDocument({ policy, standing }: { policy: Policy; standing: string }) {
  const sections = sectionsShown(policy);
  const silent = sections.flatMap(({ values }) => values).filter((value) => value.standing === 'silent');
  const following = policy.versions.find(({ inForceFrom }) => inForceFrom > policy.inForceFrom);
  return (
    <>
      <p>
        自 {policy.inForceFrom} 起{following ? `，至 ${following.inForceFrom} 前` : '，仍在施行'}。
        {silent.length > 0 && (
          <>
            有 <Link to={`?standing=silent&asOf=${policy.asOf}`}>{silent.length} 项没有规定</Link>，遇到时由人决定。
          </>
        )}{' '}
        <Link to={`/policies/compare?left=${policy.region}/${policy.coverageYear}`}>与另一份对照</Link>
      </p>
      {policy.versions.length > 1 && (
        <ul>
          {policy.versions.map(({ version, inForceFrom, why }) => (
            <li key={version}>
              {inForceFrom} 起{why && `：${why}`}
            </li>
          ))}
        </ul>
      )}
      <details className="technical">
        <summary>技术细节</summary>
        <p className="code">版本编号：{policy.version}</p>
      </details>
      <DeadlineArithmetic region={policy.region} coverageYear={policy.coverageYear} />
      {sections.map(({ name, title, values }) => {
        const shown = values.filter((value) => standing === '' || value.standing === standing);
        return shown.length === 0 ? null : <SectionTable key={name} title={title} values={shown} />;
      })}
    </>
  );
}
