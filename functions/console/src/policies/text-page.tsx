/** 从政策文件开始: a policy text becomes a table, proposal by proposal, and is handed in as a draft. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ApiError } from '../api/errors.ts';
import { policyWorkQuery } from '../api/queries.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
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
      {stored.isError && !kept && (
        <FailureNote what="已存的文件没有读到" error={stored.error} retry={() => stored.refetch()} />
      )}
      {stored.isPending ? (
        <Loading what="政策文件" />
      ) : kept ? (
        <Workbench key={`${kept.begins} ${kept.text}`} path={path} kept={kept} />
      ) : (
        // What could not be read must not be written over unseen; what is no policy text any more may be.
        (!stored.isError || isNoText(stored.error)) && (
          <TextEntry path={path} name={regions[region] ?? ''} onRead={setBegun} />
        )
      )}
    </>
  );
}

const isNoText = (error: unknown): boolean => error instanceof ApiError && error.code === 'policy_text_not_read';
