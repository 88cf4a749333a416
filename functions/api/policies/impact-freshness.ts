/** Whether a list of what a draft would do can still be decided by. */
import type { PolicyVersion } from '../../domain/policy.ts';
import type { ImpactList } from '../../store/policies/policy-drafts.ts';
import type { DraftServices } from '../http/services.ts';

const DAYS_FRESH = 7;
const DAY_MS = 86_400_000;
/** New cases that a list may leave out: one in a hundred of those that it has, and ten in any case. */
const allowedNew = ({ seen }: ImpactList): number => Math.max(10, Math.floor(seen / 100));
const PAGE = 100;

export const idsOf = (versions: readonly PolicyVersion[]): string[] => versions.map(({ version }) => version).sort();

/** A sentence in Chinese that says why it is out of date; undefined if it is not. */
export async function whyOutdated(
  list: ImpactList,
  { table }: PolicyVersion,
  at: string,
  { cases, policies }: Pick<DraftServices, 'cases' | 'policies'>,
): Promise<string | undefined> {
  const { region, coverageYear } = table;
  const published = idsOf(await policies.versions(region, coverageYear));
  if (published.join() !== list.published.join()) return '名单算出以后又发布了别的版本';
  if (Date.parse(at) - Date.parse(list.begunAt) > DAYS_FRESH * DAY_MS) return `名单已超过 ${DAYS_FRESH} 天`;
  let fresh = 0;
  let cursor: string | undefined;
  do {
    const page = await cases.list({ regions: [region], limit: PAGE, cursor });
    const since = page.cases.filter(({ openedAt }) => openedAt > list.begunAt);
    fresh += since.filter((found) => found.coverageYear === coverageYear).length;
    if (fresh > allowedNew(list)) return `名单算出以后又受理了 ${fresh} 件以上案件`;
    cursor = since.length < page.cases.length ? undefined : (page.cursor ?? undefined);
  } while (cursor !== undefined);
  return undefined;
}
