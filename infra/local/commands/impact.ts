/** `npm run impact`: what a draft of a table would change in the stored cases. */
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { describeSums, type ImpactSums, say } from '../../../functions/audit/impact-sums.ts';
import { beginningOf } from '../../../functions/audit/snapshot.ts';
import { storedCases, storedVersions } from '../../../functions/audit/stored-cases.ts';
import { tableDifferences } from '../../../functions/audit/table-differences.ts';
import { dateOfInstant } from '../../../functions/domain/calendar.ts';
import { versionInForce } from '../../../functions/domain/policy/version-in-force.ts';
import type { PolicyVersion } from '../../../functions/domain/policy.ts';
import { loadPolicyDraft } from '../../../functions/policies/files.ts';
import { decideBlocks } from '../impact/decide-blocks.ts';
import { blocksOf, readBlocks, readHead, writeHead } from '../impact/snapshot-file.ts';
import { readArguments, runCommand, storedOptions, UsageError } from './arguments.ts';
import { withStoredTables } from './stored-tables.ts';

const POLICIES = new URL('../../../workflows/policies', import.meta.url).pathname;

await runCommand(async () => {
  const from = performance.now();
  const { values } = readArguments({
    name: 'impact',
    does: `Decides every stored case of a draft’s region and year again by the draft, and prints what would be other than it
was decided: the figures, and the first rule that decides otherwise. Nothing is stored.`,
    options: {
      draft: { type: 'string', value: 'FILE', says: 'as under workflows/policies, named by its year', required: true },
      ...storedOptions,
      snapshot: {
        type: 'string',
        value: 'FILE',
        says: 'reads the cases from this file, which is written if it is not there yet',
      },
      list: { type: 'string', value: 'FILE', says: 'writes the line of each case into this file' },
    },
    example: 'npm run impact -- --draft drafts/141181-xiaoyi/2026.yaml --list changed.txt',
  });
  const draft = loadPolicyDraft(values.draft, POLICIES).at(-1);
  if (!draft) throw new UsageError(`${values.draft} holds no table`);
  const { region, coverageYear } = draft.table;
  const { snapshot } = values;
  if (snapshot !== undefined && !existsSync(snapshot)) await takeSnapshot(snapshot, values);

  const output = values.list === undefined ? 1 : openSync(values.list, 'w', 0o600);
  const decide = async (blocks: AsyncIterable<Uint8Array>, versions: readonly PolicyVersion[]): Promise<ImpactSums> => {
    const today = dateOfInstant(Date.now());
    const asOf = today > draft.table.inForceFrom ? today : draft.table.inForceFrom;
    const own = versions.filter(({ table }) => table.region === region && table.coverageYear === coverageYear);
    const inForce = versionInForce(own, asOf);
    for (const { path, before, after } of inForce ? tableDifferences(inForce, draft) : []) {
      console.log(`${path}: ${say(before)} → ${say(after)}`);
    }
    return decideBlocks({ draft, inForce, asOf }, blocks, (lines) => {
      if (lines.length > 0) writeSync(output, lines);
    });
  };
  const sums =
    snapshot === undefined
      ? await withStoredTables(values, async ({ client, cases, policies }) => {
          const all = blocksOf(storedCases(client, cases));
          return decide(ownBlocks(all, beginningOf(region, coverageYear)), await storedVersions(client, policies));
        })
      : await decide(readBlocks(snapshot, region, coverageYear), (await readHead(snapshot)).versions);
  if (output !== 1) closeSync(output);
  console.log(`${region} ${coverageYear} by ${draft.version}: ${describeSums(sums).join('\n')}`);
  const { user, system } = process.cpuUsage();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  console.log(`in ${seconds} s, ${((user + system) / 1e6).toFixed(1)} s of processor time`);
});

/** Under its name only when it is whole. */
async function takeSnapshot(file: string, place: Parameters<typeof withStoredTables>[0]): Promise<void> {
  const draft = `${file}.draft`;
  const output = openSync(draft, 'w', 0o600);
  await withStoredTables(place, async ({ client, cases, policies }) => {
    writeSync(output, `${writeHead(new Date().toISOString(), await storedVersions(client, policies))}\n`);
    for await (const block of blocksOf(storedCases(client, cases))) writeSync(output, `${block}\n`);
  });
  closeSync(output);
  renameSync(draft, file);
}

async function* ownBlocks(blocks: AsyncIterable<string>, beginning: string): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) if (block.startsWith(beginning)) yield Buffer.from(block);
}
