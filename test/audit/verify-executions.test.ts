/** `npm run verify` on the folder of a stopped machine: every open case has its execution, and the other way round. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteCommand, DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { withDatabase } from '../../infra/local/commands/stored-tables.ts';
import { layOut, readFixtures } from '../releases/fixture.ts';
import { runCommandFile } from '../support/stopped-machine.ts';

let data = '';
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'canbao-executions-'));
  const fixture = (await readFixtures()).find(({ release, machine }) => release === '0.1.1' && machine === 'newborns');
  if (!fixture) throw new Error('no fixture');
  await layOut(fixture, data);
});
afterAll(() => rm(data, { recursive: true, force: true }));

const openSchema = z.looseObject({ caseId: z.string(), state: z.string() });

/** The first open case, on the folder's own tables. */
async function onCases<Result>(
  work: (cases: {
    client: DynamoDBDocumentClient;
    TableName: string;
    open: z.output<typeof openSchema>;
  }) => Promise<Result>,
): Promise<Result> {
  return withDatabase({ data }, async (database) => {
    const client = DynamoDBDocumentClient.from(database);
    const { ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const TableName = TableNames.find((name) => name.includes('-Cases')) ?? '';
    const { Items = [] } = await client.send(new ScanCommand({ TableName }));
    const open = Items.map((item) => openSchema.parse(item)).find(({ state }) => state === 'tracking');
    if (!open) throw new Error('no open case');
    return work({ client, TableName, open });
  });
}

test('nothing is found as it was stopped; a lost case and a case under another number are named', async () => {
  const stopped = await runCommandFile('verify', ['--data', data]);
  expect(stopped.stdout).not.toContain('executions were not looked at');
  expect(stopped).toMatchObject({ status: 0, stdout: expect.stringContaining('0 findings, 0 known wrong') });

  const { caseId } = await onCases(async ({ client, TableName, open }) => {
    await client.send(new DeleteCommand({ TableName, Key: { caseId: open.caseId } }));
    await client.send(new PutCommand({ TableName, Item: { ...open, caseId: `${open.caseId}X` } }));
    return open;
  });
  const broken = await runCommandFile('verify', ['--data', data]);
  expect(broken.status).toBe(1);
  expect(broken.stdout).toContain(`${caseId}  execution  an execution of a case that is not there`);
  expect(broken.stdout).toContain(`${caseId}X  execution  no execution goes on with the case in tracking`);
});
