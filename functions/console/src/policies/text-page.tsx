/** 从政策文件开始: a policy text becomes a table, proposal by proposal, and is handed in as a draft. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { policyWorkQuery } from '../api/queries.ts';
import { Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { TextEntry } from './text-entry.tsx';
import type { Kept } from './text-work.ts';
import { Workbench } from './workbench.tsx';

export function Component() {
  const { region = '', coverageYear = '' } = useParams();
  const path = { region, coverageYear };
  const regions = useRegionWords();
  const stored = useQuery(policyWorkQuery(region, coverageYear));
  const [begun, setBegun] = useState<Kept | 'anew' | null>(null);
  const kept = begun === 'anew' ? null : (begun ?? stored.data?.work ?? null);
  return (
    <>
      <div className="page-head">
        <h1>
          {regions[region] ?? region} · {coverageYear} 年度：从政策文件开始
        </h1>
        <Button href={`/console/policies/${region}/${coverageYear}/drafts`}>草案与发布</Button>
        {kept && <Button onClick={() => setBegun('anew')}>换一份文件</Button>}
      </div>
      {stored.isPending ? (
        <Loading what="政策文件" />
      ) : kept ? (
        <Workbench key={kept.text} path={path} kept={kept} />
      ) : (
        <TextEntry path={path} name={regions[region] ?? ''} onRead={setBegun} />
      )}
    </>
  );
}
