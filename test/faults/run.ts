/** `npm run faults -- --cases 2000`: what goes wrong while so many cases run, and what is left of it at the end. */
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign.ts';
import { longCampaign, SHORT } from './campaigns.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '2000' }, short: { type: 'boolean', default: false } },
});
const campaign = values.short ? SHORT : longCampaign(Number(values.cases));
const from = performance.now();
const { cases, rows, problems, money } = await runCampaign(campaign, (line) => {
  console.error(`${Math.round((performance.now() - from) / 1000)} s: ${line}`);
});
for (const { what } of problems.slice(0, 50)) console.log(what);
console.log('fault                      times   cases    lost doubled');
for (const { fault, times, cases: touched, lost, doubled } of rows) {
  const counts = [times, touched, lost, doubled].map((count) => String(count).padStart(7));
  console.log(`${fault.padEnd(24)}${counts.join(' ')}`);
}
console.log(`${cases} cases, ${money}, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
