/**
 * `npm run bench -- clerks`: an office's own server as 50 clerks have it on a working day: each signed in through the door
 * with TLS, 5 to 15 seconds between two steps; lists, searches, openings of cases and decisions. What a step takes is
 * measured at the clerk: p50, p95, errors; and the memory of the server over the time.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readArguments, readCount } from '../../infra/local/commands/arguments.ts';
import type { Reply, Visitor } from '../office/visitor.ts';
import { openingOf } from '../support/residents.ts';
import { tellFigure } from './figures.ts';
import { startOffice } from './office.ts';
import { percentile } from './percentile.ts';
import { growthOf, watchMemory } from './watch-memory.ts';

const { values } = readArguments({
  name: 'bench -- clerks',
  does: 'Fifty clerks at an office’s own server: lists, searches, openings and decisions; p50, p95, errors and memory.',
  options: {
    clerks: { type: 'string', value: 'N', says: 'how many work at once', default: '50' },
    minutes: { type: 'string', value: 'N', says: 'how long', default: '60' },
  },
  example: 'npm run bench -- clerks --minutes 3',
});
const clerks = readCount('clerks', values.clerks);
const minutes = readCount('minutes', values.minutes);
/**
 * So many tenths warm what is cold: within the first thousand openings each environment of a function has compiled its
 * code and its heap has its size. Growth is counted from the peak of the tenth after them.
 */
const WARMING = 3;

const STEPS = ['list', 'search', 'open', 'decide'] as const;
type Step = (typeof STEPS)[number];
const took: Record<Step, number[]> = { list: [], search: [], open: [], decide: [] };
const errors: string[] = [];
let residents = 0;

const tasksSchema = z.object({
  tasks: z.array(z.object({ taskId: z.string(), case: z.object({ caseId: z.string() }) })),
});
const caseSchema = z.object({
  task: z
    .object({
      taskId: z.string(),
      shown: z.string().nullable(),
      reviews: z.array(z.object({ code: z.string(), field: z.string() })),
      confirmations: z.array(z.object({ field: z.string() })),
    })
    .nullable(),
});

const office = await startOffice(clerks);
const { names } = office;

try {
  const from = performance.now();
  const desks = await Promise.all(names.map(signIn));
  const signedIn = percentile(
    desks.map(({ ms }) => ms),
    95,
  );
  console.log(`${clerks} clerks at once have signed in within ${(signedIn / 1000).toFixed(1)} s (p95)`);
  const memory = watchMemory(office.pid);
  const peaks: number[] = [];
  const resident: number[] = [];
  const until = performance.now() + minutes * 60_000;
  const working = Promise.all(desks.map(({ visitor, token }) => work(visitor, token, until)));
  const parts = 10;
  for (let part = 0; part < parts; part += 1) {
    await sleep((minutes * 60_000) / parts);
    peaks.push(memory.ownPeak());
    resident.push(memory.peak());
  }
  await working;
  memory.stop();
  const seconds = Math.round((performance.now() - from) / 1000);
  for (const step of STEPS) {
    const [p50, p95] = [percentile(took[step], 50), percentile(took[step], 95)];
    const verdict = tellFigure(`clerks.${step} p95`, p95);
    console.log(`${step}: ${took[step].length} times, p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms  ${verdict}`);
  }
  console.log(`errors: ${errors.length}  ${tellFigure('clerks.errors', errors.length)}`);
  for (const error of new Set(errors)) console.log(`  ${error}`);
  const anHour = (growthOf(peaks.slice(WARMING)) * 60) / (minutes * (1 - (WARMING + 1) / parts));
  console.log(
    `own memory ${peaks.join(', ')} MB, ${anHour.toFixed(1)} % an hour  ${tellFigure('clerks.memory', anHour)}`,
  );
  console.log(`resident, with the pages of the database's files, ${resident.join(', ')} MB`);
  console.log(`${seconds} s in all`);
} finally {
  await office.close();
}

async function signIn(name: string): Promise<{ visitor: Visitor; token: string; ms: number }> {
  const visitor = office.visitor(`127.0.2.${1 + names.indexOf(name)}`); // each at a computer of its own
  const from = performance.now();
  const { status } = await office.signIn(visitor, name);
  const tokens = await visitor.tokens();
  if (tokens === null) throw new Error(`${name} is not signed in: ${status}`);
  return { visitor, token: tokens.access_token, ms: performance.now() - from };
}

async function work(visitor: Visitor, token: string, until: number): Promise<void> {
  await sleep(Math.random() * 10_000);
  for (let turn = 0; performance.now() < until; turn += 1) {
    // Of ten steps four lists, two searches, two openings, two decisions.
    const step = (['list', 'open', 'list', 'decide', 'search', 'list', 'open', 'decide', 'list', 'search'] as const)[
      turn % 10
    ];
    await take(step ?? 'list', visitor, token).catch((error) => errors.push(`${step}: ${String(error)}`));
    await sleep(5000 + Math.random() * 10_000);
  }
}

async function take(step: Step, visitor: Visitor, token: string): Promise<void> {
  const ask = async (kind: Step | null, method: string, path: string, body?: object): Promise<Reply> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(path === '/cases' && method === 'POST' && { 'idempotency-key': crypto.randomUUID() }),
    };
    const from = performance.now();
    const reply = await visitor.send(method, path, body === undefined ? '' : JSON.stringify(body), headers);
    if (kind !== null) took[kind].push(performance.now() - from);
    // A colleague was faster: that is no error.
    if (reply.status >= 300 && reply.status !== 409 && reply.status !== 404)
      errors.push(`${method} ${path.replace(/[A-Z0-9]{10,}\S*/, '…')}: ${reply.status}`);
    return reply;
  };
  if (step === 'list') await ask('list', 'GET', '/tasks?limit=50');
  if (step === 'search') {
    const { person } = openingOf(Math.floor(Math.random() * Math.max(1, residents)));
    await ask('search', 'POST', '/search', { text: person.idNumber });
  }
  if (step === 'open') await ask('open', 'POST', '/cases', openingOf(residents++));
  if (step !== 'decide') return;
  const { tasks } = tasksSchema.parse(JSON.parse((await ask(null, 'GET', '/tasks?limit=50')).text));
  const chosen = tasks[Math.floor(Math.random() * tasks.length)];
  if (chosen === undefined) return;
  const { task } = caseSchema.parse(JSON.parse((await ask(null, 'GET', `/cases/${chosen.case.caseId}`)).text));
  if (task === null) return;
  await ask('decide', 'POST', `/tasks/${task.taskId}/decision`, {
    action: 'approve',
    confirm: task.confirmations.map(({ field }) => field),
    acknowledge: task.reviews.map(({ code, field }) => `${code} ${field}`),
    ...(task.shown !== null && { shown: task.shown }),
  });
}
