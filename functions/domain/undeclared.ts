/** Codes that a request names and neither the national lists nor the table know: refused, never passed over. */
import type { Implausible } from './plausible.ts';
import type { PolicyVersion } from './policy.ts';
import { AID_CATEGORIES } from './regions.ts';

interface Named {
  identities?: readonly { category: string }[] | undefined;
  events?: readonly { kind: string }[] | undefined;
}

export function undeclaredIn(
  { identities = [], events = [] }: Named,
  { table: { rules } }: PolicyVersion,
): Implausible[] {
  const groups = rules.groups;
  const known = rules.events;
  return [
    ...identities.flatMap(({ category }, index) =>
      AID_CATEGORIES.some((one) => one === category) || Object.hasOwn(groups, category)
        ? []
        : [
            {
              path: `identities.${index}.category`,
              message: `没有“${category}”这类人群:应为 ${AID_CATEGORIES.join('、')},或本表声明的`,
            },
          ],
    ),
    ...events.flatMap(({ kind }, index) =>
      Object.hasOwn(known, kind)
        ? []
        : [{ path: `events.${index}.kind`, message: `没有“${kind}”这种情形:应为 ${Object.keys(known).join('、')}` }],
    ),
  ];
}
