/** `npm run fuzz`: the long form of fuzzing.test.ts. */
import { spawnSync } from 'node:child_process';
import { readArguments, readCount } from '../../infra/local/commands/arguments.ts';

const { values } = readArguments({
  name: 'fuzz',
  does: `Sends requests that nobody should send to every operation, sound files with something changed among them, and
prints how many each got. npm test sends 1,500.`,
  options: {
    requests: { type: 'string', value: 'N', says: 'how many', default: '50000' },
    seed: { type: 'string', value: 'N', says: 'plays one run again', default: '20260310' },
  },
  example: 'npm run fuzz -- --requests 5000 --seed 7',
});
const { status } = spawnSync('vitest', ['run', '--silent=false', 'test/hostile/fuzzing.test.ts'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: {
    ...process.env,
    HOSTILE_REQUESTS: String(readCount('requests', values.requests)),
    HOSTILE_SEED: String(readCount('seed', values.seed)),
  },
});
process.exitCode = status ?? 1;
