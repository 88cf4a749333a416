import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';

/** API Gateway's limit for a request's body. */
export const apiBodyLimit = 10 * 1024 * 1024;

/** Longer than the SDK keeps an idle connection, so that it is not closed under a request. */
export const keepAliveMs = 75_000;

/** A request whose body passes through. */
export interface StreamedRequest extends Omit<ApiRequest, 'body'> {
  body: Readable;
}

/** An answer whose body may pass through. */
export interface StreamedResponse extends Omit<ApiResponse, 'body'> {
  body: Readable | Buffer | string;
}

/** Who answers requests that may be long, told by what stands before the body; undefined for all the others. */
export type AnswerStreamed = (
  head: Omit<ApiRequest, 'body'>,
) => ((request: StreamedRequest) => Promise<StreamedResponse>) | undefined;

/** Of a body that was refused, so much is read and dropped, so that the sender gets to see the answer. */
const DROPPED_BYTES = 32 * 1024 * 1024;

/** Reads each request whole, up to a limit, and sends what it is answered with. What throws is a 500 and a line. */
export function createListener(options: {
  streamed?: AnswerStreamed;
  bodyLimitOf(incoming: IncomingMessage): number;
  answer(request: ApiRequest): Promise<ApiResponse>;
  /** Which requests are answered without the time of the answer. */
  isUndated?(request: ApiRequest): boolean;
  log(line: string): void;
}): RequestListener {
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const head = {
      method: incoming.method ?? 'GET',
      url: incoming.url ?? '/',
      headers: joinHeaders(incoming),
      sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    };
    const answerStreamed = options.streamed?.(head);
    if (answerStreamed !== undefined) {
      // Like AWS's other services: see `isUndated` of the front door.
      response.sendDate = false;
      await sendStreamed(incoming, response, await answerStreamed({ ...head, body: incoming }));
      return;
    }
    const body = await readBody(incoming, options.bodyLimitOf(incoming));
    if (body === 'gone') return;
    if (body === 'too large') {
      response.setHeader('connection', 'close');
      send(response, gatewayAnswer(413, 'Request Entity Too Large'));
      return;
    }
    const request: ApiRequest = { ...head, body };
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

async function sendStreamed(
  incoming: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: StreamedResponse,
): Promise<void> {
  if (!incoming.readableEnded) await drop(incoming);
  if (response.destroyed) return;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status);
  if (body instanceof Readable) await pipeline(body, response);
  else response.end(body);
}

/** Until the body's end, or as long as it is worth it: then the connection ends with the answer. */
function drop(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let dropped = 0;
    incoming.on('data', (chunk: Buffer) => {
      dropped += chunk.length;
      if (dropped <= DROPPED_BYTES) return;
      incoming.pause();
      resolve();
    });
    for (const end of ['end', 'error', 'close'] as const) incoming.once(end, () => resolve());
    incoming.resume();
  });
}

function send(response: ServerResponse, answer: ApiResponse): void {
  if (response.destroyed) return;
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name.toLowerCase() !== 'content-length') response.setHeader(name, value);
  }
  response.writeHead(answer.status);
  response.end(answer.body);
}
