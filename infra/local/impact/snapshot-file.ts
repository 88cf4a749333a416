/** A snapshot of stored cases on disk: a first line with the published tables, then a line a block. */
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { type DecidedCase, decidedCaseOf } from '../../../functions/audit/impact.ts';
import { BLOCK, beginningOf, writeBlock } from '../../../functions/audit/snapshot.ts';
import type { Case } from '../../../functions/cases/case.ts';
import type { PolicyVersion } from '../../../functions/domain/policy.ts';
import { versionOf } from '../../../functions/policies/version.ts';

const LINE_END = 10;
const PIECE = 4 * 1024 * 1024;

const headSchema = z.object({
  snapshot: z.literal(1),
  takenAt: z.string(),
  tables: z.array(z.record(z.string(), z.json())),
});

/** The first line. */
export const writeHead = (takenAt: string, versions: readonly PolicyVersion[]): string =>
  JSON.stringify({ snapshot: 1, takenAt, tables: versions.map(({ source }) => source) });

/** Blocks of stored cases, in no order but that of the table. */
export async function* blocksOf(cases: AsyncIterable<Case>): AsyncGenerator<string> {
  const open = new Map<string, DecidedCase[]>();
  const close = (key: string, block: readonly DecidedCase[]): string => {
    const [region = '', year] = key.split(' ');
    open.delete(key);
    return writeBlock(region, Number(year), block);
  };
  for await (const found of cases) {
    const key = `${found.region} ${found.coverageYear}`;
    const block = open.get(key) ?? [];
    open.set(key, block);
    block.push(decidedCaseOf(found));
    if (block.length === BLOCK) yield close(key, block);
  }
  for (const [key, block] of open) yield close(key, block);
}

/** @throws ZodError for a file that is none */
export async function readHead(file: string): Promise<{ takenAt: string; versions: PolicyVersion[] }> {
  for await (const line of linesOf(file)) {
    const { takenAt, tables } = headSchema.parse(JSON.parse(Buffer.from(line).toString('utf8')));
    return { takenAt, versions: tables.map(versionOf) };
  }
  throw new Error(`${file} is empty`);
}

/** The blocks of one region and year, as they lie in the file. */
export async function* readBlocks(file: string, region: string, coverageYear: number): AsyncGenerator<Uint8Array> {
  const beginning = Buffer.from(beginningOf(region, coverageYear));
  for await (const line of linesOf(file)) {
    if (beginning.equals(line.subarray(0, beginning.length))) yield line;
  }
}

async function* linesOf(file: string): AsyncGenerator<Uint8Array> {
  let pieces: Buffer[] = [];
  for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
    let rest = Buffer.from(piece);
    for (let at = rest.indexOf(LINE_END); at >= 0; at = rest.indexOf(LINE_END)) {
      yield Buffer.concat([...pieces, rest.subarray(0, at)]);
      pieces = [];
      rest = rest.subarray(at + 1);
    }
    pieces.push(rest);
  }
  const last = Buffer.concat(pieces);
  if (last.length > 0) yield last;
}
