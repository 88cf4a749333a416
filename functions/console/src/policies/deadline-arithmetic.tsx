/** A deadline as arithmetic: the day of payment, the months that are added, the day that comes out, on a calendar. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { objectIn, textIn } from '../decision/read-decision.ts';
import { FailureNote } from '../shell/notes.tsx';
import { useClock } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { TIMING_WORDS } from '../words/dictionary.ts';
import { type Mark, MonthGrid } from './month-grid.tsx';

export function DeadlineArithmetic({ region, coverageYear }: { region: string; coverageYear: number }) {
  const { today } = useClock();
  const [chosen, setChosen] = useState('');
  const paidOn = chosen || today;
  const assessed = useQuery({
    queryKey: ['arithmetic', region, coverageYear, paidOn],
    queryFn: ({ signal }) =>
      call(
        'assess',
        {
          path: { kind: 'late-payment' },
          body: { region, coverageYear, paidOn, history: { insuredYears: [coverageYear - 1] } },
        },
        signal,
      ),
    retry: false,
  });
  const benefit = objectIn(assessed.data?.benefit);
  const [start, end] = [textIn(benefit.start), textIn(benefit.end)];
  const marks: Mark[] = [
    { day: paidOn, word: '缴费' },
    ...(start === '' ? [] : [{ day: start, word: '待遇开始' }]),
    ...(end === '' ? [] : [{ day: end, word: '待遇终止' }]),
  ];
  const grids = [...new Set(marks.map(({ day }) => day.slice(0, 7)))].sort();
  return (
    <section className="card arithmetic" aria-label="期限演算">
      <h2>期限演算</h2>
      <label>
        上一年度参保的普通居民，如果在{' '}
        <input type="date" value={paidOn} onChange={(event) => setChosen(event.target.value)} /> 缴费：
      </label>
      {assessed.isError && <FailureNote what="不能演算" error={assessed.error} />}
      {assessed.data && (
        <>
          <ol className="steps">
            <li>
              {paidOn}：{wordOf(TIMING_WORDS, textIn(assessed.data.timing) || null)}
            </li>
            <li>{waitOf(assessed.data.waiting)}</li>
            <li>{start === '' ? '待遇开始日未定' : `${start} 起享受待遇`}</li>
            {end !== '' && <li>{start > end ? `该年度待遇到 ${end} 止，没有可享受的待遇` : `${end} 止`}</li>}
          </ol>
          <div className="months">
            {grids.map((month) => (
              <MonthGrid key={month} month={month} marks={marks} />
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function waitOf(waiting: unknown): string {
  const { months, days } = objectIn(waiting);
  if (textIn(days) !== '') return `加 ${textIn(days)} 天等待期`;
  return textIn(months) === '' ? '等待期未定' : `加 ${textIn(months)} 个月等待期`;
}
