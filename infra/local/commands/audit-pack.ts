/** `npm run audit-pack`: writes an auditor's pack of a case. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takePack } from '../../../functions/audit/pack/take-pack.ts';
import { caseSchema } from '../../../functions/cases/case.ts';
import { holdsPersonalNumber } from '../../../functions/domain/person/numbers-in-text.ts';
import { writeZip } from '../../../functions/runtime/sheets/zip-writer.ts';
import { openCaseStore } from '../../../functions/store/cases/case-store.ts';
import { openPolicyStore } from '../../../functions/store/policies/policy-store.ts';
import { bundleVerifier } from '../../build/bundle-verifier.ts';
import { readArguments, runCommand, storedOptions, UsageError } from './arguments.ts';
import { withStoredTables } from './stored-tables.ts';

await runCommand(async () => {
  const { values, positionals } = readArguments({
    name: 'audit-pack',
    does: `Writes an auditor’s pack of a case, with its clauses, policy version and history, into a ZIP file, and into the
history of the case who took it and why. node verify.mjs in it decides the case again.`,
    takes: ['CASE'],
    options: {
      by: { type: 'string', value: 'NAME', says: 'who takes it', required: true },
      reason: { type: 'string', says: 'why, without numbers of anybody', required: true },
      out: { type: 'string', value: 'DIR', says: 'the folder for the file', default: '.' },
      ...storedOptions,
    },
    example: 'npm run audit-pack -- L141181-2026-7KQ2MXW4TB --by qian --reason 年度抽查',
  });
  const [caseId = ''] = positionals;
  const { by, reason, out } = values;
  if (holdsPersonalNumber(reason)) throw new UsageError('--reason must not hold the number of anybody');
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
