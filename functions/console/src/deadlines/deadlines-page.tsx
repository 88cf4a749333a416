/** 期限日历: what runs out when, whoever has to act: parents of newborns, payers, applicants, the desk itself. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { call } from '../api/client.ts';
import { PAGE } from '../api/queries.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { Choice } from '../shell/filter-row.tsx';
import { useRememberedList } from '../shell/last-list.ts';
import { FailureNote, Loading, Nothing } from '../shell/notes.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useClock } from '../time/clock.ts';
import { addDays, timeLeft } from '../time/days.ts';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, STATE_WORDS, WAIT_WORDS } from '../words/dictionary.ts';
import { Calendar, type DayCount } from './calendar.tsx';

const { reminder: _reminder, 'student-batch': _batch, ...KINDS_OF_CASES } = KIND_WORDS;

export function Component() {
  const filter = useAddressFilter(['region', 'kind', 'month', 'day', 'overdue', 'cursor']);
  useRememberedList('期限日历');
  const { today } = useClock();
  const regions = useOwnRegions();
  const day = filter.value('day') || today;
  const month = filter.value('month') || day.slice(0, 7);
  const overdue = filter.value('overdue') !== '';
  const region = filter.value('region');
  const kind = filter.value('kind');
  const from = addDays(`${month}-01`, -7);
  const to = addDays(`${month}-01`, 44);
  const counted = useQuery({
    queryKey: ['deadlines', region, from],
    queryFn: ({ signal }) => call('countDeadlines', { query: { region, from, to } }, signal),
    placeholderData: keepPreviousData,
  });
  const counts = byDayAndKind((counted.data?.counts ?? []).filter((one) => kind === '' || one.kind === kind));
  const addressOf = (chosen: string) => {
    const query = { region, kind, month: chosen.slice(0, 7), day: chosen };
    return `?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))}`;
  };
  const overdueAddress = `?${new URLSearchParams({ ...(region && { region }), overdue: 'all' })}`;
  return (
    <>
      <div className="page-head">
        <h1>期限日历</h1>
        <span role="status">{counted.data && `本月到期 ${countIn(counts, month)} 件`}</span>
        {counted.data && counted.data.overdue > 0 && (
          <Link className="left over" to={overdueAddress}>
            已超期 {counted.data.overdue} 件
          </Link>
        )}
      </div>
      <div className="filter-row">
        <Choice label="事项" value={kind} words={KINDS_OF_CASES} onChange={(value) => filter.set('kind', value)} />
        {Object.keys(regions).length > 1 && (
          <Choice label="统筹区" value={region} words={regions} onChange={(value) => filter.set('region', value)} />
        )}
        <div className="pair">
          <Button onClick={() => filter.set('month', monthFrom(month, -1))}>上个月</Button>
          <Button onClick={() => filter.clear()}>今天</Button>
          <Button onClick={() => filter.set('month', monthFrom(month, 1))}>下个月</Button>
        </div>
      </div>
      {counted.isError && <FailureNote what="期限没有读到" error={counted.error} retry={() => counted.refetch()} />}
      {counted.data?.more && <p className="hint">到期的案件太多，日历没有数全。请选择一个统筹区。</p>}
      <div className="calendar-columns">
        <Calendar month={month} counts={counts} today={today} chosen={day} addressOf={addressOf} />
        <DayList
          day={overdue ? addDays(today, -1) : day}
          overdue={overdue}
          region={region}
          kind={kind}
          cursor={filter.value('cursor')}
          onNext={(cursor) => filter.set('cursor', cursor)}
        />
      </div>
    </>
  );
}

function DayList(props: {
  day: string;
  /** And all days before it. */
  overdue: boolean;
  region: string;
  kind: string;
  cursor: string;
  onNext: (cursor: string) => void;
}) {
  const { day, overdue, region, kind, cursor, onNext } = props;
  const { today } = useClock();
  const listed = useQuery({
    queryKey: ['deadlines', 'of', day, overdue, region, kind, cursor],
    queryFn: ({ signal }) =>
      call(
        'listDeadlines',
        { path: { day }, query: { region, kind, before: overdue ? 'all' : undefined, cursor, limit: PAGE } },
        signal,
      ),
  });
  const left = timeLeft(today, day);
  return (
    <section className="card" aria-label={overdue ? '已超期' : `${day} 到期`}>
      <h2>
        {overdue ? (
          '已超期的案件，久的在前'
        ) : (
          <>
            {day} 到期 <span className={`left ${left.urgency}`}>{left.text}</span>
          </>
        )}
      </h2>
      {listed.isPending && <Loading what={`${day} 到期的案件`} />}
      {listed.isError && <FailureNote what="这一天没有读到" error={listed.error} retry={() => listed.refetch()} />}
      {listed.data?.cases.length === 0 && <Nothing title={overdue ? '没有超期的案件。' : '这一天没有到期的案件。'} />}
      {listed.data && listed.data.cases.length > 0 && (
        <ul className="due-list">
          {listed.data.cases.map((one) => (
            <li key={one.caseId}>
              <Link to={`/cases/${one.caseId}`}>{one.caseId}</Link>
              <strong>{one.person.name}</strong>
              {overdue && one.due !== null && <span className="left over">{timeLeft(today, one.due).text}</span>}
              <span>{wordOf(KINDS_OF_CASES, one.kind)}</span>
              <small>
                {wordOf(STATE_WORDS, one.state)} · 等待：{wordOf(WAIT_WORDS, one.waitingFor)}
              </small>
            </li>
          ))}
        </ul>
      )}
      {listed.data?.cursor && <Button onClick={() => onNext(listed.data.cursor ?? '')}>这一天更多的案件</Button>}
    </section>
  );
}

/** One entry a day and kind, whoever is waited for. */
function byDayAndKind(counts: readonly DayCount[]): DayCount[] {
  const sums = new Map<string, DayCount>();
  for (const { day, kind, count } of counts) {
    const name = `${day} ${kind}`;
    sums.set(name, { day, kind, count: (sums.get(name)?.count ?? 0) + count });
  }
  return [...sums.values()];
}

const countIn = (counts: readonly DayCount[], month: string): number =>
  counts.filter(({ day }) => day.startsWith(month)).reduce((sum, { count }) => sum + count, 0);

const monthFrom = (month: string, by: number): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1)).toISOString().slice(0, 7);
