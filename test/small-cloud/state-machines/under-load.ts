/** A process to be killed: starts executions without end, and prints the name of each once it was acknowledged. */
import { openRig, task } from './rig.ts';

const [directory, run] = process.argv.slice(2);
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
const rig = await openRig({
  directory,
  from: Number(process.argv[4]),
  functions: {
    add: async (payload) => {
      await pause();
      return Number(payload) + 1;
    },
  },
});
rig.define({
  First: task('add', { Next: 'Wait' }),
  Wait: { Type: 'Wait', Seconds: 1, Next: 'Second' },
  Second: task('add', { Next: 'Third' }),
  Third: task('add'),
});
await rig.machines.recover();
process.stdout.write('ready\n');
if (run !== undefined) {
  for (let at = 0; ; at++) {
    const name = `${run}-${at}`;
    const started = rig.start(at, name).then(() => process.stdout.write(`${name}\n`));
    if (at % 20 === 0) await started;
    await pause();
  }
}
