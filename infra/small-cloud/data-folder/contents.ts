import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readKeptJson, writeKeptJson } from './kept-json.ts';

const FILE = 'contents.json';

const contentsSchema = z.strictObject({
  format: z.literal(1),
  /**
   * `being made`: by a first start that has answered nobody yet. `being restored`, `restored`: only tables are put in.
   * `whole`: a start has come to its end.
   */
  state: z.enum(['being made', 'being restored', 'restored', 'whole']),
  /** What has to be in the folder. */
  parts: z.array(z.string()),
  /** The tables of its own database, or of another one at an address. */
  tables: z.record(z.string(), z.array(z.string())),
});
type Contents = z.infer<typeof contentsSchema>;

/** A part of the folder, and why nothing is started without it. */
const PARTS: Readonly<Record<string, string>> = {
  dynamodb: 'the tables',
  'state-machines': 'the executions and what they wait for',
  'buckets/buckets.json': 'the objects of buckets',
  'secrets.json': 'without it what the secrets have sealed stays sealed for ever',
  'issuer.json': "the issuer's key, by which tokens are known",
  'state-machines/versions.json': 'the published versions of state machines',
  'clock.json': 'the time that this data has reached',
  'schedules.json': 'what has fired',
  'schedule-events.json': 'what is still to be tried',
  'custom-resources.json': 'what functions of the template have made',
};

/** Parts that are a folder are there when this is in them: an empty folder is none. */
const IN_FOLDER: Readonly<Record<string, RegExp>> = { dynamodb: /^CURRENT$/, 'state-machines': /^journal-\d+\.log$/ };

/** Something that was there is not there any more, or was never finished. */
class MissingPartsError extends Error {
  override name = 'MissingPartsError';
}

/** What a folder has to hold, for one start. */
export interface OpenContents {
  /** @throws MissingPartsError naming each table that an earlier start has seen in that database */
  checkTables(database: string, tables: readonly string[]): void;
  /** The start has come to its end: what is there now has to be there from now on. */
  complete(database: string | undefined, tables: readonly string[]): void;
}

/**
 * Looks whether all is there that was there. A folder is fresh when nothing of a machine is in it; one without contents
 * that is not fresh was left by an earlier release.
 *
 * @param elsewhere whether the tables are in another database
 * @throws MissingPartsError naming each part that is missing
 */
export function openContents(folder: string, elsewhere: boolean): OpenContents {
  const kept = readKept(folder);
  if (kept?.state === 'being restored') {
    throw new MissingPartsError(`a restore into ${folder} was broken off: delete the folder and restore again`);
  }
  const found = findParts(folder);
  const expected = kept === undefined ? expectedOfOld(folder, found) : kept.parts;
  const missing = expected.filter((part) => !found.includes(part) && !(part === 'dynamodb' && elsewhere));
  if (missing.length > 0) {
    const named = missing.map((part) => `${part} (${PARTS[part] ?? 'it was there'})`).join(', ');
    throw new MissingPartsError(
      `${folder} is not whole: missing ${named}. Put it back from where it is kept, or choose another --data folder`,
    );
  }
  if (kept === undefined && expected.length === 0) write(folder, { state: 'being made', parts: [], tables: {} });
  return {
    checkTables(database, tables) {
      const gone = (kept?.tables[database] ?? []).filter((table) => !tables.includes(table));
      if (gone.length === 0) return;
      throw new MissingPartsError(
        `${folder} is not whole: its database has lost the table ${gone.join(', ')}. Put the database back from where it is kept, or choose another --data folder`,
      );
    },
    complete(database, tables) {
      const contents = {
        state: 'whole',
        parts: [...new Set([...(kept?.parts ?? []), ...findParts(folder)])].sort(),
        tables: { ...kept?.tables, ...(database !== undefined && { [database]: tables.toSorted() }) },
      } as const;
      if (!isDeepStrictEqual({ format: 1, ...contents }, kept)) write(folder, contents);
    },
  };
}

/** The parts that have to be there and are not; of tables that nothing was ever started on nobody can tell. */
export function missingParts(folder: string): string[] {
  const kept = readKept(folder);
  const found = findParts(folder);
  const expected = kept?.parts ?? (wasStarted(found) ? expectedOfOld(folder, found) : []);
  return expected.filter((part) => !found.includes(part));
}

/** Whether tables may be put into it: nothing is there but, at most, the secrets that they were sealed by. */
export function isFresh(folder: string): boolean {
  const kept = readKept(folder);
  const found = findParts(folder);
  if (kept !== undefined) return kept.state === 'being restored';
  return found.every((part) => part === 'secrets.json') && !existsSync(join(folder, 'dynamodb'));
}

/** Whether a restore into it was begun and has not come to its end. */
export const isBeingRestored = (folder: string): boolean => readKept(folder)?.state === 'being restored';

/**
 * Tables begin to be put into a folder, or have been. Until they all are, nothing is started on it; afterwards the
 * secrets that they were sealed by have to be there.
 */
export function markRestored(folder: string, tables: readonly string[] | undefined): void {
  const done = tables !== undefined;
  write(folder, {
    state: done ? 'restored' : 'being restored',
    parts: done ? ['dynamodb', 'secrets.json'] : [],
    tables: done ? { own: [...tables] } : {},
  });
}

const readKept = (folder: string) => readKeptJson(join(folder, FILE), contentsSchema);

const write = (folder: string, contents: Omit<Contents, 'format'>): void =>
  writeKeptJson(join(folder, FILE), { format: 1, ...contents } satisfies Contents);

const findParts = (folder: string): string[] => Object.keys(PARTS).filter((part) => isThere(folder, part));

function isThere(folder: string, part: string): boolean {
  const path = join(folder, part);
  const inside = IN_FOLDER[part];
  if (inside === undefined) return existsSync(path);
  return existsSync(path) && readdirSync(path).some((name) => inside.test(name));
}

const wasStarted = (found: readonly string[]): boolean =>
  found.some((part) => part !== 'dynamodb' && part !== 'secrets.json');

/** Of releases that wrote no contents: a folder that was started on, or one that holds restored tables only. */
function expectedOfOld(folder: string, found: readonly string[]): string[] {
  if (wasStarted(found)) return ['dynamodb', 'state-machines', 'secrets.json', 'issuer.json', 'clock.json'];
  return found.length > 0 || existsSync(join(folder, 'dynamodb')) ? ['dynamodb', 'secrets.json'] : [];
}
