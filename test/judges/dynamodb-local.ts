/**
 * `npm run judge`: the stores and the workflows on AWS's own DynamoDB Local, a judge from outside. It is no dependency: it
 * is fetched into `.build` where it is run, and its licence, which asks for an AWS account, lies beside it.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../infra/build/kept-build.ts';
import { readArguments, runCommand } from '../../infra/local/commands/arguments.ts';

/** Carries DynamoDB Local 1.25.1; its content is the one whose digest stands here. */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
const INTEGRITY = 'xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==';
const JAVA = 17;
const JUDGED = ['test/store/', 'test/workflows/'];
/** What plays a year of a whole machine: minutes. */
const PLAYS = ['test/workflows/late-payment.test.ts', 'test/workflows/newborn.test.ts'];
/** What a run of all checks has judged beside its tests: seconds. */
const SHORT = [
  'test/store/',
  ...['aid-lists', 'give-back', 'late-payment-order', 'newborn-order', 'newborn-years', 'refund-order']
    .concat('second-refund', 'shared-payment-of-child')
    .map((name) => `test/workflows/${name}.test.ts`),
];
const STARTED_IN_TRIES = 600;
const TRY_MS = 100;
const packedSchema = z.array(z.object({ filename: z.string() }));

await runCommand(async () => {
  const { positionals, values } = readArguments({
    name: 'judge',
    does: `Runs the tests of stores and workflows on AWS's DynamoDB Local, where Java ${JAVA} is. Says when it cannot, and why;
DYNAMODB_LOCAL=off leaves it out, for whoever has no AWS account, which its licence asks for.`,
    takes: ['[PATH]'],
    options: {
      short: { type: 'boolean', says: 'the stores, and the workflows that take seconds' },
      all: { type: 'boolean', says: 'also the plays of late payments and newborns, which take minutes' },
    },
    example: 'npm run judge -- test/store',
  });
  const ready = await makeReady();
  if ('skipped' in ready) {
    console.log(`DynamoDB Local: SKIPPED, ${ready.skipped}`);
    return;
  }
  const paths = positionals.length > 0 ? positionals : values.short ? SHORT : JUDGED;
  process.exitCode = await judge(ready.folder, paths, values.all ? [] : PLAYS);
});

async function makeReady(): Promise<{ folder: string } | { skipped: string }> {
  if (process.env.DYNAMODB_LOCAL === 'off') return { skipped: 'DYNAMODB_LOCAL=off' };
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
  if (version < JAVA)
    return { skipped: version === 0 ? 'there is no java here' : `java ${version} is older than ${JAVA}` };
  const kept = join(projectRoot, '.build/judges', PACKAGE.replace('@', '-'));
  const folder = join(kept, 'package/emulator');
  if (existsSync(folder)) return { folder };
  const draft = `${kept}-${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    const packed = spawnSync('npm', ['pack', PACKAGE, '--json', '--ignore-scripts'], { cwd: draft, encoding: 'utf8' });
    const file = packedSchema.safeParse(parseJson(packed.stdout)).data?.[0]?.filename;
    if (packed.status !== 0 || file === undefined) return { skipped: `${PACKAGE} cannot be fetched` };
    const digest = createHash('sha512')
      .update(await readFile(join(draft, file)))
      .digest('base64');
    if (digest !== INTEGRITY) throw new Error(`${PACKAGE} is not what it was: sha512-${digest}`);
    const unpacked = spawnSync('tar', ['-xzf', file], { cwd: draft });
    if (unpacked.status !== 0) throw new Error(`${file} cannot be unpacked`);
    await rm(join(draft, file));
    // Another process may have fetched the same meanwhile.
    await rename(draft, kept).catch(() => {});
    return { folder };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function judge(folder: string, paths: readonly string[], left: readonly string[]): Promise<number> {
  const port = await freePort();
  const library = join(folder, 'DynamoDBLocal_lib');
  const database = spawn(
    'java',
    [
      `-Djava.library.path=${library}`,
      ...['-jar', join(folder, 'DynamoDBLocal.jar')],
      ...['-inMemory', '-disableTelemetry', '-port', String(port)],
    ],
    // It writes a file of its own where it is started.
    { stdio: 'ignore', cwd: folder },
  );
  try {
    const DYNAMODB_ENDPOINT = `http://127.0.0.1:${port}`;
    await untilItAnswers(DYNAMODB_ENDPOINT, database);
    console.log(`DynamoDB Local: judging ${paths.join(' ')}`);
    const env = { ...process.env, DYNAMODB_ENDPOINT };
    const vitest = spawnSync('npx', ['vitest', 'run', ...paths, ...left.flatMap((path) => ['--exclude', path])], {
      cwd: projectRoot,
      env,
      stdio: 'inherit',
    });
    return vitest.status ?? 1;
  } finally {
    database.kill();
  }
}

async function untilItAnswers(endpoint: string, database: ChildProcess): Promise<void> {
  for (let tries = 0; tries < STARTED_IN_TRIES; tries += 1) {
    if (database.exitCode !== null) break;
    if (
      await fetch(endpoint).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, TRY_MS));
  }
  throw new Error('DynamoDB Local did not start');
}

/** One that nobody has now; who takes it in between ends the run with an error. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return z.object({ port: z.number() }).parse(address).port;
}
