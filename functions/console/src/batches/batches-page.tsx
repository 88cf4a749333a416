/** 批量退费: a university sends in who left, and sees what became of it; a desk sees what was sent to it. */

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import { RULES } from '../api/schema.ts';
import { upload } from '../api/upload.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { FileField } from '../files/file-field.tsx';
import { useMay } from '../session/use-session.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { RegionChoice } from '../shell/region-choice.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { timeOf } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { BATCH_STATE_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { addYuan, type Batch, batchesQuery } from './batch.ts';

export function Component() {
  const { sendBatches } = useMay();
  return (
    <>
      <div className="page-head">
        <h1>批量退费</h1>
        {sendBatches && (
          <span>
            <Link to="/batches/single">单笔退费（只有一名学生）</Link>
          </span>
        )}
      </div>
      {sendBatches ? <OfUniversity /> : <OfDesk />}
    </>
  );
}

function OfUniversity() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <>
      <div className="card upload-steps">
        <section aria-label="下载模板">
          <h2>1 下载模板</h2>
          <p>
            在模板中填写退学、转学、参军入伍、提前毕业的学生，每人一行。单元格已设为文本；离校情形从下拉列表中选；填表说明在第二张工作表。
          </p>
          <DownloadButton
            text="下载模板"
            name="离校学生退费名单.xlsx"
            fetchFile={() => call('downloadBatchTemplate', {})}
          />
        </section>
        <section aria-label="上传名单">
          <h2>2 上传名单</h2>
          <FileField
            label="选择填好的名单"
            hint={`XLSX 或 CSV，最多 ${RULES.limits.fileBytes / 1_000_000} MB、${RULES.limits.batchRows.toLocaleString('zh-CN')} 名学生。上传后先逐行校验，核对提交以前不会立案。`}
            send={(file, onProgress) => upload('receiveBatch', file, { onProgress })}
            onSent={(batch) => {
              queries.setQueryData(['batch', batch.batchId], batch);
              queries.invalidateQueries({ queryKey: ['batches'] });
              navigate(`/batches/${batch.batchId}`);
            }}
          />
        </section>
      </div>
      <History region={undefined} empty="还没有批次。下载模板、填好以后在上面上传。" heading="历史批次" />
    </>
  );
}

function OfDesk() {
  const filter = useAddressFilter(['region']);
  const regions = useOwnRegions();
  const region = filter.value('region') || Object.keys(regions)[0];
  return (
    <>
      <div className="filter-row">
        <RegionChoice regions={regions} value={region ?? ''} onChange={(code) => filter.set('region', code)} />
      </div>
      {region && <History region={region} empty="还没有高校向这个统筹区提交过批次。" heading="高校提交的批次" />}
    </>
  );
}

function History({ region, empty, heading }: { region: string | undefined; empty: string; heading: string }) {
  const batches = useQuery(batchesQuery(region));
  if (batches.isPending) return <Loading what={heading} />;
  if (batches.isError)
    return <FailureNote what={`${heading}没有读到`} error={batches.error} retry={() => batches.refetch()} />;
  if (batches.data.batches.length === 0) return <Nothing title={empty} />;
  return (
    <div className="table-box">
      <table className="list">
        <caption>{heading}</caption>
        <thead>
          <tr>
            <th scope="col">批次号</th>
            {region !== undefined && <th scope="col">院校代码</th>}
            <th scope="col">上传时间</th>
            <th scope="col" className="number">
              行数
            </th>
            <th scope="col" className="number">
              通过
            </th>
            <th scope="col" className="number">
              错误
            </th>
            <th scope="col" className="number">
              应退合计（元）
            </th>
            <th scope="col">状态</th>
            <th scope="col">提交</th>
          </tr>
        </thead>
        <tbody>
          {batches.data.batches.map((batch) => (
            <tr key={batch.batchId}>
              <th scope="row">
                <Link to={`/batches/${batch.batchId}`}>{batch.batchId}</Link>
              </th>
              {region !== undefined && <td className="code">{batch.university}</td>}
              <td className="code">{timeOf(batch.openedAt)}</td>
              <td className="number">{batch.rows}</td>
              <td className="number">{batch.good}</td>
              <td className="number">{batch.failed}</td>
              <td className="number">{grouped(addYuan(batch.sums.map(({ amount }) => amount)))}</td>
              <td>{stateOf(batch)}</td>
              <td>{batch.sent ? `${batch.sent.by} ${timeOf(batch.sent.at)}` : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const stateOf = ({ state, done, good }: Batch): string =>
  state === 'opening' ? `正在立案 ${done} / ${good}` : wordOf(BATCH_STATE_WORDS, state);
