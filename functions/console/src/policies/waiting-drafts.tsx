/** Drafts of one's regions that are not published yet: those that wait for oneself first. */
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { draftsQuery } from '../api/queries.ts';
import { useWho } from '../session/use-session.ts';
import { FailureNote } from '../shell/notes.tsx';
import { useRegionWords } from '../shell/region-words.ts';
import { useClock } from '../time/clock.ts';
import { wordOf } from '../words/case-words.ts';
import { DRAFT_WORDS } from '../words/dictionary.ts';

/** Somebody who works for more has no list that could be read at once. */
const REGIONS = 12;

export function WaitingDrafts() {
  const { name } = useWho();
  const words = useRegionWords();
  const { waiting, failed } = useWaitingDrafts();
  return (
    <section className="card" aria-label="未发布的草案">
      <h2>未发布的草案</h2>
      {failed && <FailureNote what="草案没有读到" error={failed.error} retry={() => failed.refetch()} />}
      {waiting.length === 0 && !failed && <p>没有未发布的草案。</p>}
      <ul>
        {waiting.map(({ region, name: place, coverageYear, version, inForceFrom, state, submittedByName, isMine }) => (
          <li key={`${region} ${coverageYear} ${version}`}>
            <Link to={`/policies/${region}/${coverageYear}/drafts`}>
              {words[region] ?? place} · {coverageYear} 年度，自 {inForceFrom} 起施行
            </Link>
            ：{state === 'listed' && !isMine ? '待我同意' : wordOf(DRAFT_WORDS, state)}，由{' '}
            {isMine ? `${name}（本人）` : submittedByName} 提交
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Drafts that wait for the approval of whoever is signed in, counted now and then. */
export function ToApproveCount() {
  const { waiting } = useWaitingDrafts({ refetchInterval: COUNTED_MS, staleTime: COUNTED_MS / 2 });
  const count = waiting.filter(({ state, isMine }) => state === 'listed' && !isMine).length;
  if (count === 0) return null;
  return (
    <span className="count" title={`${count} 份草案待我同意`}>
      {count}
    </span>
  );
}

const COUNTED_MS = 300_000;

function useWaitingDrafts(watch: { refetchInterval?: number; staleTime?: number } = {}) {
  const { sub, regions } = useWho();
  const { today } = useClock();
  const year = Number(today.slice(0, 4));
  const places = regions
    .slice(0, REGIONS)
    .flatMap((region) => [year - 1, year, year + 1].map((one) => ({ region, one })));
  const found = useQueries({
    queries: places.map(({ region, one }) => ({ ...draftsQuery(region, String(one)), ...watch })),
  });
  const waiting = found
    .flatMap(({ data }) => data?.drafts ?? [])
    .filter(({ state }) => state !== 'published' && state !== 'withdrawn')
    .map((draft) => ({ ...draft, isMine: draft.submittedBy === sub }))
    .sort((one, other) => Number(one.isMine) - Number(other.isMine));
  return { waiting, failed: found.find(({ isError }) => isError) };
}
