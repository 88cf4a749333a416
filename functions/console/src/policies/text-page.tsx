/** 从政策文件开始: a policy text becomes a table, proposal by proposal, and is handed in as a draft. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { ApiError } from '../api/errors.ts';
import { policyWorkQuery } from '../api/queries.ts';
import { useWho } from '../session/use-session.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { TextEntry } from './text-entry.tsx';
import { type Kept, NO_YEAR } from './text-work.ts';
import { Workbench } from './workbench.tsx';

export function Component() {
  const { region = '', coverageYear = '' } = useParams();
  const hasYear = coverageYear !== NO_YEAR;
  const navigate = useNavigate();
  const regions = useRegionWords();
  const may = useWho().regions.includes(region);
  const stored = useQuery({ ...policyWorkQuery(region, coverageYear), enabled: hasYear && may });
  const [begun, setBegun] = useState<Kept | 'anew' | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const kept = begun === 'anew' ? null : (begun ?? stored.data?.work ?? null);
  const name = regions[region] ?? (kept?.name || region);
  return (
    <>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {name}
          {hasYear && ` · ${coverageYear} 年度`}：从政策文件开始
        </h1>
        {hasYear && may && <Button href={`/console/policies/${region}/${coverageYear}/drafts`}>草案与发布</Button>}
        {kept && (
          <Button
            onClick={() => {
              setBegun('anew');
              heading.current?.focus();
            }}
          >
            换一份文件
          </Button>
        )}
      </div>
      {!may && <NotHere region={name} />}
      {stored.isError && !kept && (
        <FailureNote what="已存的文件没有读到" error={stored.error} retry={() => stored.refetch()} />
      )}
      {may && hasYear && stored.isPending ? (
        <Loading what="政策文件" />
      ) : kept ? (
        <Workbench
          key={`${kept.begins} ${kept.text}`}
          path={{ region, coverageYear }}
          kept={kept}
          justRead={begun !== null}
        />
      ) : (
        // What could not be read must not be written over unseen; what is no policy text any more may be.
        may &&
        (!stored.isError || isNoText(stored.error)) && (
          <TextEntry
            region={region}
            year={hasYear ? coverageYear : ''}
            name={regions[region] ?? ''}
            onRead={(work, year) => {
              setBegun(work);
              if (!hasYear) navigate(`/policies/${region}/${year}/text`, { replace: true });
            }}
          />
        )
      )}
    </>
  );
}

const isNoText = (error: unknown): boolean => error instanceof ApiError && error.code === 'policy_text_not_read';

/** Who may begin a table of a region, and how somebody comes to be one. */
function NotHere({ region }: { region: string }) {
  const { regions } = useWho();
  return (
    <section className="card" role="alert">
      <p>
        <strong>您不能为 {region} 起草政策表。</strong>
      </p>
      <p>
        您的账户负责的统筹区是 {regions.length === 0 ? '（没有）' : regions.join('、')}
        。一个统筹区的政策表，包括它的第一份，由负责这个统筹区的政策人员起草：请管理员把它加到您的账户，然后退出、重新登录。
      </p>
    </section>
  );
}
