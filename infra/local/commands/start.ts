/**
 * `npm start`: runs the stacks on this machine. It tells on stderr what it does. When everything serves, it prints one
 * line to stdout: `ready http://127.0.0.1:PORT`. ctrl-C stops it.
 *
 * The flags in package.json keep the heap of each thread small. By itself V8 lets it grow to several times what it
 * holds. The first flag stands above the limit of the functions' threads.
 */
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { compiledFolder } from '../../build/kept-build.ts';
import { assembleInto } from '../assemble-into.ts';
import { dataOption, readArguments, readPort, runCommand, UsageError } from './arguments.ts';

/** In Lambda the time zone is UTC, and threads share this process's. */
process.env.TZ = 'UTC';

const say = (line: string) => console.error(line);

await runCommand(async () => {
  const { values } = readArguments({
    name: 'start',
    does: 'Runs the whole system on this machine, from the template that goes to AWS, until ctrl-C; kill it and start it again at will.',
    options: {
      port: { type: 'string', value: 'N', says: 'where it serves; 0 takes any that is free', default: '3000' },
      ...dataOption,
      clock: { type: 'string', value: 'TIME', says: 'a time that begins there and can be moved; otherwise real time' },
      gateway: { type: 'string', value: 'URL', says: 'where messages to people go out to' },
      dynamodb: { type: 'string', value: 'URL', says: 'another DynamoDB than the one on disk' },
      assembly: { type: 'string', value: 'DIR', says: 'runs what was synthesized there before' },
      'without-estimate': { type: 'boolean', says: 'leaves out the page on which anybody reckons without sign-in' },
      name: { type: 'string', value: 'HOST', says: 'one more name that it may be asked under', multiple: true },
      unthrottled: { type: 'boolean', says: 'lifts the limits of the API, for measurements' },
    },
    example: 'npm start -- --port 3000 --data .data --clock 2026-03-10T09:00:00+08:00',
  });
  // Node keeps what it compiles, and the next start loads it: half a second of processor time less.
  enableCompileCache(compiledFolder);
  const { startCloud } = await import('../cloud.ts');
  const { parseTime } = await import('../../small-cloud/clock/kept-clock.ts');
  const { settingsFile } = await import('../../office/settings.ts');
  // Its people would be anybody who sits at this machine.
  if (existsSync(settingsFile(values.data))) {
    throw new UsageError(`${values.data} belongs to an office: start it with npm run office -- --data ${values.data}`);
  }
  const cloud = await startCloud({
    data: values.data,
    port: readPort(values.port),
    clockFrom: values.clock === undefined ? undefined : parseTime(values.clock),
    names: values.name,
    dynamodb: values.dynamodb,
    unthrottled: values.unthrottled,
    parameters: {
      ...(values.gateway !== undefined && { GatewayUrl: values.gateway }),
      ...(values['without-estimate'] && { EstimatePage: 'off' }),
    },
    log: say,
    assembly: values.assembly ?? assembleInto(say),
  });
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    say('stopping');
    await cloud.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(`ready ${cloud.url}`);
  // Now, because a machine that is killed writes nothing at its end.
  flushCompileCache();
});
