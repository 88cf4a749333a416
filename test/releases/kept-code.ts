/** The code of a release that reads policy tables: kept as one file, because a clone need not have the commits of it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { z } from 'zod';
import { projectRoot } from '../../infra/build/kept-build.ts';
import { leaveOutUnusedZod } from '../../infra/build/leave-out-unused-zod.ts';
import * as present from './reader.ts';

export const CODE = 'code';
const READER = 'reader.mjs';

/** Packs the reader of the present program. @param release folder of the release under `test/releases` */
export async function writeReader(release: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: [join(import.meta.dirname, 'reader.ts')],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // The client is given by whoever asks.
    external: ['@aws-sdk/*'],
    plugins: [leaveOutUnusedZod],
  });
  await mkdir(join(release, CODE), { recursive: true });
  for (const { contents } of outputFiles) await writeFile(join(release, CODE, `${READER}.gz`), gzipSync(contents));
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const readerSchema = z.object({
  readVersions: z.custom<typeof present.readVersions>(isFunction),
  answerAssessment: z.custom<typeof present.answerAssessment>(isFunction),
  openPolicyDrafts: z.custom<typeof present.openPolicyDrafts>(isFunction),
  openPolicyStore: z.custom<typeof present.openPolicyStore>(isFunction),
});
export type Reader = z.output<typeof readerSchema>;

/** @param release such as `0.1.1`; its code is laid out where the packages are found */
export async function keptReader(release: string): Promise<Reader> {
  const packed = await readFile(join(import.meta.dirname, release, CODE, `${READER}.gz`));
  const folder = join(projectRoot, '.build/releases', release);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, READER), gunzipSync(packed));
  const loaded: unknown = await import(join(folder, READER));
  return readerSchema.parse(loaded);
}

export const presentReader: Reader = present;
