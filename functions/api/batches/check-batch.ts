/** Checks every row of a university's file against the ledger, and lays the good rows ready to be opened as cases. */
import { leftToRefund, partsClaimed, tellingClaim } from '../../cases/claims-of-payment.ts';
import { dateOfInstant, type LocalDate, yearOf } from '../../domain/calendar.ts';
import type { RowIssue } from '../../domain/imports/row-issue.ts';
import { restoreRow } from '../../domain/imports/stored-cells.ts';
import { add, formatYuan, type Li, parseYuan, ZERO } from '../../domain/money.ts';
import {
  checkDeparture,
  type Refundable,
  type StudentPayment,
  yearsFree,
} from '../../domain/student-batch/check-departure.ts';
import { DEPARTURE_TEMPLATE, type DepartureRow, readDepartureRow } from '../../domain/student-batch/departure-row.ts';
import type { ImportedPayments } from '../../store/ledger/imported-payments.ts';
import { checkStage, goodStage, ROWS_A_PART } from '../../store/uploads/batch-stages.ts';
import type { Batch, YearSum } from '../../store/uploads/batch-store.ts';
import { packRows, partKey, unpackRows } from '../../store/uploads/upload-store.ts';
import type { RowResult, StoredRow } from '../../store/uploads/uploads.ts';
import type { FileServices } from '../http/services.ts';
import { receiveFile } from '../imports/receive-file.ts';
import { openTableLookUp } from './tables-of-year.ts';

/** Students of one batch: so many are checked within one request. */
export const BATCH_LIMIT = 20_000;

type Students = Map<string, StudentPayment[]>;
/** What checking works with. */
type Checking = Pick<FileServices, 'uploads' | 'identity' | 'batches' | 'payments' | 'policies'>;
type Found = Pick<Batch, 'rows' | 'good' | 'failed' | 'staying' | 'sums' | 'regions'>;

/** Nothing is stored before the file was read to its end. @throws ProblemError `file_unreadable` */
export async function checkBatch(
  file: Buffer,
  { batchId, university, check, at }: Pick<Batch, 'batchId' | 'university' | 'check'> & { at: string },
  services: Checking,
): Promise<Found> {
  const today = dateOfInstant(at);
  const { rows, parts } = await receiveFile(file, DEPARTURE_TEMPLATE, BATCH_LIMIT);
  const students = await readStudents(university, services.payments);
  const hasTable = openTableLookUp(yearOf(today), services.policies);
  const totals = openTotals();
  const leaving = new Map<string, number>();
  let good: StoredRow[] = [];
  let goodParts = 0;

  const layGood = async (): Promise<void> => {
    goodParts += 1;
    await services.uploads.putRows(batchId, partKey(goodStage(check), goodParts), packRows(good));
    good = [];
  };

  async function checkRow(stored: StoredRow): Promise<RowResult> {
    const [row] = stored;
    const failed = (issues: RowIssue[]): RowResult => ({ row, outcome: 'failed', issues });
    const read = readDepartureRow(restoreRow(stored), today);
    if (!read.ok) return failed(read.issues);
    const personRef = await services.identity.reference(read.value.idNumber);
    const before = leaving.get(personRef);
    if (before !== undefined) return failed([twice(before)]);
    const checked = checkDeparture(read.value, students.get(personRef) ?? []);
    if (!checked.ok) return failed(checked.issues);
    const { region } = checked.refundable;
    if (!(await hasTable(region))) return failed([withoutTable(region, yearOf(today))]);
    leaving.set(personRef, row);
    totals.add(read.value, checked.refundable);
    good.push(withRefundable(stored, checked.refundable));
    if (good.length === ROWS_A_PART) await layGood();
    return { row, outcome: 'good' };
  }

  for (const [index, packed] of parts.entries()) {
    const block = unpackRows(packed);
    const results: RowResult[] = [];
    for (const stored of block) results.push(await checkRow(stored));
    const failed = block.filter((_, place) => results[place]?.outcome === 'failed');
    const part = partKey(checkStage(check), index + 1);
    const counts = { good: block.length - failed.length, failed: failed.length };
    await services.uploads.putResults(batchId, { part, counts, results }, failed);
  }
  if (good.length > 0) await layGood();
  const left = await services.batches.listLeft(university);
  const staying = countStaying(students, (personRef) => leaving.has(personRef) || left.has(personRef), today);
  return { rows, good: leaving.size, failed: rows - leaving.size, staying, ...totals.take() };
}

async function readStudents(university: string, payments: ImportedPayments): Promise<Students> {
  const students: Students = new Map();
  for await (const paid of payments.paidThrough(university)) {
    const { personRef, voucher, region, coverageYears, amount } = paid;
    const claim = tellingClaim(paid);
    const back = leftToRefund(paid) === '0.00' ? null : partsClaimed(paid);
    const payment: StudentPayment = {
      voucher,
      region,
      coverageYears,
      amount: parseYuan(amount) ?? ZERO,
      ...(claim && { claim: { caseId: claim.caseId, settled: claim.settled !== undefined } }),
      ...(back && { back }),
    };
    students.set(personRef, [...(students.get(personRef) ?? []), payment]);
  }
  return students;
}

/** Students who do not leave and have a paid year before them. */
function countStaying(students: Students, leaves: (personRef: string) => boolean, today: LocalDate): number {
  const begins = (payment: StudentPayment): boolean => yearsFree(payment, today).length > 0;
  return [...students].filter(([personRef, payments]) => !leaves(personRef) && payments.some(begins)).length;
}

/** Behind the template's cells: where the payments were made, and which they are. */
const withRefundable = ([row, texts, forms]: StoredRow, { region, vouchers }: Refundable): StoredRow => [
  row,
  [...texts, region, vouchers.join(' ')],
  `${forms}tt`,
];

const twice = (before: number): RowIssue => ({
  column: '身份证号码',
  found: '',
  message: `与第 ${before} 行是同一名学生`,
  expected: '每名学生只填一行，请删去重复的行',
});

/** A case would be refused for the same reason as it is opened. */
const withoutTable = (region: string, year: number): RowIssue => ({
  column: '离校日期',
  found: '',
  message: `统筹区 ${region} 还没有 ${year} 年度的政策表，今天的退费申请无法受理`,
  expected: '请联系该统筹区的医保经办机构，政策表发布后重新上传',
});

/** Sums by college and year, and the regions that they are paid in. */
function openTotals() {
  const sums = new Map<string, { college: string; coverageYear: number; students: number; amount: Li }>();
  const regions = new Set<string>();
  return {
    add({ college }: DepartureRow, { region, byYear }: Refundable): void {
      regions.add(region);
      const counted = new Set<number>();
      for (const { coverageYear, amount } of byYear) {
        const key = `${college}\n${coverageYear}`;
        const sum = sums.get(key) ?? { college, coverageYear, students: 0, amount: ZERO };
        // Who paid a year twice is one student.
        const students = sum.students + (counted.has(coverageYear) ? 0 : 1);
        sums.set(key, { ...sum, students, amount: add(sum.amount, amount) });
        counted.add(coverageYear);
      }
    },
    take(): { sums: YearSum[]; regions: string[] } {
      const listed = [...sums.values()].map((sum) => ({ ...sum, amount: formatYuan(sum.amount) }));
      return { sums: listed, regions: [...regions].sort() };
    },
  };
}
