/** Puts a backup into an empty machine and proves what is then there, as somebody would have to whose server is gone. */
import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyTables } from '../../../functions/audit/verify-tables.ts';
import { copyDocuments, digestsOfDocuments } from '../../backup/documents.ts';
import { restore } from '../../backup/restore.ts';
import { withDatabase, withStoredTables } from '../../local/commands/stored-tables.ts';
import { markRestored } from '../../small-cloud/data-folder/contents.ts';
import { damagedObjects } from '../../small-cloud/services/s3/buckets.ts';
import { officePath } from '../settings.ts';
import { unseal } from './sealed-backup.ts';

/**
 * @param scratch a folder that is emptied before and after
 * @returns the digest of the decisions, as `npm run verify` prints it
 * @throws when anything of the backup is not what was written, or a decision cannot be proved
 */
export async function tryBackup(path: string, key: Buffer, scratch: string): Promise<string> {
  try {
    await rm(scratch, { recursive: true, force: true });
    const [from, data] = [join(scratch, 'unsealed'), join(scratch, 'data')];
    await mkdir(from, { recursive: true, mode: 0o700 });
    await unseal(path, key, from);
    await restoreInto(from, data);
    const digestOfDocument = await digestsOfDocuments(data);
    const { findings, digest } = await withStoredTables({ data }, ({ client, ...tables }) =>
      verifyTables(client, tables, { digestOfDocument }),
    );
    const [damaged] = await damagedObjects(join(data, 'buckets'));
    if (damaged !== undefined) throw new Error(damaged);
    const [first] = findings;
    if (first !== undefined) throw new Error(`${findings.length} findings, the first: ${first.what} ${first.where}`);
    return digest;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Puts an unsealed backup into a data folder that is not there yet. */
export async function restoreInto(from: string, data: string): Promise<void> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  // Until all of it is in, nothing is started on the folder.
  markRestored(data, undefined);
  await copyFile(join(from, 'secrets.json'), join(data, 'secrets.json'));
  await cp(join(from, 'office'), officePath(data), { recursive: true });
  await copyDocuments(from, data);
  await withDatabase({ data }, (client) => restore(client, { from: join(from, 'tables'), make: true }));
}
