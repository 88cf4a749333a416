/** `npm run kill -- --times 200`: kills the machine at so many random moments under load, and looks what is left. */
import { parseArgs } from 'node:util';
import { killAgainAndAgain } from './kill-again-and-again.ts';

const { values } = parseArgs({ options: { times: { type: 'string', default: '200' } } });
const { kills, cases, faults } = await killAgainAndAgain(Number(values.times), (line) => {
  process.stderr.write(`${line}\n`);
});
for (const fault of faults) console.log(fault);
console.log(`${kills} kills, ${cases} cases, ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
