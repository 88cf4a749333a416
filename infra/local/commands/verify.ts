/**
 * `npm run verify -- [--data DIR | --endpoint URL]`: computes every stored decision again from the stored facts and the
 * version of the policy table that it names, checks each history's chain of hashes, and prints counts and one digest.
 * `--endpoint https://dynamodb.…` reads the tables of a stack on AWS. Exit status 1 if anything was found.
 */
import { verifyTables } from '../../../functions/audit/verify-tables.ts';
import { defaultData, readOptions, runCommand } from './arguments.ts';
import { withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values } = readOptions({ data: { type: 'string', default: defaultData }, endpoint: { type: 'string' } });
  const verified = await withStoredTables(values, ({ client, ...tables }) => verifyTables(client, tables));
  const { findings, digest, cases, decisions, policyVersions } = verified;
  for (const { caseId, what, where } of findings) console.log(`${caseId ?? '-'}  ${what}  ${where}`);
  console.log(
    `${cases} cases, ${decisions} decisions by ${policyVersions} policy versions, ${findings.length} findings`,
  );
  console.log(`digest ${digest}`);
  if (findings.length > 0) process.exitCode = 1;
});
