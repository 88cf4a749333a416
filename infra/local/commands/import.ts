/**
 * `npm run import -- payments FILE --regions 141181 [--failed FILE] [--data DIR | --port N]`: sends a file of payments,
 * enrolments or aid lists to the running machine, in pieces if it is large, waits until it is imported, and prints what
 * became of its rows. The same command again goes on where it stopped, and imports nothing twice.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openTokens } from '../sign-in/claims.ts';
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

/** Bytes of one request, below what the API takes. */
const PIECE = 4_000_000;

/** Seconds without a row that is done, after which nobody waits any longer. */
const PATIENCE = 600;

/** Who may send what, as the API has it. */
const ROLES = { payments: 'tax', enrolments: 'caseworker', 'aid-lists': 'caseworker' } as const;
const isKind = (kind: string | undefined): kind is keyof typeof ROLES =>
  kind !== undefined && Object.hasOwn(ROLES, kind);

const receiptSchema = z.object({ importId: z.string(), fileId: z.string() });
const progressSchema = z.object({
  state: z.string(),
  failure: z.string().nullable(),
  rows: z.number(),
  rowsDone: z.number(),
  counts: z.record(z.string(), z.number()),
});
const pageSchema = z.object({
  cursor: z.string().nullable(),
  rows: z.array(
    z.object({
      row: z.number(),
      fileId: z.string(),
      issues: z
        .array(z.object({ column: z.string(), found: z.string(), message: z.string(), expected: z.string() }))
        .default([]),
    }),
  ),
});
const problemSchema = z.object({ detail: z.string() });

interface Piece {
  bytes: Buffer;
  /** Rows of the whole file before this piece's own. */
  rowsBefore: number;
}

await runCommand(async () => {
  const { values, positionals } = readOptions(
    {
      regions: { type: 'string', default: '' },
      sub: { type: 'string', default: 'import' },
      failed: { type: 'string' },
      data: { type: 'string', default: defaultData },
      port: { type: 'string' },
    },
    2,
  );
  const [kind, path] = positionals;
  if (!isKind(kind) || path === undefined) {
    throw new UsageError(`usage: npm run import -- ${Object.keys(ROLES).join('|')} FILE --regions CODES`);
  }
  const port = choosePort({ port: values.port, data: values.data });
  if (port === undefined) throw new UsageError(`no machine runs on ${values.data}; start it, or name --data or --port`);
  const { data, now } = await askClock(port);
  const regions = values.regions.split(/[\s,]+/).filter((region) => region !== '');
  const tokens = await openTokens(data);
  const token = await tokens.sign({ sub: values.sub, role: ROLES[kind], regions }, now);
  const call = callerOf(`http://127.0.0.1:${port}`, token);

  const file = readFileSync(path);
  const importId = createHash('sha256').update(file).digest('hex').slice(0, 32);
  const sent = new Map<string, Piece>();
  let id = '';
  for (const piece of cutFile(file)) {
    const receipt = receiptSchema.parse(await call('POST', `/imports/${kind}`, { body: piece.bytes, importId }));
    id = receipt.importId;
    sent.set(receipt.fileId, piece);
  }
  await finish(id, call);
  await printFailures(id, sent, call);
  if (values.failed !== undefined) {
    const answer = await call(
      'GET',
      `/imports/${id}/failed-rows?format=${values.failed.endsWith('.csv') ? 'csv' : 'xlsx'}`,
    );
    if (answer instanceof Buffer) writeFileSync(values.failed, answer);
  }
});

type Call = (method: string, path: string, sent?: { body: Buffer; importId: string }) => Promise<unknown>;

/** @returns the answer's JSON, or the bytes of a file */
function callerOf(address: string, token: string): Call {
  return async (method, path, sent) => {
    const response = await fetch(address + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(sent && { 'content-type': 'application/octet-stream', 'import-id': sent.importId }),
      },
      ...(sent && { body: new Uint8Array(sent.body) }),
    });
    if (!response.ok) throw new UsageError(problemSchema.parse(await response.json()).detail);
    const json = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return json ? response.json() : Buffer.from(await response.arrayBuffer());
  };
}

async function finish(id: string, call: Call): Promise<void> {
  let before = 0;
  for (let waited = 0; waited < PATIENCE; waited += 1) {
    const { state, failure, rows, rowsDone, counts } = progressSchema.parse(await call('GET', `/imports/${id}`));
    console.error(`${rowsDone} / ${rows}`);
    if (state === 'done') {
      console.log(JSON.stringify({ importId: id, rows, ...counts }));
      return;
    }
    if (state === 'failed') throw new UsageError(failure ?? 'some rows were left');
    if (rowsDone > before) waited = 0;
    before = rowsDone;
    await sleep(1000);
  }
  throw new UsageError('some rows are not done and nothing goes on; the same command again goes on with them');
}

async function printFailures(id: string, sent: ReadonlyMap<string, Piece>, call: Call): Promise<void> {
  for (let next: string | null = ''; next !== null; ) {
    const page = `/imports/${id}/rows?outcome=failed${next && `&cursor=${next}`}`;
    const { rows, cursor } = pageSchema.parse(await call('GET', page));
    for (const { row, fileId, issues } of rows) {
      const place = row + (sent.get(fileId)?.rowsBefore ?? 0);
      for (const { column, found, message, expected } of issues) {
        console.log(`第 ${place} 行 ${column}“${found}”:${message},${expected}`);
      }
    }
    next = cursor;
  }
}

/** A large CSV in pieces that end with a line, each with the header; anything else as it is. */
function cutFile(file: Buffer): Piece[] {
  const zipped = file[0] === 0x50 && file[1] === 0x4b;
  if (zipped || file.length <= PIECE) return [{ bytes: file, rowsBefore: 0 }];
  const header = file.subarray(0, endOfLine(file, 0));
  const pieces: Piece[] = [];
  let rowsBefore = 0;
  let start = header.length;
  let rows = 0;
  const cut = (end: number): void => {
    pieces.push({ bytes: Buffer.concat([header, file.subarray(start, end)]), rowsBefore });
    rowsBefore += rows;
    start = end;
    rows = 0;
  };
  for (let at = start; at < file.length; ) {
    const next = endOfLine(file, at);
    if (next - start > PIECE - header.length && at > start) cut(at);
    rows += 1;
    at = next;
  }
  cut(file.length);
  return pieces;
}

/** Behind the line break that ends a record: one inside quotes does not. */
function endOfLine(file: Buffer, start: number): number {
  let quoted = false;
  for (let at = start; at < file.length; at += 1) {
    if (file[at] === 0x22) quoted = !quoted;
    if (file[at] === 0x0a && !quoted) return at + 1;
  }
  return file.length;
}
