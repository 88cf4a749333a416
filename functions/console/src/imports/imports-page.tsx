/** 数据导入: the files that a role sends in, and those that it sent in before. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { FileField } from '../files/file-field.tsx';
import { useWho } from '../session/use-session.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { IMPORT_WORDS } from '../words/dictionary.ts';
import { IMPORT_HINTS, type ImportKind, importsOf } from './import-kinds.ts';
import { sendImport } from './send-import.ts';

export function Component() {
  const { role } = useWho();
  return (
    <>
      <div className="page-head">
        <h1>数据导入</h1>
      </div>
      <div className="upload-cards">
        {importsOf(role).map((kind) => (
          <ImportCard key={kind} kind={kind} />
        ))}
      </div>
      <Sent />
    </>
  );
}

function ImportCard({ kind }: { kind: ImportKind }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const name = wordOf(IMPORT_WORDS, kind);
  return (
    <section className="card" aria-label={name}>
      <h2>{name}</h2>
      <p className="hint">{IMPORT_HINTS[kind]}</p>
      <FileField
        label={`选择${name}文件`}
        hint="CSV 或 XLSX。大的 CSV 会自动分段上传。"
        send={(file, onProgress) => sendImport(kind, file, onProgress)}
        onSent={(importId) => {
          queries.invalidateQueries({ queryKey: ['imports'] });
          navigate(`/imports/${importId}`);
        }}
      />
      <DownloadButton
        text="下载模板"
        name={`${name}.xlsx`}
        fetchFile={() => call('downloadImportTemplate', { path: { kind } })}
      />
    </section>
  );
}

function Sent() {
  const sent = useQuery({ queryKey: ['imports'], queryFn: ({ signal }) => call('listImports', {}, signal) });
  if (sent.isPending) return <Loading what="以前的导入" />;
  if (sent.isError) return <FailureNote what="以前的导入没有读到" error={sent.error} retry={() => sent.refetch()} />;
  if (sent.data.imports.length === 0) return <Nothing title="您还没有导入过文件。" />;
  return (
    <div className="table-box">
      <table className="list">
        <caption>您导入过的文件</caption>
        <thead>
          <tr>
            <th scope="col">导入编号</th>
            <th scope="col">内容</th>
            <th scope="col">上传时间</th>
          </tr>
        </thead>
        <tbody>
          {sent.data.imports.map(({ importId, kind, openedAt }) => (
            <tr key={importId}>
              <th scope="row">
                <Link to={`/imports/${importId}`}>{importId}</Link>
              </th>
              <td>{wordOf(IMPORT_WORDS, kind)}</td>
              <td className="code">{timeOf(openedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
