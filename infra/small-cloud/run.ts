/**
 * `node run.ts --assembly DIR --data DIR [--port N] [--region REGION] [--clock TIME] [--name HOST]… [--dynamodb URL] [--parameter NAME=VALUE]…`:
 * runs a synthesized assembly. Prints what it does to stderr and, once everything serves, one line to stdout:
 * `ready http://127.0.0.1:PORT`. ctrl-C stops it.
 */
import { parseArgs } from 'node:util';
import { parseTime } from './clock/kept-clock.ts';
import { startSmallCloud } from './cloud.ts';

/** In Lambda the time zone is UTC, and threads share this process's. */
process.env.TZ = 'UTC';

const say = (line: string) => console.error(line);

try {
  const { values } = parseArgs({
    options: {
      assembly: { type: 'string', default: 'cdk.out' },
      data: { type: 'string', default: '.data' },
      port: { type: 'string', default: '3000' },
      region: { type: 'string', default: 'us-east-1' },
      clock: { type: 'string' },
      name: { type: 'string', multiple: true },
      dynamodb: { type: 'string' },
      parameter: { type: 'string', multiple: true, default: [] },
    },
  });
  const { region } = values;
  const partition = region.startsWith('cn-') ? 'aws-cn' : 'aws';
  const cloud = await startSmallCloud({
    assembly: values.assembly,
    data: values.data,
    port: Number(values.port),
    place: { partition, region, account: '000000000000' },
    names: values.name,
    dynamodb: values.dynamodb,
    clockFrom: values.clock === undefined ? undefined : parseTime(values.clock),
    parameters: Object.fromEntries(values.parameter.map((given) => given.split(/=(.*)/s))),
    log: say,
  });
  const stop = () => cloud.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(`ready ${cloud.url}`);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
