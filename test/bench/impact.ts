/**
 * `npm run bench -- impact`: `npm run impact` over 1,000,000 stored cases of one region, from their snapshot on disk to the
 * list of every case that a draft would change. Three drafts: another contribution, a later end of the period, a longer
 * window in each month. The snapshot is written here, of people who are nobody, each decided by the published table on
 * a day of its own; how long that takes is not what is measured.
 */
import { execFile } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type DecidedCase, decidedFrom } from '../../functions/audit/impact.ts';
import { BLOCK, writeBlock } from '../../functions/audit/snapshot.ts';
import { addDays, localDate } from '../../functions/domain/calendar.ts';
import { assessLatePayment } from '../../functions/domain/late-payment/assess.ts';
import { latePaymentRequestSchema } from '../../functions/domain/late-payment/request.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { writeHead } from '../../infra/local/impact/snapshot-file.ts';
import { tableOn } from '../support/decided-cases.ts';
import { tellFigure } from './figures.ts';

const { values } = readArguments({
  name: 'bench -- impact',
  does: 'npm run impact over very many stored cases of one region.',
  options: {
    cases: { type: 'string', value: 'N', says: 'how many', default: '1000000' },
  },
  example: 'npm run bench -- impact --cases 100000',
});
const count = Number(values.cases);
const folder = mkdtempSync(join(tmpdir(), 'canbao-impact-'));
const policy = tableOn('141181', 2026, '2026-03-10');

// The same people in every run.
let state = 20_260_310;
function below(limit: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}
const dayFrom = (from: string, days: number): string => addDays(localDate(from), below(days));
const CATEGORIES = ['subsistence_allowance', 'monitored', 'returned_to_poverty', 'disabled', 'entitled_veteran'];

/** A resident: insured in most of the last years, one in ten with an identity, one in twenty from employee insurance. */
function someone(): object {
  const insuredYears = [2019, 2020, 2021, 2022, 2023, 2024, 2025].filter(() => below(10) < 8);
  return {
    birthDate: dayFrom('1940-01-01', 31_000),
    history: { insuredYears },
    ...(below(10) === 0 && {
      identities: [{ category: CATEGORIES[below(CATEGORIES.length)], identifiedOn: dayFrom('2019-01-01', 2_600) }],
    }),
    ...(below(20) === 0 && { exit: { scheme: 'employee', on: dayFrom('2025-06-01', 300) } }),
  };
}

function decided(number: number): DecidedCase {
  const request = latePaymentRequestSchema.parse({
    region: '141181',
    coverageYear: 2026,
    paidOn: dayFrom('2025-10-21', 345),
    ...someone(),
  });
  const caseId = `L141181-2026-${number.toString(32).toUpperCase().padStart(10, 'A')}`;
  const asked = { kind: 'late-payment' as const, request };
  const tooLate = below(20) === 0;
  return { caseId, decided: decidedFrom(asked, assessLatePayment(request, policy)), supplied: [], tooLate };
}

/** The table's file with some of its text replaced. */
function draft(name: string, text: string, by: string): { name: string; file: string } {
  const file = join(folder, name.replaceAll(' ', '-'), '2026.yaml');
  const original = resolve(import.meta.dirname, '../../workflows/policies/141181-xiaoyi/2026.yaml');
  const changed = readFileSync(original, 'utf8').replaceAll(text, by);
  mkdirSync(dirname(file));
  writeFileSync(file, changed);
  return { name, file };
}

try {
  const snapshot = join(folder, 'snapshot');
  const output = openSync(snapshot, 'w');
  writeSync(output, `${writeHead('2026-11-02T00:00:00.000Z', [policy])}\n`);
  for (let number = 0; number < count; number += BLOCK) {
    const block = Array.from({ length: Math.min(BLOCK, count - number) }, (_, index) => decided(number + index));
    writeSync(output, `${writeBlock('141181', 2026, block)}\n`);
  }
  closeSync(output);
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `${count} cases, snapshot of ${Math.round(statSync(snapshot).size / 1e6)} MB; ${availableParallelism()} processors, load ${load}`,
  );
  const drafts = [
    draft('another contribution', 'individual: 400.00 @XY-02', 'individual: 420.00 @XY-02'),
    draft('a later end of the period', 'to: 2026-02-25, monthly', 'to: 2026-03-25, monthly'),
    draft('a longer window in each month', 'days: [1, 25]', 'days: [1, 28]'),
  ];
  const command = resolve(import.meta.dirname, '../../infra/local/commands/impact.ts');
  const measured: { seconds: number; cpu: number }[] = [];
  for (const { name, file } of drafts) {
    const list = join(folder, 'list');
    const from = performance.now();
    const args = [command, '--draft', file, '--snapshot', snapshot, '--list', list];
    const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 50_000_000 });
    const seconds = (performance.now() - from) / 1000;
    console.log(`\n${name}: ${seconds.toFixed(1)} s, a list of ${Math.round(statSync(list).size / 1e6)} MB`);
    console.log(stdout.trimEnd());
    measured.push({ seconds, cpu: Number(/, ([\d.]+) s of processor time/.exec(stdout)?.[1]) });
  }
  const slowest = Math.max(...measured.map(({ seconds }) => seconds));
  console.log(`\nslowest ${slowest.toFixed(1)} s ${tellFigure('impact.seconds', slowest)}`);
  tellFigure('impact.cpu', Math.max(...measured.map(({ cpu }) => cpu)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
