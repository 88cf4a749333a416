/** 审计：一天的记录: what happened in a region on one day, with the digest that an auditor keeps. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { type Answer, call } from '../api/client.ts';
import { auditDayQuery } from '../api/queries.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Choice } from '../shell/filter-row.tsx';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { RegionChoice } from '../shell/region-choice.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { Table } from '../statistics/table.tsx';
import { timeOf, useClock } from '../time/clock.ts';
import { addDays } from '../time/days.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS, DAY_WORDS, EVENT_WORDS, ROLE_WORDS } from '../words/dictionary.ts';
import '../styles/statistics.css';

const NAMES = ['region', 'day', 'only'] as const;
/** Rows in sight; the file has all of them. */
const MOST_ROWS = 200;

type Part = Answer<'getAuditDay'>;
type Counted = keyof Part['counts'];

export function Component() {
  const filter = useAddressFilter(NAMES);
  const regions = useOwnRegions();
  const { today } = useClock();
  const region = filter.value('region') || (Object.keys(regions)[0] ?? '');
  const day = filter.value('day') || addDays(today, -1);
  const found = useQuery({ ...auditDayQuery(region, day), enabled: region !== '' });
  return (
    <>
      <div className="page-head">
        <h1>一天的记录</h1>
        <span role="status">{found.data && sayDay(found.data)}</span>
      </div>
      <div className="filter-row">
        <RegionChoice regions={regions} value={region} onChange={(value) => filter.set('region', value)} />
        <label>
          日期
          <input type="date" value={day} max={today} onChange={(event) => filter.set('day', event.target.value)} />
        </label>
        <Choice
          label="只看"
          value={filter.value('only')}
          words={DAY_WORDS}
          onChange={(value) => filter.set('only', value)}
        />
      </div>
      {found.isPending && <Loading what="这一天的记录" />}
      {found.isError && <FailureNote what="这一天的记录没有读到" error={found.error} retry={() => found.refetch()} />}
      {found.data && <Shown parts={found.data} region={region} day={day} only={filter.value('only')} />}
    </>
  );
}

const sum = (parts: readonly Part[], of: (part: Part) => number) => parts.reduce((all, part) => all + of(part), 0);
const number = (count: number): string => count.toLocaleString('zh-CN');

const sayDay = (parts: readonly Part[]): string =>
  `${number(sum(parts, ({ cases }) => cases))} 件案件，${number(sum(parts, ({ records }) => records.length))} 条记录`;

function Shown(props: { parts: readonly Part[]; region: string; day: string; only: string }) {
  const { parts, day, only } = props;
  const lost = parts.flatMap((part) => part.lost);
  const tables = parts.flatMap((part) => part.tables);
  const records = parts
    .flatMap((part) => part.records)
    .filter(({ counted }) => only === '' || counted === only)
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  const isComplete = parts.at(-1)?.complete === true;
  const isEmpty = sum(parts, ({ cases }) => cases) + tables.length === 0;
  return (
    <>
      <DigestCard {...props} />
      {lost.length > 0 && (
        <p role="alert" className="problem">
          当天有过记录、现在读不到的案件：{lost.join('、')}。请告知系统管理员，并核对备份。
        </p>
      )}
      {isEmpty && <Nothing title={isComplete ? `${day} 没有记录。` : `${day} 的记录还没有登记，几分钟后再看。`} />}
      {!isEmpty && (
        <>
          <dl className="totals">
            {COUNTS.map((counted) => (
              <div className="card" key={counted}>
                <dt>{DAY_WORDS[counted]}</dt>
                <dd>
                  <strong>{number(sum(parts, ({ counts }) => counts[counted] ?? 0))}</strong> 件次
                </dd>
              </div>
            ))}
            <div className="card">
              <dt>发布政策表</dt>
              <dd>
                <strong>{number(tables.length)}</strong> 份
              </dd>
            </div>
          </dl>
          <Decisions parts={parts} />
          {tables.length > 0 && (
            <div className="table-box">
              <Table
                caption="当天发布的政策表"
                columns={['版本', '年度', '发布人', '时间']}
                texts={[1, 2, 3]}
                rows={tables.map(({ coverageYear, version, name, by, at }) => ({
                  key: `${coverageYear} ${version}`,
                  cells: [version, String(coverageYear), name ?? by, timeOf(at)],
                }))}
              />
            </div>
          )}
          <Records records={records} day={day} />
        </>
      )}
    </>
  );
}

const COUNTS = Object.keys(DAY_WORDS).filter((name): name is Counted => name in DAY_WORDS);

/** The digest to be written down, and one that was written down to be compared with it. */
function DigestCard({ parts, region, day }: { parts: readonly Part[]; region: string; day: string }) {
  const [kept, setKept] = useState('');
  const id = useId();
  const last = parts.at(-1);
  if (last === undefined) return null;
  const typed = kept.replaceAll(/\s/g, '').toLowerCase();
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>当天的摘要（SHA-256）</h2>
      <p>
        <code className="digest">{inGroups(last.digest)}</code>{' '}
        <Button onClick={() => navigator.clipboard.writeText(last.digest)}>复制</Button>
      </p>
      <p className="hint" role="status">
        {last.complete
          ? '这一天已经结束，记录已经登齐：以后任何时候再看，记录没有改动、增添或缺失，摘要就不变。'
          : '这一天还没有结束，或者记录还没有登齐：现在的摘要还会变。请在次日一点以后再抄录。'}
      </p>
      <label>
        核对以前抄录的摘要{' '}
        <input
          type="text"
          className="digest"
          value={kept}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setKept(event.target.value)}
        />
      </label>
      {typed !== '' && (
        <p role="alert" className={typed === last.digest ? undefined : 'problem'}>
          {typed === last.digest
            ? '一致：当天的记录与抄录时相同。'
            : '不一致：抄录有误，或者当天的记录在抄录之后有了改动、增添或缺失。'}
        </p>
      )}
      <p>
        {parts.map(({ part }, index) => (
          <DownloadButton
            key={part}
            text={parts.length === 1 ? '下载当天的记录' : `下载第 ${part} 部分`}
            name={`${region}-${day}-${part}.jsonl`}
            fetchFile={() =>
              call('downloadAuditDay', {
                path: { region, day },
                query: { from: parts[index - 1]?.next ?? undefined },
              })
            }
          />
        ))}
      </p>
      <p className="hint">
        摘要是下载的文件的 SHA-256（命令 sha256sum）。
        {parts.length > 1 && '每一部分的第一行有前一部分的摘要，最后一部分的摘要代表当天。'}
        搜索和查询只在日志里，维护人员用命令发布的政策表、没有案件的缴费也不在其中。
      </p>
    </section>
  );
}

/** So that it can be read aloud and compared by eye. */
const inGroups = (digest: string): string => digest.replaceAll(/(.{8})(?=.)/g, '$1 ');

function Decisions({ parts }: { parts: readonly Part[] }) {
  const found = new Map<string, Part['decisions'][number]>();
  for (const one of parts.flatMap((part) => part.decisions)) {
    const key = `${one.by} ${one.action}`;
    found.set(key, { ...one, count: one.count + (found.get(key)?.count ?? 0) });
  }
  if (found.size === 0) return null;
  return (
    <div className="table-box">
      <Table
        caption="谁作了什么决定"
        columns={['经办人', '角色', '决定', '件次']}
        texts={[1, 2]}
        rows={[...found].map(([key, { by, name, role, action, count }]) => ({
          key,
          cells: [name ?? by, wordOf(ROLE_WORDS, role), wordOf(ACTION_WORDS, action), number(count)],
        }))}
      />
    </div>
  );
}

function Records({ records, day }: { records: readonly Part['records'][number][]; day: string }) {
  const shown = records.slice(0, MOST_ROWS);
  if (shown.length === 0) return <Nothing title="当天没有这样的记录。" />;
  return (
    <>
      <div className="table-box">
        <table className="list">
          <caption>{day} 的记录，按时间</caption>
          <thead>
            <tr>
              <th scope="col">时间</th>
              <th scope="col">受理编号</th>
              <th scope="col">记录</th>
              <th scope="col">办理人</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ caseId, seq, at, event, action, by, name }) => (
              <tr key={`${caseId} ${seq}`}>
                <th scope="row" className="code">
                  {timeOf(at)}
                </th>
                <td>
                  <Link to={`/cases/${caseId}`}>{caseId}</Link>
                </td>
                <td>
                  {wordOf(EVENT_WORDS, event)}
                  {action !== null && `：${wordOf(ACTION_WORDS, action)}`}
                </td>
                <td>{by.startsWith('system:') ? '系统' : (name ?? by)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {records.length > shown.length && (
        <p className="hint">
          这里列出前 {MOST_ROWS} 条，共 {number(records.length)} 条；全部在下载的文件里。
        </p>
      )}
    </>
  );
}
