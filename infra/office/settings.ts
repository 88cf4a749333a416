/** What an office was set up with; in a folder of its own in the data folder, beside its accounts. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from '../small-cloud/data-folder/kept-json.ts';

const settingsSchema = z.strictObject({
  format: z.literal(1),
  /** Under which people in the LAN reach it: a name or an address of this machine. */
  host: z.string(),
  port: z.int(),
  /** Where it listens. */
  address: z.string(),
  /** Regions whose people work here. */
  regions: z.array(z.string()),
  /** Paths of the office's own certificate; null for one that is made here. */
  certificate: z.strictObject({ cert: z.string(), key: z.string() }).nullable(),
  /** Who needs a second factor beside the password. */
  secondFactor: z.enum(['all', 'administrators']),
  /** Another OpenID Connect issuer by which people may sign in. */
  issuer: z
    .strictObject({
      url: z.string(),
      clientId: z.string(),
      clientSecret: z.string().nullable(),
      /** File with the certificate of its CA. */
      ca: z.string().nullable(),
    })
    .nullable(),
  /** Where messages to people go out to. */
  gateway: z.string().nullable(),
  /** Whether anybody in the LAN may reckon without sign-in. */
  estimate: z.boolean().default(true),
  /** Where alarms are sent to. */
  webhook: z.string().nullable(),
  /** Where the nightly backup goes; null for none. */
  backup: z.strictObject({ to: z.string() }).nullable(),
});
export type OfficeSettings = z.infer<typeof settingsSchema>;

export const officePath = (data: string, ...names: string[]): string => join(data, 'office', ...names);
export const settingsFile = (data: string): string => officePath(data, 'settings.json');

/** undefined when the folder belongs to no office yet. */
export const readSettings = (data: string): OfficeSettings | undefined =>
  readKeptJson(settingsFile(data), settingsSchema);

export function writeSettings(data: string, settings: OfficeSettings): void {
  mkdirSync(officePath(data), { recursive: true, mode: 0o700 });
  writeKeptJson(settingsFile(data), settings);
}
