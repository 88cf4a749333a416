import type { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';
import { awsBodyLimit } from './front-door.ts';

/** A request that another thread of this process hands over, see `lambda/near-requests.js`. */
export const nearRequestSchema = z.object({
  id: z.number(),
  method: z.string(),
  url: z.string(),
  /** Names in lower case. */
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** Answers what comes in by a port as the front door answers what comes in over HTTP. */
export function serveNear(
  port: MessagePort,
  answer: (target: string, request: ApiRequest) => Promise<ApiResponse>,
): void {
  port.on('message', async (message: unknown) => {
    const { id, body, ...head } = nearRequestSchema.parse(message);
    const bytes = Buffer.from(body);
    const answered =
      bytes.length > awsBodyLimit
        ? gatewayAnswer(413, 'Request Entity Too Large')
        : await answer(head.headers['x-amz-target'] ?? '', { ...head, body: bytes, sourceIp: '127.0.0.1' });
    port.postMessage({ id, ...answered });
  });
  port.unref();
}
