import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLogFile } from '../../infra/small-cloud/services/logs/log-file.ts';
import { httpApi, lambda, makeFolder, role, tokenParameters, writeAssembly } from './small-assembly.ts';
import { startSmall } from './start-small.ts';

const failed = (error: unknown) => {
  throw error;
};

test('a log that has grown long goes on in a new file, and no line is lost', async () => {
  const folder = makeFolder();
  const log = openLogFile(join(folder, 'function.log'), { rotateAt: 100, keepDays: undefined, failed });
  const lines = Array.from({ length: 22 }, (_, line) => `line ${line} ${'x'.repeat(20)}\n`);
  for (const line of lines) {
    log.write(line);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await log.close();
  const files = readdirSync(folder).sort();
  expect(files.length).toBe(6);
  const order = [...files.filter((file) => file !== 'function.log'), 'function.log'];
  expect(order.flatMap((file) => readFileSync(join(folder, file), 'utf8')).join('')).toBe(lines.join(''));
});

test('what was put aside is deleted after the days for which the template keeps it', async () => {
  const folder = makeFolder();
  const ago = (days: number) => Date.now() / 1000 - days * 86_400;
  for (const [name, days] of [['function.2025-01-01.log', 366] as const, ['function.2025-01-03.log', 364] as const]) {
    writeFileSync(join(folder, name), 'old');
    utimesSync(join(folder, name), ago(days), ago(days));
  }
  await openLogFile(join(folder, 'function.log'), { rotateAt: 100, keepDays: 365, failed }).close();
  expect(readdirSync(folder)).toEqual(['function.2025-01-03.log']);
});

test('a log that cannot be written is told once, and stops nobody', async () => {
  const told: unknown[] = [];
  const path = join(makeFolder(), 'function.log', 'is-a-folder.log');
  const log = openLogFile(path, { rotateAt: 100, keepDays: undefined, failed: (error) => told.push(error) });
  const inTheWay = openLogFile(join(path, 'x.log'), { rotateAt: 100, keepDays: undefined, failed });
  for (let line = 0; line < 3; line += 1) log.write('lost\n');
  await log.close();
  await inTheWay.close();
  expect(told.map(String)).toEqual([expect.stringContaining('EISDIR')]);
});

test('each request leaves a line in the form that the template gives its access log', async () => {
  const format = { route: '$context.routeKey', status: '$context.status', why: '$context.error.responseType' };
  const AccessLogSettings = { DestinationArn: { 'Fn::GetAtt': ['Access', 'Arn'] }, Format: JSON.stringify(format) };
  const small = {
    Parameters: tokenParameters,
    Resources: {
      Access: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'access', RetentionInDays: 365 } },
      EchoRole: role('lambda'),
      Echo: lambda('Echo'),
      ...httpApi(
        { 'POST /cases': { to: 'Echo', open: true }, 'GET /cases/{id}': { to: 'Echo' } },
        { AccessLogSettings },
      ),
    },
  };
  const code = { Echo: 'export const handler = async () => ({ statusCode: 201 });' };
  const folder = makeFolder();
  const cloud = await startSmall({ data: folder, port: 0, assembly: writeAssembly({ small }, code) });
  await fetch(`${cloud.url}/cases`, { method: 'POST' });
  await fetch(`${cloud.url}/cases/1`);
  await fetch(`${cloud.url}/nothing`);
  await cloud.close();
  const lines = readFileSync(join(folder, 'logs/http-api-access.log'), 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { route: 'POST /cases', status: '201', why: '-' },
    { route: 'GET /cases/{id}', status: '401', why: 'UNAUTHORIZED' },
    { route: '-', status: '404', why: 'NOT_FOUND' },
  ]);
});
