import { createServer, type Server } from 'node:http';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';
import { type AnswerStreamed, apiBodyLimit, createListener, keepAliveMs } from './listener.ts';
import { createOwnNames, type OwnNames } from './own-names.ts';

/** DynamoDB's limit for a request, a batch of items. */
export const awsBodyLimit = 16 * 1024 * 1024;

/** Who answers what comes in at the one port. */
interface Doors {
  /** Requests of services that are asked at paths of their own, with bodies that pass through. */
  streamed: AnswerStreamed;
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
  const server = createServer(
    createListener({
      streamed: (head) => (names.isOwnHost(head.headers.host) ? doors?.streamed(head) : undefined),
      bodyLimitOf: ({ headers }) => (headers['x-amz-target'] === undefined ? apiBodyLimit : awsBodyLimit),
      async answer(request) {
        if (!names.isOwnHost(request.headers.host)) return gatewayAnswer(403, 'Forbidden');
        return doors === undefined ? gatewayAnswer(503, 'Service Unavailable') : route(doors, request);
      },
      // The SDK reckons from it how far the service's clock is from its own, and signs by that. Here both have one clock;
      // what it reckons while that clock is set would have its next request refused.
      isUndated: ({ headers }) => headers['x-amz-target'] !== undefined,
      log: options.log,
    }),
  );
  const advice = 'choose one with --port (0 takes any)';
  const port = await listen(server, { port: options.port, address: '127.0.0.1', advice });
  names = createOwnNames(port, options.names);
  return {
    port,
    names,
    open(opened) {
      doors = opened;
    },
    close: () => closeServer(server),
  };
}

/** Begins to listen; the port. @throws when it is taken, saying so and, with `advice`, what to do */
export async function listen(server: Server, at: { port: number; address: string; advice: string }): Promise<number> {
  server.keepAliveTimeout = keepAliveMs;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const taken = 'code' in error && error.code === 'EADDRINUSE';
      reject(taken ? new Error(`port ${at.port} is taken by another program; ${at.advice}`) : error);
    });
    server.listen(at.port, at.address, resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : at.port;
}

/** A request under way gets a moment to be answered. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), 500);
  await closed;
  clearTimeout(patience);
}

async function route(doors: Doors, request: ApiRequest): Promise<ApiResponse> {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return doors.aws(target, request);
  const path = request.url.split('?')[0] ?? '/';
  if (path.startsWith('/_local/')) return doors.local(path, request);
  if (path.startsWith('/issuer/')) return doors.issuer(path.slice('/issuer'.length), request);
  return doors.api(request);
}
