import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { caseIn, type DatabaseTrouble } from './messages.ts';

/** Longer than any function may run. */
const FOR_EVER = 60_000;

/** A door to DynamoDB that answers as the real one does when it is in trouble. */
export interface TroubledDoor {
  /** Stands in front of the database at `url`; its own address. */
  standBefore(url: string): string;
}

/** @param next says, for one request, what is to go wrong with it, if anything */
export async function openTroubledDoor(next: (caseId: string | null) => DatabaseTrouble | null): Promise<TroubledDoor> {
  let target = '';
  const server = createServer(async (request, response) => {
    try {
      const body = await buffer(request);
      const pass = () => forward(target, request.headers, body);
      await answer(response, next(caseIn(body.toString('latin1'))), pass);
    } catch {
      response.destroy();
    }
  });
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    standBefore(url) {
      target = url;
      return `http://127.0.0.1:${port}`;
    },
  };
}

interface Passed {
  status: number;
  body: Buffer;
}

async function answer(response: ServerResponse, trouble: DatabaseTrouble | null, pass: () => Promise<Passed>) {
  switch (trouble) {
    case 'throttled':
      return send(response, { status: 400, body: THROTTLED });
    case 'silent':
      await sleep(FOR_EVER);
      return response.destroy();
    case 'cut off':
      return response.destroy();
    case 'answer lost':
      await pass();
      return response.destroy();
    case 'answer withheld':
      await pass();
      await sleep(FOR_EVER);
      return response.destroy();
    case 'slow':
      await sleep(200 + Math.random() * 1000);
      return send(response, await pass());
    case null:
      return send(response, await pass());
  }
}

const THROTTLED = Buffer.from(
  JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'The level of configured provisioned throughput for the table was exceeded.',
  }),
);

async function forward(
  target: string,
  { host: _, 'content-length': __, connection: ___, ...given }: IncomingHttpHeaders,
  body: Buffer,
): Promise<Passed> {
  const headers = Object.entries(given).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const response = await fetch(target, { method: 'POST', headers, body: new Uint8Array(body) });
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

function send(response: ServerResponse, { status, body }: Passed): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
}
