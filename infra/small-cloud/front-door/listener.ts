import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';

/** API Gateway's limit for a request's body. */
export const apiBodyLimit = 10 * 1024 * 1024;

/** Longer than the SDK keeps an idle connection, so that it is not closed under a request. */
export const keepAliveMs = 75_000;

/** Reads each request whole, up to a limit, and sends what it is answered with. What throws is a 500 and a line. */
export function createListener(options: {
  bodyLimitOf(incoming: IncomingMessage): number;
  answer(request: ApiRequest): Promise<ApiResponse>;
  /** Which requests are answered without the time of the answer. */
  isUndated?(request: ApiRequest): boolean;
  log(line: string): void;
}): RequestListener {
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(incoming, options.bodyLimitOf(incoming));
    if (body === 'gone') return;
    if (body === 'too large') {
      response.setHeader('connection', 'close');
      send(response, gatewayAnswer(413, 'Request Entity Too Large'));
      return;
    }
    const request: ApiRequest = {
      method: incoming.method ?? 'GET',
      url: incoming.url ?? '/',
      headers: joinHeaders(incoming),
      body,
      sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    };
    response.sendDate = options.isUndated?.(request) !== true;
    send(response, await options.answer(request));
  };
  return (incoming, response) => {
    handle(incoming, response).catch((error) => {
      options.log(
        `${incoming.method} ${incoming.url}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (!response.headersSent) send(response, gatewayAnswer(500, 'Internal Server Error'));
      else response.destroy();
    });
  };
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
