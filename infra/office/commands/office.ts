/**
 * `npm run office`: runs an office's own server. Prints what it does to stderr and, once everything serves, one line to
 * stdout: `ready https://HOST:PORT`.
 */

import { assembleInto } from '../../local/assemble-into.ts';
import { dataOption, readArguments, runCommand, UsageError } from '../../local/commands/arguments.ts';
import { openDataFolder } from '../../small-cloud/data-folder/data-folder.ts';
import { openAccounts } from '../accounts/accounts.ts';
import { startOffice } from '../office.ts';
import { readSettings } from '../settings.ts';

/** In Lambda the time zone is UTC, and threads share this process's. */
process.env.TZ = 'UTC';

const say = (line: string) => console.error(line);

await runCommand(async () => {
  const { values } = readArguments({
    name: 'office',
    does: `Runs an office's own server, which npm run set-up has set up: accounts, TLS, real time, until ctrl-C; kill it and
start it again at will.`,
    options: {
      ...dataOption,
      assembly: { type: 'string', value: 'DIR', says: 'runs what was synthesized there before' },
      recover: {
        type: 'string',
        value: 'ACCOUNT',
        says: 'prints a code for an administrator who cannot sign in any more, and ends; the server has to stand still',
      },
    },
    example: 'npm run office -- --data /srv/canbao',
  });
  if (values.recover !== undefined) return recover(values.data, values.recover);
  const office = await startOffice({ data: values.data, assembly: values.assembly ?? assembleInto(say), log: say });
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('stopping');
    await office.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (office.certificate.madeHere) say(`certificate made here, SHA-256 ${office.certificate.fingerprint}`);
  console.log(`ready ${office.url}`);
});

async function recover(data: string, name: string): Promise<void> {
  if (readSettings(data) === undefined) throw new UsageError(`${data} is no office`);
  const folder = await openDataFolder(data);
  try {
    const accounts = openAccounts(data);
    const found = accounts.find(name);
    if (found === undefined || !found.administrator) throw new UsageError(`${name} is no administrator of this office`);
    console.log(
      `account ${name}, code for the next sign-in (within seven days): ${accounts.recover(name, Date.now())}`,
    );
  } finally {
    folder.release();
  }
}
