/** 提醒: what goes out on a day and why, what went out, what could not be delivered, and who must not be written to. */
import { useQuery } from '@tanstack/react-query';
import { NavLink, useParams } from 'react-router';
import { deadLettersQuery } from '../api/queries.ts';
import { useMay } from '../session/use-session.ts';
import { useAddressFilter } from '../shell/address-filter.ts';
import { RegionChoice } from '../shell/region-choice.tsx';
import { useOwnRegions } from '../shell/region-words.ts';
import { useClock } from '../time/clock.ts';
import { DeadLetters } from './dead-letters.tsx';
import { GoingOut } from './going-out.tsx';
import { Outbox } from './outbox.tsx';
import { Wishes } from './wishes.tsx';

export function Component() {
  const { view = 'planned' } = useParams();
  const filter = useAddressFilter(['region', 'day', 'cursor']);
  const regions = useOwnRegions();
  const { today } = useClock();
  const may = useMay();
  const region = filter.value('region') || (Object.keys(regions)[0] ?? '');
  const day = filter.value('day') || today;
  const dated = view === 'planned' || view === 'sent';
  const page = {
    region,
    day,
    cursor: filter.value('cursor'),
    onNext: (cursor: string) => filter.set('cursor', cursor),
  };
  const kept = region === '' ? '' : `?region=${region}`;
  return (
    <>
      <div className="page-head">
        <h1>提醒</h1>
      </div>
      <nav className="views" aria-label="提醒的内容">
        <NavLink to={`/reminders${kept}`} end>
          今天要发
        </NavLink>
        <NavLink to={`/reminders/sent${kept}`}>已发出</NavLink>
        <NavLink to={`/reminders/dead${kept}`}>
          未送达 <DeadCount region={region} />
        </NavLink>
        {may.decide && <NavLink to={`/reminders/people${kept}`}>不再提醒的人</NavLink>}
      </nav>
      {view !== 'people' && (
        <div className="filter-row">
          <RegionChoice regions={regions} value={region} onChange={(code) => filter.set('region', code)} />
          {dated && (
            <label>
              日期
              <input type="date" value={day} onChange={(event) => filter.set('day', event.target.value)} />
            </label>
          )}
        </div>
      )}
      {region !== '' && view === 'planned' && <GoingOut {...page} />}
      {region !== '' && view === 'sent' && <Outbox {...page} />}
      {region !== '' && view === 'dead' && <DeadLetters {...page} />}
      {view === 'people' && <Wishes regions={regions} />}
    </>
  );
}

function DeadCount({ region }: { region: string }) {
  const { data } = useQuery({ ...deadLettersQuery(region, ''), enabled: region !== '' });
  const count = data?.messages.length ?? 0;
  if (count === 0) return null;
  return <span className="count">{data?.cursor ? `${count}+` : count}</span>;
}
