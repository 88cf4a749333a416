/** `npm run verify`: proves what is stored. */
import { verifyTables } from '../../../functions/audit/verify-tables.ts';
import { digestsOfDocuments } from '../../backup/documents.ts';
import { verifyFolder } from '../../small-cloud/data-folder/verify-folder.ts';
import { readArguments, runCommand, storedOptions } from './arguments.ts';
import { runningCases } from './running-executions.ts';
import { withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'verify',
    does: `Computes every stored decision again from its facts and the version of the policy table that it names, checks
each history’s chain of hashes, holds cases, documents, ledger, messages and executions against each other, and prints counts and one
digest. What an earlier release decided and a later ruling makes wrong is listed by itself, and is no finding. Of a data folder it first reads every byte that
keeps the work and names each file that is missing or damaged. Ends with 1 if anything was found.`,
    options: storedOptions,
    example: 'npm run verify -- --data .data',
  });
  // Before the database is opened, which would drop what is damaged.
  const damaged = values.endpoint === undefined ? await verifyFolder(values.data) : [];
  for (const line of damaged) console.log(`-  damaged  ${line}`);
  if (damaged.length > 0) process.exitCode = 1;
  const digestOfDocument = values.endpoint === undefined ? await digestsOfDocuments(values.data) : undefined;
  const running = await runningCases(values);
  const verified = await withStoredTables(values, ({ client, ...tables }) =>
    verifyTables(client, tables, { readRunning: async () => running, digestOfDocument }),
  );
  const { findings, known, digest, cases, decisions, policyVersions } = verified;
  for (const { caseId, what, where } of findings) console.log(`${caseId ?? '-'}  ${what}  ${where}`);
  for (const { caseId, ruling, where } of known) console.log(`${caseId}  known wrong by ruling ${ruling}  ${where}`);
  if (digestOfDocument === undefined) console.log('contents of documents were not looked at: they are in the bucket');
  if (running === null) console.log('executions were not looked at: nobody here knows them');
  console.log(
    `${cases} cases, ${decisions} decisions by ${policyVersions} policy versions, ${findings.length} findings, ${known.length} known wrong by later rulings`,
  );
  console.log(`digest ${digest}`);
  if (findings.length > 0) process.exitCode = 1;
});
