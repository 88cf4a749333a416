import { useQuery } from '@tanstack/react-query';
import { policiesQuery } from '../api/queries.ts';
import { useWho } from '../session/use-session.ts';

/** Names of the regions by code, as their policy tables have them. */
export function useRegionWords(): Record<string, string> {
  const { data } = useQuery(policiesQuery);
  return Object.fromEntries((data?.policies ?? []).map(({ region, name }) => [region, name]));
}

/** The regions that one works for, named; an auditor's are all. */
export function useOwnRegions(): Record<string, string> {
  const words = useRegionWords();
  const { role, regions } = useWho();
  if (role === 'auditor') return words;
  return Object.fromEntries(regions.map((region) => [region, words[region] ?? region]));
}
