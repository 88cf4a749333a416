/** `npm run iam`: whether each grant of the template is needed. */

import { keptAssembly } from '../../build/kept-assembly.ts';
import { explainGrant, explainStatement } from '../scenarios/explained-grants.ts';
import { findUnused, listPlays, listPlaysTogether, type RemovedGrant, removeEach } from '../scenarios/prove-grants.ts';
import { readScenarios } from '../scenarios/scenario.ts';
import { readArguments, runCommand } from './arguments.ts';

process.env.TZ = 'UTC';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'iam',
    does: `Plays all scenarios, and what people do beside them, on this machine, and prints the grants that no call has used,
with the reason why they are there. Ends with 1 if one has none.`,
    options: {
      'without-each': {
        type: 'boolean',
        says: 'takes each statement from its role and plays what uses it: it takes many minutes',
      },
      roles: { type: 'string', value: 'PATTERN', says: 'with it, only the roles whose name matches', default: '.' },
    },
    example: 'npm run iam -- --without-each --roles Import',
  });
  const roles = new RegExp(values.roles);
  const assembly = await keptAssembly();
  await (values['without-each'] ? proveEach(assembly, roles) : tellUnused(assembly));
});

async function tellUnused(assembly: string): Promise<void> {
  const { unused, statements } = await findUnused(assembly, listPlaysTogether(readScenarios()));
  for (const grant of unused) {
    const why = explainGrant(grant);
    console.log(`${grant.role} ${grant.sid ?? ''}: ${grant.action} on ${grant.resource}: ${why ?? 'NEVER USED'}`);
    if (why === undefined) process.exitCode = 1;
  }
  console.log(`${statements} statements, ${unused.length} grants not used by any scenario`);
}

async function proveEach(assembly: string, roles: RegExp): Promise<void> {
  let needed = 0;
  const tell = ({ permission, failed }: RemovedGrant) => {
    const { role, place, statement } = permission;
    const why = failed ? undefined : explainStatement(permission);
    if (failed) needed += 1;
    else if (why === undefined) process.exitCode = 1;
    const outcome = failed ? `without it ${failed.play} fails: ${failed.failure}` : (why ?? 'NOTHING FAILS WITHOUT IT');
    console.log(`${role} ${statement.Sid ?? place}: ${outcome}`);
  };
  await removeEach(assembly, listPlays(readScenarios()), tell, roles);
  console.log(`${needed} statements are needed`);
}
