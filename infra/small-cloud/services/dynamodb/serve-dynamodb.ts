import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { createOwnNames } from '../../front-door/own-names.ts';
import type { DynamoDb } from './dynamodb.ts';

/** A database without the machine around it, over its own protocol on a port that is free: for tests and commands. */
export async function serveDynamoDb(database: DynamoDb): Promise<{ endpoint: string; close(): Promise<void> }> {
  const names = createOwnNames(0);
  const server = createServer(async (request, response) => {
    // Nobody signs here: a page, of whatever name it has led here, must not ask.
    if (!names.isOwnHost(request.headers.host) || request.headers.origin !== undefined) {
      response.writeHead(403).end();
      return;
    }
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    const { status, body } = await database.call(operation, await text(request));
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
}
