import type { PolicyStore } from '../../store/policies/policy-store.ts';

/** Whether a region has a table of the year in which students apply: no case is opened without one. */
export function openTableLookUp(year: number, policies: Pick<PolicyStore, 'versions'>) {
  const known = new Map<string, Promise<boolean>>();
  return (region: string): Promise<boolean> => {
    const asked = known.get(region) ?? policies.versions(region, year).then((versions) => versions.length > 0);
    known.set(region, asked);
    return asked;
  };
}
