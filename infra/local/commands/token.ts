/**
 * `npm run -s token -- --role caseworker --regions 141181 [--university CODE] [--sub NAME] [--data DIR | --port N]`: prints a bearer token
 * that is valid for 8 hours of the machine's clock. Several regions are separated by commas.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readKeptTime } from '../../small-cloud/clock/kept-clock.ts';
import { openTokens, roles } from '../sign-in/claims.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

await runCommand(async () => {
  const { values } = readOptions({
    role: { type: 'string' },
    regions: { type: 'string', default: '' },
    university: { type: 'string' },
    sub: { type: 'string' },
    data: { type: 'string', default: defaultData },
    port: { type: 'string' },
  });
  const role = roles.find((known) => known === values.role);
  if (role === undefined) throw new UsageError(`--role must be one of ${roles.join(', ')}`);
  const regions = values.regions.split(/[\s,]+/).filter((region) => region !== '');
  const wrong = regions.find((region) => !/^\d{6}$/.test(region));
  if (wrong !== undefined) throw new UsageError(`--regions: ${wrong} is not a GB/T 2260 code of six digits`);

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
