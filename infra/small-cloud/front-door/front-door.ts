import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';
import { createOwnNames, type OwnNames } from './own-names.ts';

/** API Gateway's limit for a request's body. */
const apiBodyLimit = 10 * 1024 * 1024;
/** DynamoDB's limit for a request, a batch of items. */
const awsBodyLimit = 16 * 1024 * 1024;

/** Longer than the SDK keeps an idle connection, so that it is not closed under a request. */
const keepAliveMs = 75_000;

/** Who answers what comes in at the one port. */
interface Doors {
  /** Requests with an `x-amz-target`, such as `DynamoDB_20120810.GetItem`. */
  aws(target: string, request: ApiRequest): Promise<ApiResponse>;
  /** Paths under `/_local/`. */
  local(path: string, request: ApiRequest): Promise<ApiResponse>;
  /** The issuer's documents and its sign-in, by path below `/issuer`. */
  issuer(path: string, request: ApiRequest): Promise<ApiResponse>;
  /** All the rest. */
  api(request: ApiRequest): Promise<ApiResponse>;
}

export interface FrontDoor {
  port: number;
  names: OwnNames;
  /** Until then every request is answered with 503. */
  open(doors: Doors): void;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1; port 0 takes any that is free. A request for another host than 127.0.0.1, localhost and `names`
 * is refused at every door.
 *
 * @throws when the port is taken, saying so
 */
export async function openFrontDoor(options: {
  port: number;
  names?: readonly string[] | undefined;
  log(line: string): void;
}): Promise<FrontDoor> {
  let doors: Doors | undefined;
  let names = createOwnNames(options.port, options.names);
  const server = createServer((incoming, response) => {
    handle(incoming, response, doors, names).catch((error) => {
      options.log(
        `${incoming.method} ${incoming.url}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (!response.headersSent) send(response, gatewayAnswer(500, 'Internal Server Error'));
      else response.destroy();
    });
  });
  server.keepAliveTimeout = keepAliveMs;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(`port ${options.port} is taken by another program; choose one with --port (0 takes any)`)
          : error,
      );
    });
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  names = createOwnNames(port, options.names);
  return {
    port,
    names,
    open(opened) {
      doors = opened;
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // A request under way gets a moment to be answered.
      const patience = setTimeout(() => server.closeAllConnections(), 500);
      await closed;
      clearTimeout(patience);
    },
  };
}

async function handle(
  incoming: IncomingMessage,
  response: ServerResponse,
  doors: Doors | undefined,
  names: OwnNames,
): Promise<void> {
  const target = incoming.headers['x-amz-target'];
  const body = await readBody(incoming, target === undefined ? apiBodyLimit : awsBodyLimit);
  if (body === 'gone') return;
  if (body === 'too large') {
    response.setHeader('connection', 'close');
    send(response, gatewayAnswer(413, 'Request Entity Too Large'));
    return;
  }
  if (!names.isOwnHost(incoming.headers.host)) {
    send(response, gatewayAnswer(403, 'Forbidden'));
    return;
  }
  if (doors === undefined) {
    send(response, gatewayAnswer(503, 'Service Unavailable'));
    return;
  }
  const request: ApiRequest = {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: joinHeaders(incoming),
    body,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
  };
  send(response, await route(doors, target, request));
}

async function route(doors: Doors, target: string | string[] | undefined, request: ApiRequest): Promise<ApiResponse> {
  if (target !== undefined) return doors.aws(String(target), request);
  const path = request.url.split('?')[0] ?? '/';
  if (path.startsWith('/_local/')) return doors.local(path, request);
  if (path.startsWith('/issuer/')) return doors.issuer(path.slice('/issuer'.length), request);
  return doors.api(request);
}

function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        resolve('too large');
        // The rest is read and dropped for a moment, so that the sender gets to see the answer.
        chunks.length = 0;
      } else {
        chunks.push(chunk);
      }
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', () => resolve('gone'));
    incoming.on('close', () => resolve('gone'));
  });
}

function joinHeaders(incoming: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) joined[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return joined;
}

function send(response: ServerResponse, answer: ApiResponse): void {
  if (response.destroyed) return;
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name.toLowerCase() !== 'content-length') response.setHeader(name, value);
  }
  response.writeHead(answer.status);
  response.end(answer.body);
}
