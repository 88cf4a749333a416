/**
 * `npm run impact -- --draft FILE [--data DIR | --endpoint URL]`: decides every stored case of a draft's region and year
 * again by the draft, a file as under `workflows/policies` (named by its year), and prints what would be other than it was decided: the
 * figures, and the first rule that decides otherwise. Nothing is stored.
 */
import { type Impact, impactOn } from '../../../functions/audit/impact.ts';
import { storedCases } from '../../../functions/audit/stored-cases.ts';
import { loadPolicyDraft } from '../../../functions/store/policy-files.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { withStoredTables } from './stored-tables.ts';

const POLICIES = new URL('../../../workflows/policies', import.meta.url).pathname;

await runCommand(async () => {
  const { values } = readOptions({
    draft: { type: 'string' },
    data: { type: 'string', default: defaultData },
    endpoint: { type: 'string' },
  });
  if (values.draft === undefined) throw new UsageError('usage: npm run impact -- --draft FILE [--data DIR]');
  const versions = loadPolicyDraft(values.draft, POLICIES);
  const draft = versions.at(-1);
  if (!draft) throw new UsageError(`${values.draft} holds no table`);
  const { region, coverageYear } = draft.table;
  const counts: Record<Impact['outcome'], number> = { unchanged: 0, changed: 0, revived: 0, undecided: 0 };
  await withStoredTables(values, async ({ client, cases }) => {
    for await (const found of storedCases(client, cases)) {
      if (found.region !== region || found.coverageYear !== coverageYear) continue;
      const { caseId, outcome, differences, rule } = impactOn(found, draft);
      counts[outcome] += 1;
      if (differences.length === 0) continue;
      const figures = differences.map(({ path, before, after }) => `${path} ${say(before)} → ${say(after)}`);
      console.log(`${caseId}  ${outcome}  ${figures.join(', ')}${rule === undefined ? '' : `  (${rule})`}`);
    }
  });
  const { unchanged, changed, revived, undecided } = counts;
  console.log(
    `${region} ${coverageYear} by ${draft.version}: ${unchanged} unchanged, ${changed} changed, ${revived} revived, ${undecided} not decided`,
  );
});

const say = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));
