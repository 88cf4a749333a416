/** 草案与发布: a new version is handed in, its effect is listed, another officer approves it, then it is published. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { call } from '../api/client.ts';
import { draftsQuery, policyQuery } from '../api/queries.ts';
import { FileField } from '../files/file-field.tsx';
import { saveFile } from '../files/save-file.ts';
import { useMay } from '../session/use-session.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { DraftCard } from './draft-card.tsx';

export function Component() {
  const { region = '', coverageYear = '' } = useParams();
  const may = useMay();
  const regions = useRegionWords();
  const drafts = useQuery(draftsQuery(region, coverageYear));
  return (
    <>
      <div className="page-head">
        <h1>
          {regions[region] ?? drafts.data?.drafts[0]?.name ?? region} · {coverageYear} 年度：草案与发布
        </h1>
      </div>
      {may.publishPolicies && <HandIn region={region} coverageYear={coverageYear} />}
      {drafts.isPending && <Loading what="草案" />}
      {drafts.isError && <FailureNote what="草案没有读到" error={drafts.error} retry={() => drafts.refetch()} />}
      {drafts.data?.drafts.length === 0 && <Nothing title="没有草案。" />}
      {drafts.data?.drafts.map((draft) => (
        <DraftCard key={draft.version} draft={draft} />
      ))}
    </>
  );
}

/** A table is written in the form; the file of one is for whoever keeps tables as files. */
function HandIn({ region, coverageYear }: { region: string; coverageYear: string }) {
  const queries = useQueryClient();
  const published = useQuery(policyQuery(region, coverageYear));
  const path = { region, coverageYear };
  return (
    <section className="card" aria-label="提交草案">
      <h2>提交草案</h2>
      <p>
        从通知的正文起草，或在现行的表上改动，都在
        <Link to={`/policies/${region}/${coverageYear}/text`}>从政策文件开始</Link>
        ，逐项核对后在那里提交。提交后草案不再改动。
      </p>
      <details className="technical">
        <summary>技术细节：用政策表的文件提交</summary>
        <p>
          下载现行政策表，改好后上传：施行日期（inForceFrom）应晚于现行版本，或同日而修订号（revision）更大，并在 why
          中写明原因。每一处错误都会指出字段。
        </p>
        {published.data && (
          <Button
            onClick={() =>
              saveFile(new Blob([JSON.stringify(published.data.table, null, 2)]), `${region}-${coverageYear}.json`)
            }
          >
            下载现行政策表
          </Button>
        )}
        <FileField
          label="上传草案"
          hint="改好的政策表（JSON）。"
          accept=".json"
          send={async (file) => call('submitDraft', { path, body: { table: readTable(await file.text()) } })}
          onSent={() => queries.invalidateQueries({ queryKey: ['drafts'] })}
        />
      </details>
    </section>
  );
}

/** What is no JSON is no table: the API says so. */
function readTable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
