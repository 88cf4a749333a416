/** A DynamoDB over HTTP, beside the machine that uses it, that counts what is asked of it and read or written. */
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { openOwnDynamoDb } from '../../../infra/local/dynamodb/dynamodb.ts';

/** Of one table. */
export interface Counts {
  requests: number;
  itemsRead: number;
  itemsWritten: number;
}

export interface CountedDatabase {
  url: string;
  /** By the name of a table in the stack; starts anew from here. */
  count(): Map<string, Counts>;
  close(): Promise<void>;
}

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

export async function openCountedDatabase(path: string): Promise<CountedDatabase> {
  const place = { region: 'cn-northwest-1', account: '000000000000' };
  const database = await openOwnDynamoDb({ path, ...place, log: console.error });
  let counts = new Map<string, Counts>();

  function note(operation: string, request: string, status: number, answer: string): void {
    const table = /"TableName":"[^"]*-(\w+?)Table/.exec(request)?.[1];
    if (table === undefined) return;
    const of = counts.get(table) ?? { requests: 0, itemsRead: 0, itemsWritten: 0 };
    counts.set(table, of);
    of.requests += 1;
    if (WRITES.includes(operation) && status < 300) of.itemsWritten += 1;
    if (operation === 'GetItem') of.itemsRead += 1;
    // A query reads what it scans, whatever it gives back; at least it costs as much as one item.
    if (operation === 'Query') of.itemsRead += Math.max(1, Number(/"ScannedCount":(\d+)/.exec(answer)?.[1] ?? 0));
  }

  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const asked = await text(request);
    const { status, body } = await database.call(operation, asked);
    note(operation, asked, status, body);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the database has no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    count() {
      const so = counts;
      counts = new Map();
      return so;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
