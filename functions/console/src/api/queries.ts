/** What the pages read, and how long an answer stays fresh. */
import { queryOptions } from '@tanstack/react-query';
import { hasEnded } from '../words/case-words.ts';
import { call } from './client.ts';

/** A desk sees what others did within this time without doing anything. */
const WATCH_MS = 15_000;
/** A case between two waits goes on within a moment. */
const SOON_MS = 1_200;
const PAGE = '50';

export interface ListFilter {
  region?: string | undefined;
  kind?: string | undefined;
  state?: string | undefined;
  cursor?: string | undefined;
}

export const tasksQuery = ({ region, cursor }: Pick<ListFilter, 'region' | 'cursor'>) =>
  queryOptions({
    queryKey: ['tasks', region, cursor],
    queryFn: ({ signal }) => call('listTasks', { query: { region, cursor, limit: PAGE } }, signal),
    refetchInterval: WATCH_MS,
  });

export const casesQuery = (filter: ListFilter) =>
  queryOptions({
    queryKey: ['cases', filter],
    queryFn: ({ signal }) => call('listCases', { query: { ...filter, limit: PAGE } }, signal),
  });

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => call('getCase', { path: { id: caseId } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data && data.waitingFor === null && !hasEnded(data.state) ? SOON_MS : WATCH_MS,
  });

export const policiesQuery = queryOptions({
  queryKey: ['policies'],
  queryFn: ({ signal }) => call('listPolicies', {}, signal),
  staleTime: 10 * 60_000,
});

export const policyQuery = (region: string, coverageYear: string, asOf?: string) =>
  queryOptions({
    queryKey: ['policy', region, coverageYear, asOf],
    queryFn: ({ signal }) => call('getPolicy', { path: { region, coverageYear }, query: asOf ? { asOf } : {} }, signal),
    staleTime: 60_000,
  });
