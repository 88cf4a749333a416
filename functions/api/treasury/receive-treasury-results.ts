import { z } from 'zod';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import {
  readTreasuryResultRow,
  TREASURY_RESULT_TEMPLATE,
  type TreasuryResultRow,
} from '../../domain/exchange/treasury-result-row.ts';
import { SheetError } from '../../domain/imports/sheet-error.ts';
import { restoreRow } from '../../domain/imports/stored-cells.ts';
import { add, formatYuan, parseYuan, ZERO } from '../../domain/money.ts';
import { actedBy, worksFor } from '../../runtime/caller.ts';
import { ProblemError } from '../../runtime/problem.ts';
import { checkTail } from '../../runtime/sheets/exchange-csv.ts';
import { FILE_LIMIT } from '../../runtime/sheets/limits.ts';
import { withConcurrency } from '../../runtime/with-concurrency.ts';
import { rowResultSchema, type StoredRow } from '../../store/uploads/uploads.ts';
import { defineRoute, NO_PARAMETERS } from '../http/route.ts';
import type { FileServices } from '../http/services.ts';
import { readParts, tooManyRows } from '../imports/receive-file.ts';
import { recordPayoutBounce, recordPayoutResult } from './keep-payout-result.ts';

/** Results of one file: each is kept by its case within this request. */
const ROW_LIMIT = 1000;
const CONCURRENCY = 8;

const RESULTS = ['paid', 'returned', 'bounced'] as const;
const toldRowSchema = rowResultSchema.extend({
  /** As the row says; absent where it cannot be read. */
  result: z.enum(RESULTS).optional(),
  /** Decimal yuan. */
  amount: z.string().optional(),
});
type ToldRow = z.input<typeof toldRowSchema>;

type Teller = Parameters<typeof recordPayoutResult>[1];

/** Answered with a report on every row, and stored nowhere but with the cases: the same file again says the same. */
export const receiveTreasuryResults = defineRoute({
  entry: 'files',
  method: 'POST',
  path: '/imports/treasury-results',
  operation: 'receiveTreasuryResults',
  summary: `Takes the treasury's file of what became of its orders, at most ${ROW_LIMIT} rows; says of each row what was done.`,
  roles: ['treasury'],
  params: NO_PARAMETERS,
  query: NO_PARAMETERS,
  body: z.instanceof(Buffer),
  fileLimit: FILE_LIMIT,
  answer: z.object({
    counts: z.record(z.string(), z.int()).meta({ description: 'Rows by outcome: recorded, again, failed' }),
    /** What the rows say, of those that are kept now or were before. */
    told: z.array(z.object({ result: z.enum(RESULTS), rows: z.int(), amount: z.string() })),
    rows: z.array(toldRowSchema),
  }),
  problems: ['file_unreadable'],
  async handle({ body, caller, at }, services) {
    const teller = { ...actedBy(caller, at), worksFor: (region: string) => worksFor(caller, region) };
    const rows = await readRows(body);
    const results = await withConcurrency(rows, CONCURRENCY, (row) => tell(row, dateOfInstant(at), teller, services));
    const counts: Record<string, number> = {};
    for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
    return { status: 200, body: { counts, told: sumsOf(results), rows: results } };
  },
});

/** Rows and decimal yuan by what they say. */
const sumsOf = (rows: readonly ToldRow[]) =>
  RESULTS.map((result) => {
    const of = rows.filter((row) => row.result === result && row.outcome !== 'failed');
    const amount = formatYuan(add(...of.map((row) => parseYuan(row.amount ?? '') ?? ZERO)));
    return { result, rows: of.length, amount };
  }).filter(({ rows: count }) => count > 0);

/** Who reads strangers' files may complete no task token: the minute's healing wakes the execution. */
const leave = async (): Promise<void> => {};

/** @throws ProblemError `file_unreadable` */
async function readRows(file: Buffer): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const block of readParts(withoutTail(file), TREASURY_RESULT_TEMPLATE)) {
    rows.push(...block);
    if (rows.length > ROW_LIMIT) throw tooManyRows(ROW_LIMIT);
  }
  return rows;
}

function withoutTail(file: Buffer): Buffer {
  try {
    return checkTail(file);
  } catch (error) {
    if (!(error instanceof SheetError)) throw error;
    throw new ProblemError('file_unreadable', error.message, { members: { fault: error.fault }, cause: error });
  }
}

async function tell(stored: StoredRow, today: LocalDate, teller: Teller, { cases }: FileServices): Promise<ToldRow> {
  const [row] = stored;
  const read = readTreasuryResultRow(restoreRow(stored), today);
  if (!read.ok) return { row, outcome: 'failed', issues: read.issues };
  const said = { result: read.value.result.outcome, amount: read.value.amount };
  try {
    const { told, case: found } = await record(read.value, teller, { cases, deliver: leave });
    return { row, outcome: told === 'first' ? 'recorded' : 'again', caseId: found.caseId, ...said };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
    const found = read.value.instruction;
    const issue = { column: '指令号', found, message: error.problem.detail, expected: '请核对后更正此行' };
    return { row, outcome: 'failed', issues: [issue], ...said };
  }
}

function record(
  { instruction, amount, result }: TreasuryResultRow,
  teller: Teller,
  services: Parameters<typeof recordPayoutResult>[2],
) {
  const { outcome, ...rest } = result;
  if (outcome !== 'bounced')
    return recordPayoutResult({ instruction, amount, result: { outcome, ...rest } }, teller, services);
  const bounced = { ...rest, reason: rest.reason ?? '' };
  return recordPayoutBounce({ instruction, amount, bounced }, teller, services);
}
