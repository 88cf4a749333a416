/** `npm run faults`: what goes wrong while many cases run, or the machine is killed, and what is left of it at the end. */
import { readArguments, readCount } from '../../infra/local/commands/arguments.ts';
import { runCampaign } from './campaign.ts';
import { longCampaign, SHORT } from './campaigns.ts';
import { killAgainAndAgain } from './kill-again-and-again.ts';

const { values } = readArguments({
  name: 'faults',
  does: `Takes cases through kills, a failing database, calls that come twice or late, clock jumps, a full disk and a dead
gateway, and prints what was lost or doubled. npm test takes 40. Ends with 1 if anything was.`,
  options: {
    cases: { type: 'string', value: 'N', says: 'how many', default: '2000' },
    short: { type: 'boolean', says: 'what npm test takes' },
    kills: {
      type: 'string',
      value: 'N',
      says: 'instead kills npm start itself so often, under load, and looks what is left',
    },
  },
  example: 'npm run faults -- --kills 200',
});
const from = performance.now();
const tell = (line: string) => console.error(`${Math.round((performance.now() - from) / 1000)} s: ${line}`);

async function killMachine(times: number): Promise<number> {
  const { kills, cases, faults } = await killAgainAndAgain(times, tell);
  for (const fault of faults) console.log(fault);
  console.log(`${kills} kills, ${cases} cases, ${faults.length} faults`);
  return faults.length;
}

async function playCampaign(): Promise<number> {
  const campaign = values.short ? SHORT : longCampaign(readCount('cases', values.cases));
  const { cases, rows, problems, money } = await runCampaign(campaign, tell);
  for (const { what } of problems.slice(0, 50)) console.log(what);
  console.log('fault                      times   cases    lost doubled   false');
  for (const { fault, times, cases: touched, lost, doubled, toldFalsely } of rows) {
    const counts = [times, touched, lost, doubled, toldFalsely].map((count) => String(count).padStart(7));
    console.log(`${fault.padEnd(24)}${counts.join(' ')}`);
  }
  console.log(`${cases} cases, ${money}, ${problems.length} problems`);
  return problems.length;
}

const found = values.kills === undefined ? await playCampaign() : await killMachine(readCount('kills', values.kills));
process.exitCode = found === 0 ? 0 : 1;
