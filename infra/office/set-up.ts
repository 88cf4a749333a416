/** Makes an office of a data folder: settings, accounts, and the first administrator. */
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { nameSchema } from './accounts/account.ts';
import { createAccounts } from './accounts/accounts.ts';
import { readCertificate } from './certificate.ts';
import { type OfficeSettings, officePath, settingsFile, writeSettings } from './settings.ts';

export interface SetUp {
  data: string;
  host: string;
  port: number;
  address: string;
  regions: readonly string[];
  certificate: { cert: string; key: string } | null;
  secondFactor: string;
  issuer: OfficeSettings['issuer'];
  gateway: string | null;
  webhook: string | null;
  administrator: { name: string; shown: string };
}

const hostSchema = z
  .string()
  .toLowerCase()
  .refine(
    (host) =>
      isIP(host) === 4 || /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(host),
  );
const addressSchema = z.url({ protocol: /^https?$/ });

/** @returns the code by which the administrator signs in for the first time. @throws with one line, and nothing is made */
export function setUp(given: SetUp, now: number): string {
  const { data, administrator } = given;
  if (existsSync(settingsFile(data))) throw new Error(`${data} is an office already`);
  if (existsSync(join(data, 'clock.json')))
    throw new Error(`${data} was used for practice (npm start); an office needs a folder of its own`);
  const host = check(
    hostSchema,
    given.host,
    '--host',
    'a name in the LAN such as canbao.example.lan, or an IPv4 address',
  );
  if (isIP(given.address) === 0) throw new Error(`--address ${given.address} is no address of this machine`);
  if (given.port === 0) throw new Error('--port 0: people need a port that stays');
  if (given.regions.length === 0) throw new Error('--regions names no region');
  if (given.secondFactor !== 'all' && given.secondFactor !== 'administrators')
    throw new Error(`--second-factor ${given.secondFactor} is neither all nor administrators`);
  for (const [option, url] of [
    ['--gateway', given.gateway],
    ['--webhook', given.webhook],
    ['--issuer', given.issuer?.url ?? null],
  ] as const)
    if (url !== null) check(addressSchema, url, option, 'an address such as https://example.lan/path');
  const certificate = given.certificate && {
    cert: realPath(given.certificate.cert),
    key: realPath(given.certificate.key),
  };
  if (certificate !== null) readCertificate(certificate, host, now);
  const name = check(
    nameSchema,
    administrator.name,
    '--administrator',
    'small letters, digits and dots, such as li.wenjing',
  );
  const shown = check(
    z.string().trim().min(1).max(40),
    administrator.shown,
    '--administrator-name',
    'the person’s name',
  );

  mkdirSync(officePath(data), { recursive: true, mode: 0o700 });
  const accounts = createAccounts(data);
  const code = accounts.add(
    name,
    { shown, role: null, regions: [], university: null, administrator: true, outside: null },
    now,
  );
  // Last: a folder without settings is no office, and is set up again.
  writeSettings(data, {
    format: 1,
    host,
    port: given.port,
    address: given.address,
    regions: [...given.regions],
    certificate,
    secondFactor: given.secondFactor,
    issuer: given.issuer && { ...given.issuer, ca: given.issuer.ca && realPath(given.issuer.ca) },
    gateway: given.gateway,
    webhook: given.webhook,
    backup: null,
  });
  return code;
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  option: string,
  right: string,
): z.output<Schema> {
  const read = schema.safeParse(value);
  if (!read.success) throw new Error(`${option} ${String(value)} is not ${right}`);
  return read.data;
}

function realPath(path: string): string {
  if (!existsSync(path)) throw new Error(`there is no file ${path}`);
  return realpathSync(resolve(path));
}
