/**
 * `npm run bench -- student-batch`: a university's file of 20,000 departing students through the running machine: until
 * every row is checked, until every case is opened, and until every case waits for somebody. State transitions beside
 * those of the cases, and peak memory of the machine while it checks and for each quarter of the opening. `-- --rows N`
 * takes another number.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEPARTURE_TEMPLATE } from '../../functions/domain/student-batch/departure-row.ts';
import { writeXlsx } from '../../functions/runtime/sheets/write-xlsx.ts';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { processorSeconds, residentMb, runOn, startMachine } from '../support/machine-process.ts';
import { openRunningMachine } from '../support/running-machine.ts';
import { departure, paymentsFile, UNIVERSITY } from '../support/university.ts';
import { countTransitions } from './cost/count-transitions.ts';
import { tellFigure } from './figures.ts';
import { growthOf, watchMemory } from './watch-memory.ts';

const { values } = readArguments({
  name: 'bench -- student-batch',
  does: 'A university’s file of very many departing students: until checked, opened, and waiting.',
  options: {
    rows: { type: 'string', value: 'N', says: 'how many students', default: '20000' },
  },
  example: 'npm run bench -- student-batch --rows 500',
});
const rows = Number(values.rows);

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const data = join(folder, 'data');
const assembly = await keptAssembly();
const started = startMachine(data, '--assembly', assembly, '--clock', '2026-03-10T09:00:00+08:00', '--unthrottled');
const url = await started.ready;
const machine = openRunningMachine(url);
const { pid } = started.child;
const memory = watchMemory(pid);
const taxToken = runOn(data, 'token.ts', '--role', 'tax', '--regions', '141181');
const officeToken = runOn(data, 'token.ts', '--role', 'university', '--university', UNIVERSITY);
const tax = openDesk(url, () => taxToken);
const office = openDesk(url, () => officeToken);

try {
  for (let from = 1; from <= rows; from += 10_000) await pay(from, Math.min(rows, from + 9_999));
  console.log(`${rows} students paid for, ${residentMb(pid)} MB`);
  memory.peak();

  const file = departures();
  const checkFrom = performance.now();
  const checked = await office.ask('receiveBatch', { body: file });
  const checkSeconds = (performance.now() - checkFrom) / 1000;
  console.log(
    `checked in ${checkSeconds.toFixed(1)} s (${checked.good} good, ${(file.length / 1e6).toFixed(1)} MB), peak ${memory.peak()} MB`,
  );

  console.log(`  ${tellFigure('student-batch.check rate', rows / checkSeconds)}`);

  const processor = processorSeconds(pid);
  const from = performance.now();
  const seconds = () => ((performance.now() - from) / 1000).toFixed(1);
  await office.ask('sendBatch', { params: { id: checked.batchId }, body: { roll: rows } });
  const peaks = await untilOpened(checked.batchId);
  const openSeconds = (performance.now() - from) / 1000;
  console.log(
    `opened in ${seconds()} s, ${processorSeconds(pid) - processor} s of processor, peak of each quarter ${peaks.join(', ')} MB`,
  );
  console.log(`  ${tellFigure('student-batch.open rate', rows / openSeconds)}`);
  console.log(`  ${tellFigure('student-batch.growth', growthOf(peaks))}`);
  const transitions = await countTransitions(machine, 'canbao-student-batch');
  console.log(`${transitions} transitions of the batch and its parts: ${(transitions / rows).toFixed(3)} a student`);
  console.log(`  ${tellFigure('student-batch.transitions', transitions / rows)}`);
  await untilQuiet();
  const verdict = tellFigure('student-batch.wait rate', (1000 * rows) / (performance.now() - from));
  console.log(`every case waits for somebody after ${seconds()} s, ${residentMb(pid)} MB\n  ${verdict}`);
} finally {
  memory.stop();
  started.child.kill('SIGINT');
  await started.exited;
  rmSync(folder, { recursive: true, force: true });
}

/** As the university filled it in: the template, as XLSX. */
function departures(): Buffer {
  const { title, columns } = DEPARTURE_TEMPLATE;
  const students = Array.from({ length: rows }, (_, index) => departure(index + 1));
  return writeXlsx({ sheet: title, notice: title, columns, rows: students });
}

async function pay(first: number, last: number): Promise<void> {
  const params = { kind: 'payments' } as const;
  const { importId } = await tax.ask('receiveImport', { params, body: paymentsFile(first, last) });
  while ((await tax.ask('getImport', { params: { id: importId } })).state !== 'done') await sleep(500);
}

async function untilOpened(batchId: string): Promise<number[]> {
  const peaks: number[] = [];
  for (;;) {
    const { state, done } = await office.ask('getBatch', { params: { id: batchId } });
    while (done >= ((peaks.length + 1) / 4) * rows) peaks.push(memory.peak());
    if (state === 'opened') return peaks;
    await sleep(500);
  }
}

/** Until the machine has nothing to do any more. */
async function untilQuiet(): Promise<void> {
  for (let before = -1, now = processorSeconds(pid); now - before > 0; now = processorSeconds(pid)) {
    before = now;
    await sleep(3000);
  }
}
