/**
 * `npm run audit-pack -- CASE --by NAME --reason TEXT [--out DIR] [--data DIR | --endpoint URL]`: writes an auditor's
 * pack of a case into a ZIP file, and into the history of the case who took it and why.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takePack } from '../../../functions/audit/pack/take-pack.ts';
import { caseSchema } from '../../../functions/cases/case.ts';
import { writeZip } from '../../../functions/runtime/sheets/zip-writer.ts';
import { openCaseStore } from '../../../functions/store/cases/case-store.ts';
import { openPolicyStore } from '../../../functions/store/policies/policy-store.ts';
import { bundleVerifier } from '../../build/bundle-verifier.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values, positionals } = readOptions(
    {
      by: { type: 'string' },
      reason: { type: 'string' },
      out: { type: 'string', default: '.' },
      data: { type: 'string', default: defaultData },
      endpoint: { type: 'string' },
    },
    1,
  );
  const [caseId] = positionals;
  const { by, reason, out } = values;
  if (!caseId || !by || !reason || /\d{6}/.test(reason)) {
    throw new UsageError('usage: npm run audit-pack -- CASE --by NAME --reason TEXT (without numbers of anybody)');
  }
  const verifier = await bundleVerifier();
  await withStoredTables(values, async (tables) => {
    const cases = openCaseStore(tables.client, tables.cases, caseSchema);
    const found = await cases.get(caseId);
    if (!found) throw new UsageError(`there is no case ${caseId}`);
    const policies = openPolicyStore(tables.client, tables.policies);
    const taken = { at: new Date().toISOString(), by: `operator:${by}`, reason };
    const pack = await takePack(found, taken, { cases, policies, verifier });
    if (!pack) throw new Error(`${caseId} is being changed; try again`);
    const path = join(out, `${caseId}-audit-pack.zip`);
    writeFileSync(path, writeZip(pack.files), { mode: 0o600 });
    console.log(`${path}\ndigest ${pack.digest}`);
  });
});
