/** A month of deadlines: on each day how much runs out, and of what. */
import { Link } from 'react-router';
import { wordOf } from '../words/case-words.ts';
import { KIND_WORDS, SHORT_KIND_WORDS } from '../words/dictionary.ts';

export interface DayCount {
  day: string;
  kind: string;
  count: number;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

export function Calendar(props: {
  /** `2026-03` */
  month: string;
  counts: readonly DayCount[];
  today: string;
  chosen: string;
  addressOf: (day: string) => string;
}) {
  const { month, counts, today, chosen, addressOf } = props;
  return (
    <table className="deadline-month">
      <caption>{month.replace('-', ' 年 ')} 月</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.join()}>
            {week.map((day) => {
              const due = counts.filter((one) => one.day === day);
              const classes = [
                day.startsWith(month) ? '' : 'outside',
                day === today ? 'today' : '',
                day === chosen ? 'chosen' : '',
                day < today && due.length > 0 ? 'over' : '',
              ];
              return (
                <td key={day} className={classes.filter(Boolean).join(' ')}>
                  <Link to={addressOf(day)} replace aria-current={day === chosen ? 'date' : undefined}>
                    <span className="hidden">{`${day}${day === today ? '，今天' : ''}：${describe(due)}`}</span>
                    <span className="day" aria-hidden="true">
                      {Number(day.slice(8))}
                      {day === today && <small>今天</small>}
                    </span>
                    {due.map(({ kind, count }) => (
                      <span key={kind} className={`due ${kind}`} aria-hidden="true">
                        {SHORT_KIND_WORDS[kind] ?? kind} {count}
                      </span>
                    ))}
                  </Link>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const describe = (due: readonly DayCount[]): string =>
  due.length === 0
    ? '没有到期的案件'
    : due.map(({ kind, count }) => `${wordOf(KIND_WORDS, kind)} ${count} 件`).join(',');

/** Whole weeks from Monday, with the days of the months beside. */
function weeksOf(month: string): string[][] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const offset = (first.getUTCDay() + 6) % 7;
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return Array.from({ length: Math.ceil((offset + last) / 7) }, (_week, week) =>
    Array.from({ length: 7 }, (_day, day) =>
      new Date(first.getTime() + (week * 7 + day - offset) * 86_400_000).toISOString().slice(0, 10),
    ),
  );
}
