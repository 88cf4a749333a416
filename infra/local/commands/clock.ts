/** `npm run -s clock`: tells and moves the clock of a running machine. */
import { machineOptions, readArguments, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

await runCommand(async () => {
  const { values, positionals } = readArguments({
    name: 'clock',
    does: 'Moves the clock of a running machine that was started with --clock, and prints its time; without a duration it only prints it.',
    takes: ['[DURATION]'],
    options: machineOptions,
    example: 'npm run -s clock -- P90D',
  });
  const port = choosePort({ port: values.port, data: values.data });
  if (port === undefined) throw new UsageError(`no machine runs on ${values.data}; start it, or name --data or --port`);
  console.log((await askClock(port, positionals[0])).time);
});
