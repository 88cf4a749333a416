/**
 * `npm run bench -- wrong-passwords`: an office's door under guesses of passwords, from one address and then each from an
 * address of its own, half of them at accounts that there are. Told: what was answered, how long clerks whose computers
 * are known take to sign in meanwhile, and the server's own memory after each part of the guesses.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readArguments, readCount } from '../../infra/local/commands/arguments.ts';
import type { Visitor } from '../office/visitor.ts';
import { tellFigure } from './figures.ts';
import { startOffice } from './office.ts';
import { percentile } from './percentile.ts';
import { growthOf, watchMemory } from './watch-memory.ts';

const { values } = readArguments({
  name: 'bench -- wrong-passwords',
  does: 'Guesses of passwords at an office’s door, from one address and from many; who signs in meanwhile, and memory.',
  options: {
    guesses: {
      type: 'string',
      value: 'N',
      says: 'how many from one address, and as many from as many',
      default: '10000',
    },
  },
  example: 'npm run bench -- wrong-passwords --guesses 1000',
});
const guesses = readCount('guesses', values.guesses);
const AT_ONCE = 100;
const PARTS = 5;
const part = Math.ceil(guesses / PARTS);

const office = await startOffice(20);
const answers: Record<string, Record<number, number>> = {};
const signIns: number[] = [];
let refusedClerks = 0;

try {
  const clerks: Visitor[] = [];
  for (const [index, name] of office.names.entries()) {
    const visitor = office.visitor(`127.0.2.${1 + index}`);
    if ((await office.signIn(visitor, name)).status !== 303) throw new Error(`${name} is not signed in`);
    clerks.push(visitor);
  }
  const memory = watchMemory(office.pid);
  const before = memory.ownPeak();
  let ended = false;
  const working = (async () => {
    for (let turn = 0; !ended; turn += 1) {
      const index = turn % clerks.length;
      const [clerk, name] = [clerks[index], office.names[index]];
      if (clerk === undefined || name === undefined) return;
      const from = performance.now();
      const { status } = await office.signIn(clerk, name);
      signIns.push(performance.now() - from);
      if (status !== 303) refusedClerks += 1;
      await sleep(1_000);
    }
  })();
  const same = office.visitor('127.0.3.1');
  await guess('one address', guesses, () => same);
  const one = memory.ownPeak();
  const peaks: number[] = [];
  for (let turn = 0; turn < PARTS; turn += 1) {
    await guess('many addresses', part, (index) => office.visitor(addressOf(turn * part + index)));
    peaks.push(memory.ownPeak());
  }
  ended = true;
  await working;
  memory.stop();
  for (const [where, counts] of Object.entries(answers))
    console.log(
      `${where}: ${Object.entries(counts)
        .map(([status, count]) => `${count} x ${status}`)
        .join(', ')}`,
    );
  const p95 = percentile(signIns, 95);
  console.log(
    `${signIns.length} sign-ins of clerks meanwhile, p95 ${p95.toFixed(0)} ms  ${tellFigure('wrong-passwords.sign-in p95', p95)}`,
  );
  console.log(`of them refused: ${refusedClerks}  ${tellFigure('wrong-passwords.refused', refusedClerks)}`);
  const growth = growthOf(peaks.slice(1));
  console.log(
    `own memory ${before} MB before, ${one} from one address, then after each ${part} from as many: ${peaks.join(', ')} MB`,
  );
  console.log(
    `growth from the second to the last: ${growth.toFixed(1)} %  ${tellFigure('wrong-passwords.memory', growth)}`,
  );
} finally {
  await office.close();
}

async function guess(where: string, count: number, visitorOf: (index: number) => Visitor): Promise<void> {
  const counts = answers[where] ?? {};
  answers[where] = counts;
  let next = 0;
  const guesser = async () => {
    while (next < count) {
      const index = next++;
      const name = index % 2 === 0 ? (office.names[index % office.names.length] ?? '') : `nobody.${index}`;
      const { status } = await office.signIn(visitorOf(index), name, `Guess-number-${index}`);
      counts[status] = (counts[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, guesser));
}

function addressOf(index: number): string {
  return `127.${16 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
}
