/** One import: how far it is, how many rows had which outcome, and which have to be corrected. */
import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { type Answer, call } from '../api/client.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { RowReport } from '../files/row-report.tsx';
import { useWho } from '../session/use-session.ts';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { IMPORT_STATE_WORDS, IMPORT_WORDS, ROW_OUTCOME_WORDS } from '../words/dictionary.ts';
import { readRowsBefore } from './send-import.ts';

const SOON_MS = 1_000;

export function Component() {
  const { importId = '' } = useParams();
  const found = useQuery({
    queryKey: ['import', importId],
    queryFn: ({ signal }) => call('getImport', { path: { id: importId } }, signal),
    refetchInterval: ({ state: { data } }) => (data?.state === 'done' || data?.state === 'failed' ? false : SOON_MS),
  });
  if (found.isPending) return <Loading what={`导入 ${importId}`} />;
  if (found.isError && !found.data) {
    return <FailureNote what={`导入 ${importId} 没有读到`} error={found.error} retry={() => found.refetch()} />;
  }
  return <ShownImport shown={found.data} />;
}

function ShownImport({ shown }: { shown: Answer<'getImport'> }) {
  const { importId, kind, state, failure, rows, rowsDone, counts, openedAt, openedBy } = shown;
  const { sub } = useWho();
  const rowsBefore = useMemo(() => readRowsBefore(importId), [importId]);
  const failed = counts.failed ?? 0;
  const name = wordOf(IMPORT_WORDS, kind);
  return (
    <article>
      <div className="page-head">
        <h1>
          {name} {importId}
        </h1>
        <Tag className="state">{wordOf(IMPORT_STATE_WORDS, state)}</Tag>
        <span>
          <Link to="/imports">导入另一份</Link>
        </span>
      </div>
      <p className="subject">
        {openedBy} 于 {timeOf(openedAt)} 上传
      </p>
      <section className="card" aria-label="登记结果">
        <h2>登记结果</h2>
        <p role="status">
          {state === 'done'
            ? `${rows} 行已全部处理：${Object.entries(counts)
                .map(([outcome, count]) => `${wordOf(ROW_OUTCOME_WORDS, outcome)} ${count}`)
                .join(',')}。`
            : (failure ?? `正在登记：${rowsDone} / ${rows} 行。可以关闭本页，系统会继续办理。`)}
          <progress aria-label="登记进度" max={Math.max(rows, 1)} value={rowsDone} />
        </p>
        {state === 'done' && failed > 0 && (
          <>
            <div className="toolbar">
              <p className="problem">{failed} 行没有登记。请下载错误行，更正后再次导入；已登记的行不受影响。</p>
              {openedBy === sub && (
                <DownloadButton
                  text={`下载 ${failed} 个错误行`}
                  name={`${name}-错误行-${importId}.xlsx`}
                  fetchFile={() => call('downloadFailedImport', { path: { id: importId }, query: { format: 'xlsx' } })}
                />
              )}
            </div>
            <RowReport
              caption="没有登记的行"
              queryKey={['import-rows', importId]}
              fetchPage={(cursor, signal) =>
                call('listImportRows', { path: { id: importId }, query: { outcome: 'failed', cursor } }, signal)
              }
              empty="没有错误行。"
              rowsBefore={rowsBefore}
            />
          </>
        )}
      </section>
    </article>
  );
}
