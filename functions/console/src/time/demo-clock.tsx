/** On a machine whose clock was set: the time, how to move it, and a mark on every page that nothing here is real. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { clockQuery, readClock, useClock } from './clock.ts';
import { addDays } from './days.ts';

const TourDialog = lazy(() => import('./tour-dialog.tsx'));
const PracticeDialog = lazy(() => import('./practice-dialog.tsx'));

const STEPS = [
  { text: '1 天', duration: 'P1D' },
  { text: '7 天', duration: 'P7D' },
  { text: '30 天', duration: 'P30D' },
];

/** Days that the slider reaches. */
const REACH = 120;

export function DemoClock() {
  const { canBeMoved, today } = useClock();
  const [days, setDays] = useState(0);
  const [opened, setOpened] = useState<'tour' | 'people'>();
  const queries = useQueryClient();
  const move = useMutation({
    mutationFn: moveClock,
    onSuccess: async (clock) => {
      queries.setQueryData(clockQuery.queryKey, clock);
      setDays(0);
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'clock' });
    },
  });
  if (!canBeMoved) return null;
  return (
    <section className="demo-clock" aria-label="演示时间">
      <strong>演示模式</strong>
      <span>
        今天 <time dateTime={today}>{today}</time>
      </span>
      <label className="slider">
        <span>拨到 {addDays(today, days)}</span>
        <input
          type="range"
          min={0}
          max={REACH}
          value={days}
          aria-label="把时间往后拨的天数"
          aria-valuetext={`${days} 天后，${addDays(today, days)}`}
          onChange={(event) => setDays(Number(event.target.value))}
        />
      </label>
      <Button size="small" disabled={days === 0} loading={move.isPending} onClick={() => move.mutate(`P${days}D`)}>
        拨动
      </Button>
      {STEPS.map(({ text, duration }) => (
        <Button key={duration} size="small" disabled={move.isPending} onClick={() => move.mutate(duration)}>
          过 {text}
        </Button>
      ))}
      <Button size="small" type="text" onClick={() => setOpened('tour')}>
        入门
      </Button>
      <Button size="small" type="text" onClick={() => setOpened('people')}>
        练习用的人和文件
      </Button>
      <Suspense>
        {opened === 'tour' && <TourDialog onClose={() => setOpened(undefined)} />}
        {opened === 'people' && <PracticeDialog onClose={() => setOpened(undefined)} />}
      </Suspense>
      {move.isError && <span role="alert">时间没有拨动：{move.error.message}</span>}
      <span className="watermark" aria-hidden="true" />
    </section>
  );
}

async function moveClock(duration: string) {
  const response = await fetch('/_local/clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ move: duration }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`这台机器的时间不能拨动（${response.status}）。`);
  return readClock(answer);
}
