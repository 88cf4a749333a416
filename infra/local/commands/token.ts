/** `npm run -s token`: prints a bearer token of the machine's own issuer. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readKeptTime } from '../../small-cloud/clock/kept-clock.ts';
import { openTokens, roles } from '../sign-in/claims.ts';
import { machineOptions, readArguments, readRegions, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

await runCommand(async () => {
  const { values } = readArguments({
    name: 'token',
    does: 'Prints a bearer token for the HTTP API, valid for 8 hours of the machine’s clock.',
    options: {
      role: { type: 'string', value: 'ROLE', says: roles.join(', '), required: true },
      regions: { type: 'string', value: 'CODES', says: 'regions, with commas between', default: '' },
      university: { type: 'string', value: 'CODE', says: 'the five digits of a university, for that role' },
      sub: { type: 'string', value: 'NAME', says: 'who it is, in histories; otherwise ROLE-1' },
      ...machineOptions,
    },
    example: 'npm run -s token -- --role caseworker --regions 141181,140400',
  });
  const role = roles.find((known) => known === values.role);
  if (role === undefined) throw new UsageError(`--role must be one of ${roles.join(', ')}`);
  const regions = readRegions(values.regions);

  const { university } = values;
  const fits = role === 'university' ? /^\d{5}$/.test(university ?? '') : university === undefined;
  if (!fits) {
    throw new UsageError('--university is the five digits of a university, with --role university and no other');
  }

  const port = choosePort({ port: values.port, data: values.data });
  const clock = port === undefined ? undefined : await askClock(port);
  const data = clock?.data ?? values.data;
  if (!existsSync(join(data, 'issuer.json'))) throw new UsageError(`no machine was started on ${data} yet`);
  const tokens = await openTokens(data);
  const now = clock?.now ?? readKeptTime(join(data, 'clock.json'));
  console.log(await tokens.sign({ sub: values.sub ?? `${role}-1`, role, regions, university }, now));
});
