/**
 * `npm run bench -- search`: the one search of a desk, with 1,000,000 people who paid and 100,000 open cases in the tables,
 * which are written directly. By case number, id number, name, phone, birthday with the surname, and voucher: p50 and p95
 * at the API, through the whole local cloud, and the first page and the count of the queue beside them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments, readCount } from '../../infra/local/commands/arguments.ts';
import { readOwnerKey } from '../../infra/small-cloud/data-folder/owner-key.ts';
import { runOn, startMachine } from '../support/machine-process.ts';
import { openRollOf } from '../support/reminder-people.ts';
import { openingOf } from '../support/residents.ts';
import { caseIdIn, openRunningMachine } from '../support/running-machine.ts';
import { tellFigure } from './figures.ts';
import { fill } from './reminders/fill.ts';
import { type Applicant, caseIdOf, makeApplicants, populate, readTemplate, voucherOf } from './search/population.ts';

const { values } = readArguments({
  name: 'bench -- search',
  does: 'The search of a desk among very many people and open cases: p50 and p95 by each way to look.',
  options: {
    people: { type: 'string', value: 'N', says: 'who paid', default: '1000000' },
    cases: { type: 'string', value: 'N', says: 'open cases', default: '100000' },
    searches: { type: 'string', value: 'N', says: 'of each kind', default: '200' },
  },
  example: 'npm run bench -- search --people 20000 --cases 2000',
});
const people = readCount('people', values.people);
const cases = readCount('cases', values.cases);
const searches = readCount('searches', values.searches);

const folder = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
const [data, assembly] = [join(folder, 'data'), join(folder, 'cdk.out')];
const clock = ['--clock', '2026-03-10T09:00:00+08:00', '--unthrottled'];
try {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../infra/local/commands/assemble.ts'), assembly]);
  const applicants = await writeTables();
  await measure(applicants);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tokenOf(): string {
  return runOn(data, 'token.ts', '--role', 'caseworker', '--regions', '141181');
}

/** The first start makes the tables, the secret, and one case to be copied; then everything else is written. */
async function writeTables(): Promise<Applicant[]> {
  const machine = startMachine(data, '--assembly', assembly, ...clock);
  try {
    const url = await machine.ready;
    const running = openRunningMachine(url);
    const opening = { ...openingOf(0), kind: 'late-payment' };
    const caseId = caseIdIn(await running.api(tokenOf(), 'POST', '/cases', opening, 'bench-search-template'));
    await running.moveClock('PT2S');
    const template = await readTemplate({ url, owner: readOwnerKey(data) }, caseId);
    const { identity } = await openRollOf({ url, owner: readOwnerKey(data) }, data);
    const applicants = await makeApplicants(cases, identity);
    machine.child.kill('SIGINT');
    await machine.exited;
    const from = performance.now();
    await fill(join(data, 'dynamodb'), populate(people, applicants, template));
    const seconds = ((performance.now() - from) / 1000).toFixed(0);
    console.log(`${people} payments and ${cases} open cases written in ${seconds} s`);
    return applicants;
  } finally {
    machine.child.kill('SIGKILL');
    await machine.exited;
  }
}

async function measure(applicants: readonly Applicant[]): Promise<void> {
  const machine = startMachine(data, '--assembly', assembly, ...clock);
  try {
    const running = openRunningMachine(await machine.ready);
    const token = tokenOf();
    const ask = async (method: string, path: string, body?: object): Promise<number> => {
      const from = performance.now();
      const { status, body: answer } = await running.api(token, method, path, body);
      if (status !== 200) throw new Error(`${path} ${status} ${JSON.stringify(answer)}`);
      return performance.now() - from;
    };
    const times = (work: (index: number) => Promise<number>) => series(work, searches);
    const typed: Readonly<Record<string, (one: Applicant, index: number) => string>> = {
      'a case number': (_one, index) => caseIdOf(index),
      'an id number': ({ idNumber }) => idNumber,
      'a name': ({ name }) => name,
      'a phone': ({ phone }) => phone,
      'a birthday and surname': ({ idNumber, name }) => `${birthday(idNumber)} ${name.slice(0, 1)}`,
      'a voucher': (_one, index) => voucherOf(index),
    };
    const all: number[] = [];
    for (const [name, textOf] of Object.entries(typed)) {
      const found = await times((index) => {
        const at = (index * 7919) % applicants.length;
        const one = applicants[at];
        if (!one) throw new Error('nobody to look for');
        return ask('POST', '/search', { text: textOf(one, at) });
      });
      all.push(...found);
      say(name, found);
    }
    const p95 = say('all searches', all);
    console.log(tellFigure('search.p95', p95));
    tellFigure('search.tasks p95', say('the queue', await times(() => ask('GET', '/tasks?limit=50'))));
    tellFigure('search.count p95', say('its count', await series(() => ask('GET', '/tasks/count'), 20)));
  } finally {
    machine.child.kill('SIGKILL');
    await machine.exited;
  }
}

/** One after another; the first ones load the code. */
async function series(work: (index: number) => Promise<number>, count: number): Promise<number[]> {
  const took: number[] = [];
  for (let index = -3; index < count; index += 1) {
    const one = await work(Math.abs(index));
    if (index >= 0) took.push(one);
  }
  return took;
}

function birthday(idNumber: string): string {
  return `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
}

/** @returns p95 */
function say(name: string, took: readonly number[]): number {
  const sorted = took.toSorted((one, other) => one - other);
  const [p50, p95] = [0.5, 0.95].map((part) => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN);
  console.log(`${name}: p50 ${p50?.toFixed(0)} ms, p95 ${p95?.toFixed(0)} ms`);
  return p95 ?? Number.NaN;
}
