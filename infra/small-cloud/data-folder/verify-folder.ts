import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkLogs, checkTables } from '../services/dynamodb/level-files.ts';
import { damagedObjects } from '../services/s3/buckets.ts';
import { readLines } from '../services/state-machines/journal/lines.ts';
import { missingParts } from './contents.ts';
import { damagedFiles } from './kept-json.ts';

/**
 * Reads everything that keeps the work and compares it with its checksums, whether a machine runs on the folder or not: the
 * tables, the executions, the kept files. A start looks at what it needs; this looks at every byte.
 *
 * @returns one line for each part that is missing or damaged
 */
export async function verifyFolder(folder: string): Promise<string[]> {
  const executions = join(folder, 'state-machines');
  const found = [
    ...missingParts(folder).map((part) => `${join(folder, part)} is missing`),
    ...[folder, executions, join(folder, 'buckets')].flatMap((one) =>
      damagedFiles(one).map((path) => `${path} is damaged`),
    ),
  ];
  const database = join(folder, 'dynamodb');
  if (existsSync(database)) {
    for (const check of [checkLogs, checkTables]) found.push(...(await reasonOf(async () => check(database))));
  }
  found.push(...(await damagedObjects(join(folder, 'buckets'))));
  const lines = existsSync(executions) ? readdirSync(executions) : [];
  for (const name of lines.filter((one) => /^(journal|checkpoint|ended)-\d+\.(log|data|index)$/.test(one))) {
    found.push(...(await reasonOf(() => readLines(join(executions, name), () => {}))));
  }
  return found;
}

async function reasonOf(check: () => Promise<unknown>): Promise<string[]> {
  try {
    await check();
    return [];
  } catch (error) {
    // What a running machine has put together meanwhile is in another file.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return [error instanceof Error ? error.message : String(error)];
  }
}
