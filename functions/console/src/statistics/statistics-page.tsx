/** 统计: what is open and late, where it stands, what was finished and paid, and what the next notice should say. */
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { statisticsQuery } from '../api/queries.ts';
import { DownloadButton } from '../files/download-button.tsx';
import { useMay, useWho } from '../session/use-session.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Choice } from '../shell/filter-row.tsx';
import { FailureNote, Loading } from '../shell/notes.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { timeOf, useClock } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { ACTION_WORDS, KIND_WORDS, MOVER_WORDS, STATE_WORDS } from '../words/dictionary.ts';
import { grouped } from '../words/yuan.ts';
import { Bars } from './bars.tsx';
import { ChartFrame, Legend, type Look } from './chart-frame.tsx';
import { MonthBars } from './month-bars.tsx';
import { monthAsRead, monthsOf, PERIOD_WORDS, periodAsRead } from './period.ts';
import { type Figures, Table } from './table.tsx';
import '../styles/statistics.css';

const NAMES = ['period', 'region', 'whose'] as const;
const WHOSE = { region: '统筹区', own: '本人' };

export function Component() {
  const filter = useAddressFilter(NAMES);
  const { role } = useWho();
  const regions = useOwnRegions();
  const { today } = useClock();
  const period = filter.value('period') || 'month';
  const wanted = { ...monthsOf(period, today), region: filter.value('region'), whose: filter.value('whose') };
  const found = useQuery(statisticsQuery(wanted));
  const { data } = found;
  return (
    <>
      <div className="page-head">
        <h1>统计</h1>
        <span role="status">{data && sayScope(data, regions)}</span>
        <div className="actions">
          <DownloadButton
            text="下载 Excel"
            name={`统计 ${wanted.fromMonth} 至 ${wanted.toMonth}.xlsx`}
            fetchFile={() => call('downloadStatistics', { query: wanted })}
          />
        </div>
      </div>
      <div className="filter-row">
        <Choice
          label="时间"
          value={period}
          words={PERIOD_WORDS}
          none={false}
          onChange={(value) => filter.set('period', value)}
        />
        {role === 'approver' && (
          <Choice
            label="范围"
            value={data?.whose ?? 'region'}
            words={WHOSE}
            none={false}
            onChange={(value) => filter.set('whose', value)}
          />
        )}
        {Object.keys(regions).length > 1 && (
          <Choice
            label="统筹区"
            value={filter.value('region')}
            words={regions}
            onChange={(value) => filter.set('region', value)}
          />
        )}
      </div>
      {found.isPending && <Loading what="统计" />}
      {found.isError && <FailureNote what="统计没有读到" error={found.error} retry={() => found.refetch()} />}
      {data && <Shown found={data} />}
    </>
  );
}

function sayScope({ whose, fromMonth, toMonth, regions }: Figures, words: Record<string, string>): string {
  const places = regions.length > 3 ? `${regions.length} 个统筹区` : regions.map((one) => words[one] ?? one).join('、');
  const of = { own: '本人', university: '本校', region: places }[whose];
  return `${of} · ${periodAsRead(fromMonth, toMonth)}`;
}

function Shown({ found }: { found: Figures }) {
  return (
    <>
      {!found.complete && (
        <p className="hint" role="status">
          正在清点此前的案件，数字还不完整；几分钟后再看。
        </p>
      )}
      <Totals found={found} />
      <div className="columns halves">
        <WhereOpen found={found} />
        {found.whose === 'region' ? <Values found={found} /> : <Times found={found} />}
      </div>
      <Months found={found} />
      <Money found={found} />
      {found.whose === 'region' && <Times found={found} />}
      {found.whose === 'own' && <Decided found={found} />}
      {found.universities.length > 0 && <Universities found={found} />}
      <p className="hint">
        {found.countedAt === null
          ? '还没有清点过。'
          : `案件的变动在五分钟内计入；最近一次计入：${timeOf(found.countedAt)}。`}
        月份按北京时间；办结的案件重新办理时，从原来的月份减去。天数从受理之日算到办结之日。
      </p>
    </>
  );
}

function Totals({ found: { whose, open, total, money } }: { found: Figures }) {
  const may = useMay();
  return (
    <dl className="totals">
      <Total name="在办" number={count(open.count)}>
        件
      </Total>
      <Total name="已超期" number={count(open.overdue)} late={open.overdue > 0}>
        {may.readCases && open.overdue > 0 ? <Link to="/cases?overdue=yes">看这 {count(open.overdue)} 件</Link> : '件'}
      </Total>
      <Total name="受理" number={count(total.received)}>
        件
      </Total>
      <Total name="办结" number={count(total.finished)}>
        {total.median === null ? '件' : `件；中位 ${total.median} 天，九成 ${total.ninety} 天内`}
      </Total>
      {whose !== 'university' && (
        <Total name="补缴和缴费" number={grouped(money.collected)}>
          元，{count(money.payments)} 笔
        </Total>
      )}
      <Total name="退费" number={grouped(money.refunded)}>
        元，{count(money.refunds)} 笔；银行退回 {count(money.returned)} 笔
      </Total>
    </dl>
  );
}

function Total(props: { name: string; number: string; late?: boolean; children: React.ReactNode }) {
  const { name, number, late, children } = props;
  return (
    <div className="card">
      <dt>{name}</dt>
      <dd>
        <strong className={late ? 'late' : undefined}>{number}</strong> <span>{children}</span>
      </dd>
    </div>
  );
}

const count = (number: number): string => number.toLocaleString('zh-CN');
const MOVER_LOOKS: Record<Figures['open']['states'][number]['waitsFor'], Look> = {
  us: 'slanted',
  person: 'plain',
  others: 'lying',
};
const MOVERS = ['us', 'person', 'others'] as const;

function WhereOpen({ found: { open } }: { found: Figures }) {
  const id = useId();
  const rows = open.states.map(({ kind, state, waitsFor, count: number }) => ({
    key: `${kind} ${state}`,
    name: `${wordOf(STATE_WORDS, state)} · ${wordOf(KIND_WORDS, kind)}`,
    count: number,
    look: MOVER_LOOKS[waitsFor],
    mover: wordOf(MOVER_WORDS, waitsFor),
  }));
  const title = '在办案件停在哪里';
  if (rows.length === 0) return <Empty title={title} text="没有在办的案件。" />;
  return (
    <ChartFrame
      title={title}
      draw={(width) => <Bars id={id} label={`${title}：${rows.map(sayRow).join('，')}`} width={width} rows={rows} />}
      legend={
        <Legend
          id={id}
          entries={MOVERS.map((mover) => ({ look: MOVER_LOOKS[mover], text: wordOf(MOVER_WORDS, mover) }))}
        />
      }
      table={
        <Table
          caption={title}
          columns={['停在', '谁办', '件数']}
          rows={rows.map(({ key, name, mover, count: number }) => ({ key, cells: [name, mover, count(number)] }))}
        />
      }
    />
  );
}

const sayRow = ({ name, count: number }: { name: string; count: number }): string => `${name} ${number} 件`;

function Months({ found: { months } }: { found: Figures }) {
  const id = useId();
  const title = '每月受理与办结';
  const looks: readonly Look[] = ['plain', 'slanted'];
  if (months.every(({ received, finished }) => received + finished === 0)) {
    return <Empty title={title} text="这一年没有受理或办结的案件。" />;
  }
  return (
    <ChartFrame
      title={title}
      draw={(width) => (
        <MonthBars
          id={id}
          label={`${title}，同样的数字见表格`}
          width={width}
          looks={looks}
          say={count}
          months={months.map(({ month, received, finished }) => ({ month, values: [received, finished] }))}
        />
      )}
      legend={<Legend id={id} entries={pair(looks, ['受理', '办结'])} />}
      table={
        <Table
          caption={title}
          columns={['月份', '受理（件）', '办结（件）']}
          rows={months.map(({ month, received, finished }) => ({
            key: month,
            cells: [monthAsRead(month), count(received), count(finished)],
          }))}
        />
      }
    />
  );
}

const pair = (looks: readonly Look[], texts: readonly string[]) =>
  looks.map((look, index) => ({ look, text: texts[index] ?? '' }));

function Money({ found: { months } }: { found: Figures }) {
  const id = useId();
  const title = '每月缴费与退费金额';
  const looks: readonly Look[] = ['plain', 'lying'];
  if (
    months.every((one) => Number(one.collected) + Number(one.refunded) + Number(one.recovered) + one.returned === 0)
  ) {
    return <Empty title={title} text="这一年没有缴费或退费。" />;
  }
  return (
    <ChartFrame
      title={title}
      draw={(width) => (
        <MonthBars
          id={id}
          label={`${title}，同样的数字见表格`}
          width={width}
          looks={looks}
          say={inShort}
          months={months.map(({ month, collected, refunded }) => ({
            month,
            values: [Number(collected), Number(refunded)],
          }))}
        />
      )}
      legend={<Legend id={id} entries={pair(looks, ['补缴和缴费（元）', '退费（元）'])} />}
      table={
        <Table
          caption={title}
          columns={['月份', '缴费（笔）', '缴费（元）', '退费（笔）', '退费（元）', '银行退回（笔）', '追回（元）']}
          rows={months.map((one) => ({
            key: one.month,
            cells: [
              monthAsRead(one.month),
              count(one.payments),
              grouped(one.collected),
              count(one.refunds),
              grouped(one.refunded),
              count(one.returned),
              grouped(one.recovered),
            ],
          }))}
        />
      }
    />
  );
}

/** An axis has no room for more. */
const inShort = (yuan: number): string =>
  yuan >= 10_000 ? `${(yuan / 10_000).toLocaleString('zh-CN', { maximumFractionDigits: 1 })} 万` : count(yuan);

function Values({ found: { values } }: { found: Figures }) {
  const title = '办的人最常补充或确认什么';
  if (values.length === 0) return <Empty title={title} text="这段时间没有要补充或确认的。" />;
  const asked = values.reduce((sum, one) => sum + one.confirmed + one.supplied + one.replaced, 0);
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <div className="table-box">
        <Table
          caption="政策文件没有写明的，次数多的在前"
          columns={['政策文件没有写明的', '确认', '补充', '改用其他数值']}
          rows={values.map(({ field, label, confirmed, supplied, replaced }) => ({
            key: field,
            cells: [label, count(confirmed), count(supplied), count(replaced)],
          }))}
        />
      </div>
      <p className="hint">
        下一份通知写明这 {values.length} 条，同样的案件可少问 {count(asked)} 次。
      </p>
    </section>
  );
}

function Times({ found: { kinds, total } }: { found: Figures }) {
  const title = '从受理到办结';
  const days = (number: number | null) => (number === null ? '—' : `${count(number)} 天`);
  const rows = [
    ...kinds
      .filter(({ received, finished }) => received + finished > 0)
      .map((one) => ({ ...one, name: wordOf(KIND_WORDS, one.kind) })),
    { ...total, name: '合计', ends: [] },
  ];
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <div className="table-box">
        <Table
          caption="办结的案件用了多少天"
          columns={['事项', '受理', '办结', '其中', '中位', '九成不超过']}
          rows={rows.map(({ name, received, finished, ends, median, ninety }) => ({
            key: name,
            cells: [
              name,
              count(received),
              count(finished),
              ends.map(({ state, count: number }) => `${wordOf(STATE_WORDS, state)} ${number}`).join('，'),
              days(median),
              days(ninety),
            ],
          }))}
          texts={[3]}
        />
      </div>
    </section>
  );
}

function Decided({ found: { decided } }: { found: Figures }) {
  const title = '本人办理';
  if (decided.length === 0) return <Empty title={title} text="这段时间您没有办理过待办。" />;
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <div className="table-box">
        <Table
          caption="本人对待办作出的决定"
          columns={['决定', '次数']}
          rows={decided.map(({ action, count: number }) => ({
            key: action,
            cells: [wordOf(ACTION_WORDS, action), count(number)],
          }))}
        />
      </div>
    </section>
  );
}

function Universities({ found: { universities } }: { found: Figures }) {
  const title = '各高校的退费';
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <div className="table-box">
        <Table
          caption="按院校代码"
          columns={['院校代码', '受理', '办结', '在办', '退费（笔）', '退费（元）', '银行退回（笔）']}
          rows={universities.map((one) => ({
            key: one.university,
            cells: [
              one.university,
              count(one.received),
              count(one.finished),
              count(one.open),
              count(one.refunds),
              grouped(one.refunded),
              count(one.returned),
            ],
          }))}
        />
      </div>
    </section>
  );
}

function Empty({ title, text }: { title: string; text: string }) {
  return (
    <section className="card" aria-label={title}>
      <h2>{title}</h2>
      <p className="hint">{text}</p>
    </section>
  );
}
