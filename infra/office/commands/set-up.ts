/** `npm run set-up`: makes an office of a data folder, or changes what was set up. */
import { existsSync } from 'node:fs';
import {
  dataOption,
  readArguments,
  readPort,
  readRegions,
  runCommand,
  UsageError,
} from '../../local/commands/arguments.ts';
import { openDataFolder } from '../../small-cloud/data-folder/data-folder.ts';
import { refusePassphrase, setPassphrase } from '../backup/backup-key.ts';
import { changeSetUp, setUp } from '../set-up.ts';
import { type OfficeSettings, settingsFile } from '../settings.ts';
import { askFor, askPassphrase } from './ask.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'set-up',
    does: `Sets up an office's own server in a data folder: under which name people reach it, for which regions, and who is
the first administrator. Asks for what is not given. Prints the code for the administrator's first sign-in. On an office
that is there it changes what is given and leaves the rest; the server has to stand still.`,
    options: {
      ...dataOption,
      host: { type: 'string', value: 'NAME', says: 'the name or address by which people in the LAN reach it' },
      port: { type: 'string', value: 'N', says: 'where it serves; otherwise 8443' },
      address: { type: 'string', says: 'the address of this machine that it listens on; otherwise 0.0.0.0' },
      regions: { type: 'string', value: 'CODES', says: 'regions, with commas between' },
      administrator: { type: 'string', value: 'NAME', says: 'account of the first administrator, such as li.wenjing' },
      'administrator-name': { type: 'string', value: 'NAME', says: 'the person’s own name' },
      certificate: {
        type: 'string',
        value: 'FILE',
        says: 'the certificate (PEM, with its chain); otherwise one is made',
      },
      key: { type: 'string', value: 'FILE', says: 'its key (PEM)' },
      'second-factor': { type: 'string', value: 'WHO', says: 'all or administrators; otherwise all' },
      issuer: { type: 'string', value: 'URL', says: 'another OpenID Connect issuer to sign in by' },
      'issuer-client': { type: 'string', value: 'ID', says: 'this office’s client there' },
      'issuer-secret': { type: 'string', says: 'its secret, if it has one' },
      'issuer-ca': { type: 'string', value: 'FILE', says: 'certificate of its CA (PEM)' },
      gateway: { type: 'string', value: 'URL', says: 'where messages to people go out to' },
      estimate: { type: 'string', value: 'on|off', says: 'the page on which anybody in the LAN reckons; otherwise on' },
      webhook: { type: 'string', value: 'URL', says: 'where alarms are sent to' },
      backup: {
        type: 'string',
        value: 'DIR',
        says: 'where the nightly backup goes, sealed by a passphrase that is asked for, or is in CANBAO_PASSPHRASE',
      },
    },
    example:
      'npm run set-up -- --data /srv/canbao --host canbao.example.lan --regions 141181 --administrator li.wenjing',
  });
  const { data } = values;
  const folder = await openDataFolder(data);
  try {
    const given = readGiven(values);
    const passphrase =
      given.backup === undefined ? null : await askPassphrase('Passphrase for the backups', 'The same again');
    const refusal = passphrase === null ? null : refusePassphrase(passphrase);
    if (refusal !== null) throw new UsageError(refusal);
    if (existsSync(settingsFile(data))) {
      if (values.administrator !== undefined) throw new UsageError(`${data} has administrators: add accounts there`);
      changeSetUp(data, given, Date.now());
      console.log('changed; it counts from the next start');
    } else {
      const host = await askFor('host', given.host, 'Name or address of this server, such as canbao.example.lan');
      const regions =
        given.regions ?? readRegions(await askFor('regions', undefined, 'Regions (six digits each, commas between)'));
      const name = await askFor('administrator', values.administrator, 'Account of the first administrator');
      const shown = await askFor('administrator-name', values['administrator-name'], 'The administrator’s own name');
      const code = setUp(data, { ...given, host, regions }, { name, shown }, Date.now());
      console.log(`account ${name}, code for the first sign-in (within seven days): ${code}`);
      console.log(`start it: npm run office -- --data ${data}`);
    }
    if (passphrase !== null) {
      await setPassphrase(data, passphrase);
      console.log('Write the passphrase on paper and keep it in a safe, away from this server and from the backups.');
      console.log('Without it no backup can be read, by nobody.');
    }
  } finally {
    folder.release();
  }
});

/** What was given as an option, and nothing else. */
function readGiven(values: {
  host: string | undefined;
  port: string | undefined;
  address: string | undefined;
  regions: string | undefined;
  certificate: string | undefined;
  key: string | undefined;
  'second-factor': string | undefined;
  issuer: string | undefined;
  'issuer-client': string | undefined;
  'issuer-secret': string | undefined;
  'issuer-ca': string | undefined;
  gateway: string | undefined;
  estimate: string | undefined;
  webhook: string | undefined;
  backup: string | undefined;
}): Partial<OfficeSettings> {
  const { host, address, certificate: cert, key, issuer: url, 'issuer-client': clientId, gateway, webhook } = values;
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--certificate and --key go together');
  if ((url === undefined) !== (clientId === undefined))
    throw new UsageError('--issuer and --issuer-client go together');
  return {
    ...(host !== undefined && { host }),
    ...(values.port !== undefined && { port: readPort(values.port) }),
    ...(address !== undefined && { address }),
    ...(values.regions !== undefined && { regions: readRegions(values.regions) }),
    ...(cert !== undefined && key !== undefined && { certificate: { cert, key } }),
    ...(values['second-factor'] !== undefined && { secondFactor: readFactor(values['second-factor']) }),
    ...(url !== undefined && clientId !== undefined && { issuer: readIssuer(url, clientId, values) }),
    ...(gateway !== undefined && { gateway }),
    ...(values.estimate !== undefined && { estimate: readOnOrOff(values.estimate) }),
    ...(webhook !== undefined && { webhook }),
    ...(values.backup !== undefined && { backup: { to: values.backup } }),
  };
}

function readIssuer(
  url: string,
  clientId: string,
  more: { 'issuer-secret': string | undefined; 'issuer-ca': string | undefined },
): NonNullable<OfficeSettings['issuer']> {
  return { url, clientId, clientSecret: more['issuer-secret'] ?? null, ca: more['issuer-ca'] ?? null };
}

function readOnOrOff(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new UsageError(`--estimate ${text} is neither on nor off`);
  return text === 'on';
}

function readFactor(who: string): OfficeSettings['secondFactor'] {
  if (who !== 'all' && who !== 'administrators')
    throw new UsageError(`--second-factor ${who} is neither all nor administrators`);
  return who;
}
