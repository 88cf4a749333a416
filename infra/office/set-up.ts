/** Makes an office of a data folder: settings, accounts, and the first administrator; or changes what was set up. */
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { nameSchema } from './accounts/account.ts';
import { createAccounts } from './accounts/accounts.ts';
import { readAuthorities, readCertificate } from './certificate.ts';
import { type OfficeSettings, officePath, readSettings, settingsFile, writeSettings } from './settings.ts';

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const hostSchema = z
  .string()
  .toLowerCase()
  .refine((host) => isIP(host) === 4 || HOST.test(host));
const urlSchema = z.url({ protocol: /^https?$/ });

/** What is not said is as it is here. */
const USUAL: Omit<OfficeSettings, 'host' | 'regions'> = {
  format: 1,
  port: 8443,
  address: '0.0.0.0',
  certificate: null,
  secondFactor: 'all',
  issuer: null,
  gateway: null,
  estimate: true,
  webhook: null,
  backup: null,
};

/** @returns the code by which the administrator signs in for the first time. @throws with one line, and nothing is made */
export function setUp(
  data: string,
  given: Partial<OfficeSettings> & Pick<OfficeSettings, 'host' | 'regions'>,
  administrator: { name: string; shown: string },
  now: number,
): string {
  if (existsSync(settingsFile(data))) throw new Error(`${data} is an office already`);
  if (existsSync(join(data, 'clock.json')))
    throw new Error(`${data} was used for practice (npm start); an office needs a folder of its own`);
  const settings = checkSettings({ ...USUAL, ...given }, now);
  const name = check(nameSchema, administrator.name, '--administrator', 'small letters and digits, such as li.wenjing');
  const shownSchema = z.string().trim().min(1).max(40);
  const shown = check(shownSchema, administrator.shown, '--administrator-name', 'the person’s name');
  mkdirSync(officePath(data), { recursive: true, mode: 0o700 });
  const details = { shown, role: null, regions: [], university: null, administrator: true, outside: null };
  const code = createAccounts(data).add(name, details, now);
  // Last: a folder without settings is no office, and is set up again.
  writeSettings(data, settings);
  return code;
}

/** Changes an office that stands still; what is not given stays. @throws with one line, and nothing has changed */
export function changeSetUp(data: string, given: Partial<OfficeSettings>, now: number): void {
  const settings = readSettings(data);
  if (settings === undefined) throw new Error(`${data} is no office yet`);
  writeSettings(data, checkSettings({ ...settings, ...given }, now));
}

function checkSettings(settings: OfficeSettings, now: number): OfficeSettings {
  const host = check(
    hostSchema,
    settings.host,
    '--host',
    'a name in the LAN such as canbao.example.lan, or an IPv4 address',
  );
  if (isIP(settings.address) === 0) throw new Error(`--address ${settings.address} is no address of this machine`);
  if (settings.port === 0) throw new Error('--port 0: people need a port that stays');
  if (settings.regions.length === 0) throw new Error('--regions names no region');
  const urls = {
    '--gateway': settings.gateway,
    '--webhook': settings.webhook,
    '--issuer': settings.issuer?.url ?? null,
  };
  for (const [option, url] of Object.entries(urls))
    if (url !== null) check(urlSchema, url, option, 'an address such as https://example.lan/path');
  const { certificate: named, issuer, backup } = settings;
  const certificate = named && { cert: realPath(named.cert), key: realPath(named.key) };
  if (certificate !== null) readCertificate(certificate, host, now);
  const authority = issuer?.ca ? realPath(issuer.ca) : null;
  if (authority !== null) readAuthorities(authority, now);
  if (backup !== null && !statSync(realPath(backup.to)).isDirectory()) throw new Error(`${backup.to} is no folder`);
  return {
    ...settings,
    host,
    certificate,
    issuer: issuer && { ...issuer, ca: authority },
    backup: backup && { to: realPath(backup.to) },
  };
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
  if (!existsSync(path)) throw new Error(`there is no ${path}`);
  return realpathSync(resolve(path));
}
