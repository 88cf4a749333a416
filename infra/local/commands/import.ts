/** `npm run import`: sends a file of payments, enrolments or an aid list to the running machine. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Desk } from '../desk/desk.ts';
import { machineOptions, readArguments, readRegions, runCommand, UsageError } from './arguments.ts';
import { openLocalDesk } from './local-desk.ts';

/** Bytes of one request, below what the API takes. */
const PIECE = 4_000_000;

/** Seconds without a row that is done, after which nobody waits any longer. */
const PATIENCE = 600;

/** Who may send what, as the API has it. */
const ROLES = { payments: 'tax', enrolments: 'caseworker', 'aid-lists': 'caseworker', deaths: 'caseworker' } as const;
const isKind = (kind: string | undefined): kind is keyof typeof ROLES =>
  kind !== undefined && Object.hasOwn(ROLES, kind);

interface Piece {
  bytes: Buffer;
  /** Rows of the whole file before this piece's own. */
  rowsBefore: number;
}

await runCommand(async () => {
  const { values, positionals } = readArguments({
    name: 'import',
    does: `Sends a file of payments, enrolments, an aid list or deaths, in pieces if it is large, waits until it is imported, and
prints what became of its rows. The same command again goes on where it stopped, and imports nothing twice.
KIND is one of ${Object.keys(ROLES).join(', ')}.`,
    takes: ['KIND', 'FILE'],
    options: {
      regions: { type: 'string', value: 'CODES', says: 'regions, with commas between', default: '' },
      failed: { type: 'string', value: 'FILE', says: 'writes the rows with mistakes here, as .xlsx or .csv' },
      sub: { type: 'string', value: 'NAME', says: 'who sends it', default: 'import' },
      ...machineOptions,
    },
    example: 'npm run -s import -- payments november.csv --regions 141181 --failed wrong.xlsx',
  });
  const [kind, path = ''] = positionals;
  if (!isKind(kind)) throw new UsageError(`${kind} is none of ${Object.keys(ROLES).join(', ')}`);
  const regions = readRegions(values.regions);
  const desk = await openLocalDesk(values, { sub: values.sub, role: ROLES[kind], regions });

  const file = readFileSync(path);
  const importId = createHash('sha256').update(file).digest('hex').slice(0, 32);
  const sent = new Map<string, Piece>();
  let id = '';
  for (const piece of cutFile(file)) {
    const headers = { 'import-id': importId };
    const receipt = await desk.ask('receiveImport', { params: { kind }, body: piece.bytes, headers });
    id = receipt.importId;
    sent.set(receipt.fileId, piece);
  }
  await finish(id, desk);
  await printFailures(id, sent, desk);
  if (values.failed !== undefined) {
    const format = values.failed.endsWith('.csv') ? 'csv' : 'xlsx';
    const { bytes } = await desk.ask('downloadFailedImport', { params: { id }, query: { format } });
    writeFileSync(values.failed, bytes);
  }
});

async function finish(id: string, desk: Desk): Promise<void> {
  let before = 0;
  for (let waited = 0; waited < PATIENCE; waited += 1) {
    const { state, failure, rows, rowsDone, counts } = await desk.ask('getImport', { params: { id } });
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

async function printFailures(id: string, sent: ReadonlyMap<string, Piece>, desk: Desk): Promise<void> {
  let cursor: string | undefined;
  do {
    const query = { outcome: 'failed', cursor } as const;
    const page: Answer<'listImportRows'> = await desk.ask('listImportRows', { params: { id }, query });
    for (const { row, fileId, issues = [] } of page.rows) {
      const place = row + (sent.get(fileId)?.rowsBefore ?? 0);
      for (const { column, found, message, expected } of issues) {
        console.log(`第 ${place} 行 ${column}“${found}”:${message},${expected}`);
      }
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
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
