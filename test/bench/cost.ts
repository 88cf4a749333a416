/**
 * `npm run bench -- cost`: what a case costs on AWS, by counting. Each kind of work is done on a machine of its own in moved
 * time: state transitions, calls of functions and their time, reads and writes with the units that items of their size
 * take, requests of the bucket; what schedules do every minute and every day anyway is counted for itself. In yuan by `cost/prices.json`; for a
 * year of a prefecture by `cost/prefecture.json`. The time of a call is this machine's, for which an environment was at work, and not
 * that of AWS. `-- --cases N --rows N` takes other numbers.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { startCloud } from '../../infra/local/cloud.ts';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { openRunningMachine } from '../support/running-machine.ts';
import { countTransitions } from './cost/count-transitions.ts';
import { type Metered, openMeter } from './cost/meter.ts';
import { listPlays, type Play, withGateway } from './cost/plays.ts';
import { NOTHING, plus, priceList, priceOf, type Usage, yuanOf } from './cost/usage.ts';
import { costOfYears, countStanding, type Standing } from './cost/years.ts';
import { tellFigure, write } from './figures.ts';
import { printTable } from './print-table.ts';

const { values } = readArguments({
  name: 'bench -- cost',
  does: 'What a case of each kind, and a year of a prefecture, costs on AWS, by counting.',
  options: {
    cases: { type: 'string', value: 'N', says: 'cases of each kind', default: '20' },
    rows: { type: 'string', value: 'N', says: 'rows of each file', default: '1000' },
  },
  example: 'npm run bench -- cost --cases 3 --rows 100',
});
const DAY_MINUTES = 1440;
const QUIET_DAYS = 7;
/** Minutes from one call to the next; the other schedules have their hour of the day. */
const EVERY: Readonly<Record<string, number>> = { 'canbao.heal': 1, 'canbao.deliver': 1, 'canbao.count': 5 };
const prefecture = z
  .object({
    people: z.number(),
    why: z.string(),
    perThousandPeople: z.record(z.string(), z.object({ number: z.number(), why: z.string() })),
    stays: z.object({
      why: z.string(),
      kilobytes: z.record(z.string(), z.number()),
      backupCopies: z.object({ number: z.number(), why: z.string() }),
      documentMegabytes: z.object({ number: z.number(), why: z.string() }),
      logKilobytesPerCall: z.object({ number: z.number(), why: z.string() }),
    }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'cost/prefecture.json'), 'utf8')));

const perUnit = new Map<string, Usage>();
let standing = NOTHING;
let held: Standing = { keys: 0, secrets: 0, alarmMetrics: 0 };
const assembly = await keptAssembly();
await withGateway(async (GatewayUrl) => {
  held = countStanding(assembly);
  // What is counted is the same on a busy machine, if nothing is given up there.
  const machine = { assembly, parameters: { GatewayUrl }, unhurried: true };
  const { quiet, transitionsADay } = await meterQuietDays(machine);
  standing = plus(yearOf(quiet), { transitions: 365 * transitionsADay });
  for (const play of listPlays({ cases: Number(values.cases), rows: Number(values.rows) })) {
    const { usage, machineCalls } = await meter(play, machine, quiet);
    perUnit.set(play.name, usage);
    if (play.name === 'late in the period') {
      const transitions = tellFigure('cost.straight transitions', usage.transitions);
      console.log(`a straight late payment: ${write(usage.transitions)} transitions; ${transitions}`);
      const calls = tellFigure('cost.straight calls', machineCalls);
      console.log(`  and ${write(machineCalls)} calls of its state machine; ${calls}`);
    }
  }
});
printUnits();
printYear();

interface Machine {
  assembly: string;
  parameters: Readonly<Record<string, string>>;
  unhurried: boolean;
}

/** What runs by itself: by the schedules, and what they start. */
async function meterQuietDays(machine: Machine): Promise<{ quiet: Metered[]; transitionsADay: number }> {
  return onData(async (data) => {
    const meter = await openMeter(data);
    const clockFrom = Date.parse('2026-05-04T12:00:00+08:00');
    const cloud = await startCloud({ ...machine, data, port: 0, clockFrom, ...meter.options });
    meter.read();
    for (let day = 0; day < QUIET_DAYS; day += 1) await cloud.move('P1D');
    const quiet = meter.read();
    const transitions = await countTransitions(openRunningMachine(cloud.url), 'canbao-reminders');
    await cloud.close();
    return { quiet, transitionsADay: transitions / QUIET_DAYS };
  });
}

async function meter(
  play: Play,
  machine: Machine,
  quiet: readonly Metered[],
): Promise<{ usage: Usage; machineCalls: number }> {
  return onData(async (data) => {
    const { clockFrom } = play;
    await play.prepare?.({ ...machine, data, clockFrom });
    const meter = await openMeter(data);
    const cloud = await startCloud({ ...machine, data, port: 0, clockFrom, ...meter.options });
    try {
      await play.begin?.(cloud);
      meter.read();
      const { transitions, calls = 0, objectsWritten = 0, objectsRead = 0 } = await play.run(cloud);
      const metered = meter.read();
      const used = metered.reduce((sum, one) => plus(sum, shareOf(one, metered, play, quiet)), NOTHING);
      const all = plus(
        plus(NOTHING, used, 1 / play.units),
        { transitions, objectsWritten, objectsRead },
        1 / play.units,
      );
      return { usage: all, machineCalls: calls / play.units };
    } finally {
      await cloud.close();
    }
  });
}

/** Of what a function did, the part for which the work is the reason: what the schedules do anyway is left out. */
function shareOf({ name, usage }: Metered, all: readonly Metered[], play: Play, quiet: readonly Metered[]): Usage {
  if (name === 'PublishPolicies') return NOTHING;
  if (name.startsWith('Reminders')) return play.name === 'reminder' ? usage : NOTHING;
  const database = ({ reads, writes, readUnits, writeUnits }: Usage) => ({ reads, writes, readUnits, writeUnits });
  const usual = (scheduled: Metered): Usage => {
    const found = quiet.find((one) => one.name === scheduled.name)?.usage;
    return found ? plus(NOTHING, database(found), scheduled.usage.calls / found.calls) : NOTHING;
  };
  // It looks every minute, and has more to do for a notice that waits.
  if (name.startsWith('DeliverOutbox')) return plus(plus(NOTHING, database(usage)), usual({ name, usage }), -1);
  if (name.includes(' of ')) return NOTHING;
  // A schedule's calls of the same function ask the database under the same role.
  const scheduled = all.find((one) => one.name.startsWith(`${name} of `));
  return scheduled ? plus(usage, usual(scheduled), -1) : usage;
}

async function onData<Result>(work: (data: string) => Promise<Result>): Promise<Result> {
  const data = mkdtempSync(join(tmpdir(), 'canbao-cost-'));
  try {
    return await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Of a system in which nobody does anything, a year. */
function yearOf(quiet: readonly Metered[]): Usage {
  const days = quiet.reduce((sum, { name, usage }) => {
    const minutes = EVERY[name.replace(/^.* of /, '')];
    return plus(sum, usage, minutes === undefined ? 1 / QUIET_DAYS : DAY_MINUTES / minutes / usage.calls);
  }, NOTHING);
  return plus(NOTHING, days, 365);
}

function printUnits(): void {
  const rows = [...perUnit].map(([what, usage]) => {
    const { transitions, lambda, dynamodb, requests } = priceOf(usage);
    tellFigure(`cost.${what}`, 1000 * yuanOf(usage));
    return {
      what,
      transitions: write(usage.transitions),
      'function calls': write(usage.calls),
      ms: write(usage.milliseconds),
      reads: `${write(usage.reads)} (${write(usage.readUnits)})`,
      writes: `${write(usage.writes)} (${write(usage.writeUnits)})`,
      'yuan a thousand': write(1000 * yuanOf(usage)),
      'of it transitions, functions, database, requests': [transitions, lambda, dynamodb, requests]
        .map((part) => `${((100 * part) / yuanOf(usage)).toFixed(0)} %`)
        .join(', '),
    };
  });
  console.log('\nEach; reads and writes of items, with their units');
  printTable(Object.keys(rows[0] ?? {}), rows);
  console.log(
    `prices in yuan, ${priceList.region}, looked up on ${priceList.lookedUpOn}; not in them: ${priceList.leftOut}`,
  );
  for (const [name, { perMillion, standing, source }] of Object.entries(priceList.prices)) {
    console.log(`- ${name}: ${perMillion} a million (${standing}: ${source})`);
  }
}

function printYear(): void {
  const rest = yuanOf(standing);
  const rows = Object.entries(prefecture.perThousandPeople).map(([what, { number, why }]) => {
    const usage = perUnit.get(what.replace('enrolment', 'payment')) ?? NOTHING;
    const count = (number * prefecture.people) / 1000;
    return { what, 'a year': write(count), yuan: count * yuanOf(usage), why };
  });
  const grows = rows.reduce((sum, { yuan }) => sum + yuan, 0);
  console.log(`\nA year of ${write(prefecture.people)} people. ${prefecture.why}`);
  const standingRow = {
    what: 'standing by',
    'a year': '1',
    yuan: rest,
    why: 'schedules of every minute and day',
  };
  printTable(
    ['what', 'a year', 'yuan', 'why'],
    [...rows, standingRow].map((row) => ({ ...row, yuan: write(row.yuan) })),
  );
  const growth = [0.1, 1, 10].map((times) => {
    const people = times * prefecture.people;
    const yuan = times * grows + rest;
    return {
      people: write(people),
      'yuan a year': write(yuan),
      'yuan a thousand people': write((1000 * yuan) / people),
    };
  });
  console.log('\nHow it grows: with the people, beside what stands by');
  printTable(['people', 'yuan a year', 'yuan a thousand people'], growth);
  const { kilobytes, backupCopies, documentMegabytes, logKilobytesPerCall, why } = prefecture.stays;
  const inYear = (of: (what: string) => number): number =>
    Object.entries(prefecture.perThousandPeople).reduce(
      (sum, [what, { number }]) => sum + (of(what) * number * prefecture.people) / 1000,
      0,
    );
  const calls = inYear((what) => perUnit.get(what.replace('enrolment', 'payment'))?.calls ?? 0) + standing.calls;
  const years = costOfYears(5, held, {
    work: grows + rest,
    gigabytes: inYear((what) => kilobytes[what] ?? 0) / 1e6,
    backupCopies: backupCopies.number,
    documentGigabytes:
      (documentMegabytes.number * (prefecture.perThousandPeople.document?.number ?? 0) * prefecture.people) / 1e6,
    logGigabytes: (calls * logKilobytesPerCall.number) / 1e6,
  });
  console.log(
    `\nYear by year, with what stands (${held.keys} keys, ${held.secrets} secrets, alarms over ${held.alarmMetrics} metrics) and what stays. ${why}`,
  );
  console.log(`backups: ${backupCopies.why}; documents of ${documentMegabytes.number} MB: ${documentMegabytes.why}`);
  printTable(
    Object.keys(years[0] ?? {}),
    years.map((year) => Object.fromEntries(Object.entries(year).map(([part, value]) => [part, write(value)]))),
  );
  tellFigure('cost.year', years[0]?.together ?? 0);
  tellFigure('cost.year 5', years.at(-1)?.together ?? 0);
}
