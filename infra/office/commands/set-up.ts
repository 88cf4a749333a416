/** `npm run set-up`: makes an office of a data folder. */
import {
  dataOption,
  readArguments,
  readPort,
  readRegions,
  runCommand,
  UsageError,
} from '../../local/commands/arguments.ts';
import { setUp } from '../set-up.ts';
import { askFor } from './ask.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'set-up',
    does: `Sets up an office's own server in a data folder: under which name people reach it, for which regions, and who is
the first administrator. Asks for what is not given. Prints the code for the administrator's first sign-in.`,
    options: {
      ...dataOption,
      host: { type: 'string', value: 'NAME', says: 'the name or address by which people in the LAN reach it' },
      port: { type: 'string', value: 'N', says: 'where it serves', default: '8443' },
      address: { type: 'string', says: 'the address of this machine that it listens on', default: '0.0.0.0' },
      regions: { type: 'string', value: 'CODES', says: 'regions, with commas between' },
      administrator: { type: 'string', value: 'NAME', says: 'account of the first administrator, such as li.wenjing' },
      'administrator-name': { type: 'string', value: 'NAME', says: 'the person’s own name' },
      certificate: {
        type: 'string',
        value: 'FILE',
        says: 'the certificate (PEM, with its chain); otherwise one is made',
      },
      key: { type: 'string', value: 'FILE', says: 'its key (PEM)' },
      'second-factor': { type: 'string', value: 'WHO', says: 'all or administrators', default: 'all' },
      issuer: { type: 'string', value: 'URL', says: 'another OpenID Connect issuer to sign in by' },
      'issuer-client': { type: 'string', value: 'ID', says: 'this office’s client there' },
      'issuer-secret': { type: 'string', says: 'its secret, if it has one' },
      'issuer-ca': { type: 'string', value: 'FILE', says: 'certificate of its CA (PEM)' },
      gateway: { type: 'string', value: 'URL', says: 'where messages to people go out to' },
      webhook: { type: 'string', value: 'URL', says: 'where alarms are sent to' },
    },
    example:
      'npm run set-up -- --data /srv/canbao --host canbao.example.lan --regions 141181 --administrator li.wenjing',
  });
  const host = await askFor(
    'host',
    values.host,
    'Name or address of this server in the LAN, such as canbao.example.lan',
  );
  const regions = await askFor('regions', values.regions, 'Regions (six digits each, with commas between)');
  const name = await askFor(
    'administrator',
    values.administrator,
    'Account of the first administrator, such as li.wenjing',
  );
  const shown = await askFor('administrator-name', values['administrator-name'], 'The administrator’s own name');
  const { certificate: cert, key, issuer, 'issuer-client': clientId } = values;
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--certificate and --key go together');
  if ((issuer === undefined) !== (clientId === undefined))
    throw new UsageError('--issuer and --issuer-client go together');
  const code = setUp(
    {
      data: values.data,
      host,
      port: readPort(values.port),
      address: values.address,
      regions: readRegions(regions),
      certificate: cert === undefined || key === undefined ? null : { cert, key },
      secondFactor: values['second-factor'],
      issuer:
        issuer === undefined || clientId === undefined
          ? null
          : {
              url: issuer,
              clientId,
              clientSecret: values['issuer-secret'] ?? null,
              ca: values['issuer-ca'] ?? null,
            },
      gateway: values.gateway ?? null,
      webhook: values.webhook ?? null,
      administrator: { name, shown },
    },
    Date.now(),
  );
  console.log(`account ${name}, code for the first sign-in (within seven days): ${code}`);
  console.log(`start it: npm run office -- --data ${values.data}`);
});
