/** 文件交换: a day's file for the treasury or the tax side, and what the treasury answers. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, call } from '../api/client.ts';
import { RULES } from '../api/schema.ts';
import { upload } from '../api/upload.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { FileField } from '../files/file-field.tsx';
import { RowTable } from '../files/row-table.tsx';
import { useWho } from '../session/use-session.ts';
import { RegionChoice } from '../shell/region-choice.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useClock } from '../time/clock.ts';
import { addDays } from '../time/days.ts';
import { wordOf } from '../words/case-words.ts';
import { PAYOUT_WORDS, ROW_OUTCOME_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';

const FILES = [
  { kind: 'treasury-instructions', name: '退库指令' },
  { kind: 'tax-notifications', name: '退费通知（税务）' },
] as const;

export function Component() {
  const { role } = useWho();
  const regions = useOwnRegions();
  const { today } = useClock();
  const [chosen, setChosen] = useState('');
  const [typed, setTyped] = useState('');
  const region = chosen || (Object.keys(regions)[0] ?? '');
  const day = typed || addDays(today, -1);
  return (
    <>
      <div className="page-head">
        <h1>文件交换</h1>
      </div>
      <section className="card" aria-label="取得文件">
        <h2>取得文件</h2>
        <p className="hint">一天的文件在次日 01:00 以后生成；再次下载的是同一份，编号和控制合计不变。</p>
        <div className="toolbar">
          <div className="filter-row">
            <RegionChoice regions={regions} value={region} onChange={setChosen} />
            <label>
              日期
              <input type="date" value={day} onChange={(event) => setTyped(event.target.value)} />
            </label>
          </div>
          {FILES.filter(({ kind }) => RULES.exchangeReaders[kind].some((one) => one === role)).map(({ kind, name }) => (
            <DownloadButton
              key={kind}
              text={`下载${name}`}
              name={`${name}-${region}-${day}.csv`}
              fetchFile={() => call('downloadExchangeFile', { path: { kind }, query: { region, day } })}
            />
          ))}
        </div>
      </section>
      {role === 'treasury' && <Results />}
    </>
  );
}

function Results() {
  const queries = useQueryClient();
  const [report, setReport] = useState<Answer<'receiveTreasuryResults'>>();
  return (
    <section className="card" aria-label="回传支付结果">
      <h2>回传支付结果</h2>
      <p className="hint">
        没有支付系统导出文件的，可以下载模板填写：
        <DownloadButton
          text="下载模板"
          name="财政支付结果.xlsx"
          fetchFile={() => call('downloadImportTemplate', { path: { kind: 'treasury-results' } })}
        />
      </p>
      <FileField
        label="选择支付结果文件"
        hint="XLSX 或 CSV，一次最多 1,000 行。同一文件再传不会重复登记，案件在两分钟内继续办理。"
        send={(file, onProgress) => upload('receiveTreasuryResults', file, { onProgress })}
        onSent={(answer) => {
          setReport(answer);
          return queries.invalidateQueries();
        }}
      />
      {report && (
        <>
          <p role="status">
            {Object.entries(report.counts)
              .map(([outcome, count]) => `${wordOf(ROW_OUTCOME_WORDS, outcome)} ${count}`)
              .join('，')}
            。
            {report.told
              .map(({ result, rows, amount }) => `${wordOf(PAYOUT_WORDS, result)} ${rows} 笔 ${grouped(amount)} 元`)
              .join('，')}
          </p>
          <RowTable caption="逐行结果" rows={report.rows} />
        </>
      )}
    </section>
  );
}
