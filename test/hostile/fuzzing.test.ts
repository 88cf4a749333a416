/**
 * Requests that nobody should send, to every operation through the whole machine. `HOSTILE_REQUESTS=50000` is the long
 * form (`npm run fuzz`); `HOSTILE_SEED` plays one run again.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMPORT_KINDS } from '../../functions/domain/imports/templates.ts';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { type ApiOperations, readOperations } from './api-operations.ts';
import { type Office, OWN, openOffice } from './office.ts';
import { type HostileRequest, hostileRequests } from './requests.ts';

const REQUESTS = Number(process.env.HOSTILE_REQUESTS ?? 1500);
const SEED = Number(process.env.HOSTILE_SEED ?? 20260310);
const AT_A_TIME = 10;
/** So much of a processor's time those asked at a time may take together, in ms: what a busy machine does not change. */
const WORK_MS = 20_000;
/** So much more memory all the requests together may leave behind: environments of functions are started meanwhile. */
const MEMORY_MB = 1500;

let office: Office;
let api: ApiOperations;
beforeAll(async () => {
  office = await openOffice();
  api = await readOperations(office.url);
});
afterAll(() => office?.close());

async function send({ operation, path, headers, body }: HostileRequest, at: number) {
  const role = operation.roles[at % operation.roles.length] ?? 'auditor';
  const asked = performance.now();
  const desk = openDesk(office.url, () => office.tokenOf(role, OWN));
  const { status, bytes } = await desk.send(operation.method, path, { headers, ...(body && { body }) });
  return { status, text: bytes.toString('utf8'), took: performance.now() - asked };
}

function findFault({ status, text }: Awaited<ReturnType<typeof send>>): string | undefined {
  if (status >= 500) return `answered ${status}: ${text}`;
  if (/\bat \S+ \(|\.ts:\d+|\.mjs:\d+|node:internal/.test(text)) return `a stack trace: ${text}`;
  if (status >= 400 && status !== 401 && !text.includes('"code":"')) return `no problem with a code: ${status} ${text}`;
  return undefined;
}

/** Operation and, where its path says one, the kind. */
function nameOf(request: HostileRequest | undefined): string {
  if (!request) return '';
  const { method, path } = request.operation;
  const given = request.path.split('/')[2]?.split('?')[0] ?? '';
  return `${method} ${/^[a-z-]{5,30}$/.test(given) ? path.replace('{kind}', given) : path}`;
}

/** What this process has, the machine and all of its threads in it, after whatever can go has gone. */
async function memoryMb(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return Math.round(process.memoryUsage.rss() / 1_000_000);
}

const shownOf = ({ operation, path, body }: HostileRequest) =>
  `${operation.method} ${path.slice(0, 300)} ${body ? Buffer.from(body).toString().slice(0, 400) : ''}`;

test('whatever is sent to the API, it answers clearly, quickly, and a refusal stores nothing', async () => {
  const known = { cases: office.cases, importId: office.importId };
  const requests = fc.sample(hostileRequests(api, known), { numRuns: REQUESTS, seed: SEED });
  const faults: string[] = [];
  let refused = 0;
  const counts = new Map<string, { asked: number; done: number; slowest: number }>();
  const memoryBefore = await memoryMb();
  await office.settle();
  let before = await office.stored();
  for (let start = 0; start < requests.length; start += AT_A_TIME) {
    const some = requests.slice(start, start + AT_A_TIME);
    const workBefore = process.cpuUsage();
    const answers = await Promise.all(some.map((request, index) => send(request, start + index)));
    const { user, system } = process.cpuUsage(workBefore);
    const work = Math.round((user + system) / 1000);
    if (work > WORK_MS) faults.push(`${some.map(shownOf).join('\n')}\ntook ${work} ms of a processor's time`);
    for (const [index, answer] of answers.entries()) {
      const [fault, request] = [findFault(answer), some[index]];
      if (fault && request) faults.push(`${shownOf(request)}\n${fault}`);
    }
    for (const [index, { status, took }] of answers.entries()) {
      const name = nameOf(some[index]);
      const { asked, done, slowest } = counts.get(name) ?? { asked: 0, done: 0, slowest: 0 };
      counts.set(name, {
        asked: asked + 1,
        done: done + (status < 300 ? 1 : 0),
        slowest: Math.max(slowest, Math.round(took)),
      });
    }
    refused += answers.filter(({ status }) => status >= 400).length;
    const [done, writing] = [
      answers.some(({ status }) => status < 300),
      some.some(({ operation }) => operation.method === 'POST'),
    ];
    if (!done && !writing) continue;
    if (done) await office.settle();
    const after = await office.stored();
    const written = [...after].filter((item) => !before.has(item));
    if (!done && written.length > 0)
      faults.push(`${some.map(shownOf).join('\n')}\nstored ${written.join('\n').slice(0, 600)}`);
    before = after;
  }
  const memory = (await memoryMb()) - memoryBefore;
  for (const [name, { asked, done, slowest }] of [...counts].sort()) {
    console.log(
      `${name.padEnd(42)}${String(asked).padStart(7)} asked${String(done).padStart(7)} done, ${slowest} ms at most`,
    );
  }
  console.log(
    `${requests.length} requests with seed ${SEED}: ${refused} refused, ${faults.length} faults, ${memory} MB more`,
  );
  for (const fault of [...new Set(faults)].slice(0, 40)) console.log(fault.slice(0, 600));
  expect(faults.slice(0, 5)).toEqual([]);
  const unasked = api.operations.filter(
    ({ method, path }) => !counts.has(`${method} ${path}`) && !path.includes('{kind}'),
  );
  expect(unasked.map(({ name }) => name)).toEqual([]);
  expect(IMPORT_KINDS.filter((kind) => !counts.has(`POST /imports/${kind}`))).toEqual([]);
  expect(memory).toBeLessThan(MEMORY_MB);
  expect(refused).toBeGreaterThan(REQUESTS / 2);
  // Still at work.
  expect((await office.send(office.tokenOf('caseworker', OWN), 'GET', '/tasks')).status).toBe(200);
});
