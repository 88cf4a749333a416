/** What the pages read, and how long an answer stays fresh. */
import { queryOptions } from '@tanstack/react-query';
import { hasEnded } from '../words/case-words.ts';
import { typedAmount } from '../words/yuan.ts';
import { type Answer, call } from './client.ts';
import { RULES } from './schema.ts';

/** A desk sees what others did within this time without doing anything. */
const WATCH_MS = 15_000;
/** A case between two waits goes on within a moment. */
const SOON_MS = 1_200;
/** Entries of a page, as a query says it. */
export const PAGE = String(RULES.limits.entriesOfDeskPage);

/** As the address of a page has it; what is empty is not asked for. */
export type CaseListFilter = Readonly<Record<string, string | undefined>>;

type TaskFilter = CaseListFilter;

export const tasksQuery = (filter: TaskFilter) =>
  queryOptions({
    queryKey: ['tasks', given(filter)],
    queryFn: ({ signal }) => call('listTasks', { query: { ...given(filter), limit: PAGE } }, signal),
    refetchInterval: WATCH_MS,
  });

/** A filter without what was left empty: the same list is asked for once. Amounts are taken as people type them. */
const given = (filter: CaseListFilter): CaseListFilter =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, text]) =>
      text ? [[name, name.startsWith('amount') ? typedAmount(text) : text]] : [],
    ),
  );

export const countTasksQuery = (filter: TaskFilter) =>
  queryOptions({
    queryKey: ['tasks', 'count', given(filter)],
    queryFn: ({ signal }) => call('countTasks', { query: given(filter) }, signal),
    refetchInterval: WATCH_MS,
  });

export const casesQuery = (filter: CaseListFilter) =>
  queryOptions({
    queryKey: ['cases', given(filter)],
    queryFn: ({ signal }) => call('listCases', { query: { ...given(filter), limit: PAGE } }, signal),
  });

export const countCasesQuery = (filter: CaseListFilter) =>
  queryOptions({
    queryKey: ['cases', 'count', given(filter)],
    queryFn: ({ signal }) => call('countCases', { query: given(filter) }, signal),
    staleTime: 30_000,
  });

export const colleaguesQuery = (region: string) =>
  queryOptions({
    queryKey: ['colleagues', region],
    queryFn: ({ signal }) => call('listColleagues', { query: { region } }, signal),
  });

/** What came from colleagues; a desk sees it within a minute. */
export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => call('listInbox', {}, signal),
  refetchInterval: 60_000,
});

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['case', caseId],
    queryFn: ({ signal }) => call('getCase', { path: { id: caseId } }, signal),
    refetchInterval: ({ state: { data } }) =>
      data && data.waitingFor === null && !hasEnded(data.state) ? SOON_MS : WATCH_MS,
  });

export const documentsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['documents', caseId],
    queryFn: ({ signal }) => call('listDocuments', { path: { id: caseId } }, signal),
    refetchInterval: WATCH_MS,
  });

/** The other cases of a case's person, and all payments. */
export const personQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['person', caseId],
    queryFn: ({ signal }) => call('showPerson', { path: { id: caseId } }, signal),
    staleTime: 30_000,
  });

/** Parent, siblings and the parent's own cases of a newborn's case. */
export const familyQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['family', caseId],
    queryFn: ({ signal }) => call('showFamily', { path: { id: caseId } }, signal),
    staleTime: 30_000,
  });

/** The same by an id number, which is kept no longer than the page that asks. */
export const personSearchQuery = (idNumber: string | null, reason: 'application' | 'duplicate') =>
  queryOptions({
    queryKey: ['person-search', idNumber, reason],
    queryFn: ({ signal }) => call('searchPayments', { body: { idNumber, reason } }, signal),
    enabled: idNumber !== null,
    gcTime: 0,
    retry: false,
  });

/** @param count of the search: the same text asked for again is asked again */
export const findQuery = (text: string, count: number) =>
  queryOptions({
    queryKey: ['find', text, count],
    queryFn: ({ signal }) => call('find', { body: { text } }, signal),
    enabled: text !== '',
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
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

/** What the agency of a region says of itself on papers. */
export const agencyQuery = (region: string) =>
  queryOptions({
    queryKey: ['agency', region],
    queryFn: ({ signal }) => call('getAgency', { path: { region } }, signal),
    staleTime: 60_000,
  });

export const draftsQuery = (region: string, coverageYear: string) =>
  queryOptions({
    queryKey: ['drafts', region, coverageYear],
    queryFn: ({ signal }) => call('listDrafts', { path: { region, coverageYear } }, signal),
    refetchInterval: WATCH_MS,
  });

/** A draft with all that it says, which never changes. */
export const draftQuery = (region: string, coverageYear: string, version: string) =>
  queryOptions({
    queryKey: ['whole-draft', region, coverageYear, version],
    queryFn: ({ signal }) => call('getDraft', { path: { region, coverageYear, version } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What an officer keeps of a policy text, as it was left. */
export const policyWorkQuery = (region: string, coverageYear: string) =>
  queryOptions({
    queryKey: ['policy-work', region, coverageYear],
    queryFn: ({ signal }) => call('getPolicyWork', { path: { region, coverageYear } }, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** One part of the cases that a draft would change, of a list that is named by its digest. */
export const impactQuery = (
  path: Record<'region' | 'coverageYear' | 'version', string>,
  digest: string,
  cursor: string,
) =>
  queryOptions({
    queryKey: ['impact', path, digest, cursor],
    queryFn: ({ signal }) => call('listImpact', { path, query: { cursor } }, signal),
  });

/** What could not be delivered; nobody waits for it by the minute. */
const DEAD_LETTERS_MS = 60_000;

export const deadLettersQuery = (region: string, cursor: string) =>
  queryOptions({
    queryKey: ['dead-letters', region, cursor],
    queryFn: ({ signal }) => call('listDeadLetters', { query: { region, cursor, limit: PAGE } }, signal),
    refetchInterval: DEAD_LETTERS_MS,
  });

/** Tables by which nobody is reminded, because they say no last day to pay. */
export const unplannableQuery = queryOptions({
  queryKey: ['unplannable'],
  queryFn: ({ signal }) => call('listUnplannable', {}, signal),
});

/** Changes are counted every few minutes. */
const STATISTICS_MS = 60_000;

export const statisticsQuery = (wanted: CaseListFilter) =>
  queryOptions({
    queryKey: ['statistics', given(wanted)],
    queryFn: ({ signal }) => call('getStatistics', { query: given(wanted) }, signal),
    refetchInterval: STATISTICS_MS,
  });

/** What happened on a day, all parts of it one after the other. */
export const auditDayQuery = (region: string, day: string) =>
  queryOptions({
    queryKey: ['audit-day', region, day],
    queryFn: async ({ signal }) => {
      const parts: Answer<'getAuditDay'>[] = [];
      let from: string | undefined;
      do {
        const part = await call('getAuditDay', { path: { region, day }, query: { from } }, signal);
        parts.push(part);
        from = part.next ?? undefined;
      } while (from !== undefined);
      return parts;
    },
    staleTime: 60_000,
  });
