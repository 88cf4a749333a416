/** 校验结果: how many rows are good, and of the others which cell is wrong and what would be right. */
import { Radio } from 'antd';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { RowReport } from '../files/row-report.tsx';
import { useMay } from '../session/use-session.ts';
import type { Batch } from './batch.ts';

export function CheckedBatch({ batch: { batchId, rows, good, failed, sent } }: { batch: Batch }) {
  const { sendBatches } = useMay();
  const [shown, setShown] = useState(failed > 0 ? 'failed' : '');
  const tabs = [
    { value: 'failed', label: `错误 ${failed}` },
    { value: 'good', label: `通过 ${good}` },
    { value: '', label: `全部 ${rows}` },
  ];
  const wrong = failed > 0;
  return (
    <section className="card" aria-label="校验结果">
      <h2>校验结果</h2>
      <p className={wrong ? 'problem' : 'settled'}>
        共 {rows} 行，{good} 行通过{wrong ? `，${failed} 行有错误。` : '。'}
        {wrong && !sent && sendBatches && '请下载错误行，在表中更正后作为新的名单上传；通过的行可以先提交。'}
      </p>
      {wrong && (
        <>
          <div className="toolbar">
            <Radio.Group
              aria-label="看哪些行"
              optionType="button"
              value={shown}
              onChange={(event) => setShown(String(event.target.value))}
              options={tabs}
            />
            {sendBatches && (
              <DownloadButton
                text={`下载 ${failed} 个错误行`}
                name={`离校学生退费名单-错误行-${batchId}.xlsx`}
                fetchFile={() => call('downloadFailedBatch', { path: { id: batchId }, query: { format: 'xlsx' } })}
              />
            )}
          </div>
          <RowReport
            caption="逐行校验结果"
            queryKey={['batch-rows', batchId, 'check', shown]}
            fetchPage={(cursor, signal) =>
              call(
                'listBatchRows',
                { path: { id: batchId }, query: { stage: 'check', outcome: shown || undefined, cursor } },
                signal,
              )
            }
            empty="没有这样的行。"
          />
        </>
      )}
    </section>
  );
}
