/**
 * `npm run bench -- decisions`: late-payment decisions of the pure core with their full basis, beside json-rules-engine and
 * GoRules' ZEN engine (trace on) by the same rules. First all three answer the same facts, and what differs is printed;
 * then they decide in turn, in short rounds, each in a process of its own. What counts is processor time a decision.
 */
import { join } from 'node:path';
import { readArguments } from '../../infra/local/commands/arguments.ts';
import { tellFigure, write } from './figures.ts';
import { readToEnd, startContender } from './five-tasks/contender.ts';
import { installPeers } from './five-tasks/peers.ts';
import type { RoundResult } from './five-tasks/serve-rounds.ts';
import { readAnswer } from './late-payment-rules/answer.ts';
import { makeRequests } from './late-payment-rules/requests.ts';
import { BATCH, REQUESTS } from './late-payment-rules/serve-decisions.ts';
import { median } from './percentile.ts';
import { printTable } from './print-table.ts';

const { values } = readArguments({
  name: 'bench -- decisions',
  does: 'Late-payment decisions a second, beside two rules engines by the same rules.',
  options: {
    rounds: { type: 'string', value: 'N', says: 'rounds of each', default: '7' },
    seconds: { type: 'string', value: 'N', says: 'seconds of a round', default: '1' },
  },
  example: 'npm run bench -- decisions --rounds 3 --seconds 0.5',
});
const PEERS = ['json-rules-engine', 'zen-engine'] as const;
/** What a decision here has beside it, and the peers' do not. */
const NOT_COVERED = [
  'both results where a text has two readings (`alternatives`)',
  'adopted values to be confirmed, with what the table writes; labels and messages for the desk',
  'who bears what (`payers`), the payment mode, warnings',
  'cash on working days only: that needs the calendar of holidays',
  'facts that are missing: here each is a question',
  'any other table: their rules are Xiaoyi’s of 2026, written by hand; here the same code reads every table',
];
const UNTRACED = 'zen-engine, no trace';
/** By the table that is published, whose form the peers' rules do not follow. */
const PUBLISHED = 'canbao, published table';
/** Of these facts those that it decides; of the others most are decided twice, by both answers to what is open. */
const DECIDED = 'canbao, published table, nothing open';
const script = (name: string) =>
  join(import.meta.dirname, name === 'canbao' ? 'late-payment-rules/canbao.ts' : `peers/${name}.mjs`);
function startOne(name: string) {
  if (name === UNTRACED) return startContender(script('zen-engine'), 'untraced');
  if (name === DECIDED) return startContender(script('canbao'), 'decided');
  return name === PUBLISHED ? startContender(script('canbao'), 'published') : startContender(script(name));
}

const peers = installPeers() ? await compareAnswers() : [];
await compareTimes(peers);

/** The peers that answer. */
async function compareAnswers(): Promise<string[]> {
  const requests = makeRequests(REQUESTS);
  const answersOf = async (name: string) => (await readToEnd(script(name), 'answers')).map(readAnswer);
  const ours = await answersOf('canbao');
  for (const peer of PEERS) {
    const theirs = await answersOf(peer);
    const differing = requests.flatMap((request, at) => (ours[at] === theirs[at] ? [] : { request, at }));
    const agreeing = (100 * (REQUESTS - differing.length)) / REQUESTS;
    const verdict = tellFigure(`decisions.same answers ${peer}`, agreeing);
    console.log(`${peer}: ${REQUESTS - differing.length} of ${REQUESTS} answers are the same (${verdict})`);
    for (const { request, at } of differing.slice(0, 3)) {
      console.log(`  ${JSON.stringify(request)}\n    here  ${ours[at]}\n    there ${theirs[at]}`);
    }
  }
  const compared = 'timing, next open day, identity, amounts, wait, benefit, reviews, basis with clause and quote';
  console.log(`compared: ${compared}\nnot covered by the peers:\n${NOT_COVERED.map((one) => `- ${one}`).join('\n')}`);
  return [...PEERS, UNTRACED];
}

async function compareTimes(peers: readonly string[]): Promise<void> {
  const names = ['canbao', PUBLISHED, DECIDED, ...peers];
  const contenders = await Promise.all(names.map(startOne));
  const results = names.map((): RoundResult[] => []);
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    for (const [at, contender] of contenders.entries()) {
      const result = await contender.run({ atATime: 1, seconds: Number(values.seconds) });
      if (round > 0) results[at]?.push(result); // the first warms them up
    }
  }
  await Promise.all(contenders.map((contender) => contender.stop()));

  const cpuOf = ({ cpu, ended }: RoundResult) => (1e6 * cpu) / (ended * BATCH);
  const ours = results[0]?.map(cpuOf) ?? [];
  const rows = names.map((who, at) => {
    const own = results[at] ?? [];
    const rate = median(own.map(({ ended, seconds }) => (ended * BATCH) / seconds));
    const cpu = median(own.map(cpuOf));
    const row = { who, 'decisions/s': write(rate), 'µs CPU each': write(cpu) };
    if (at === 0) {
      tellFigure('decisions.cpu', cpu);
      tellFigure('decisions.rate', rate);
      return row;
    }
    const times = median(own.map((result, round) => cpuOf(result) / (ours[round] ?? Number.NaN)));
    const told = { [PUBLISHED]: 'decisions.cpu published', [DECIDED]: 'decisions.cpu nothing open' }[who];
    if (told !== undefined) return { ...row, times: `${write(times)} ×`, goal: tellFigure(told, cpu) };
    const goal = who === UNTRACED ? '' : tellFigure(`decisions.times ${who}`, times);
    return { ...row, times: `${write(times)} ×`, goal };
  });
  printTable(['who', 'decisions/s', 'µs CPU each', 'times', 'goal'], rows);
}
