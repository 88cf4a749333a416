/** `npm run verify`: proves what is stored. */
import { verifyTables } from '../../../functions/audit/verify-tables.ts';
import { verifyFolder } from '../../small-cloud/data-folder/verify-folder.ts';
import { readArguments, runCommand, storedOptions } from './arguments.ts';
import { withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'verify',
    does: `Computes every stored decision again from its facts and the version of the policy table that it names, checks
each history’s chain of hashes, and prints counts and one digest. Of a data folder it first reads every byte that
keeps the work and names each file that is missing or damaged. Ends with 1 if anything was found.`,
    options: storedOptions,
    example: 'npm run verify -- --data .data',
  });
  // Before the database is opened, which would drop what is damaged.
  const damaged = values.endpoint === undefined ? await verifyFolder(values.data) : [];
  for (const line of damaged) console.log(`-  damaged  ${line}`);
  if (damaged.length > 0) process.exitCode = 1;
  const verified = await withStoredTables(values, ({ client, ...tables }) => verifyTables(client, tables));
  const { findings, digest, cases, decisions, policyVersions } = verified;
  for (const { caseId, what, where } of findings) console.log(`${caseId ?? '-'}  ${what}  ${where}`);
  console.log(
    `${cases} cases, ${decisions} decisions by ${policyVersions} policy versions, ${findings.length} findings`,
  );
  console.log(`digest ${digest}`);
  if (findings.length > 0) process.exitCode = 1;
});
