/**
 * `npm run -s clock -- P90D [--data DIR | --port N]`: moves the clock of a running machine and prints the new time.
 * Without a duration it prints the time.
 */
import { defaultData, readOptions, runCommand, UsageError } from './arguments.ts';
import { askClock, choosePort } from './running-machine.ts';

await runCommand(async () => {
  const options = { data: { type: 'string', default: defaultData }, port: { type: 'string' } } as const;
  const { values, positionals } = readOptions(options, 1);
  const port = choosePort({ port: values.port, data: values.data });
  if (port === undefined) throw new UsageError(`no machine runs on ${values.data}; start it, or name --data or --port`);
  console.log((await askClock(port, positionals[0])).time);
});
