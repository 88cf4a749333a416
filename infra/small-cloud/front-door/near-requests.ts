import type { MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { type ApiRequest, type ApiResponse, gatewayAnswer } from '../services/http-api/api-event.ts';
import { awsBodyLimit } from './front-door.ts';

/** A request that another thread of this process hands over, see `lambda/near-requests.js`. */
const nearRequestSchema = z.object({
  id: z.number(),
  method: z.string(),
  url: z.string(),
  /** Names in lower case. */
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/**
 * Takes the requests that come in by a port. What is none is passed over, so that nobody who has a port can end the thread
 * behind it; one that is larger than the front door takes is refused as there.
 */
export function receiveNear(port: MessagePort, take: (request: ApiRequest, answer: Answer) => void): void {
  port.on('message', (message: unknown) => {
    const asked = nearRequestSchema.safeParse(message);
    if (!asked.success) return;
    const { id, body: text, ...head } = asked.data;
    const answer: Answer = (answered) => port.postMessage({ id, ...answered });
    const body = Buffer.from(text);
    if (body.length > awsBodyLimit) answer(gatewayAnswer(413, 'Request Entity Too Large'));
    else take({ ...head, body, sourceIp: '127.0.0.1' }, answer);
  });
  port.unref();
}
type Answer = (answered: ApiResponse) => void;

/** Answers what comes in by a port as the front door answers what comes in over HTTP. */
export function serveNear(
  port: MessagePort,
  answerOf: (target: string, request: ApiRequest) => Promise<ApiResponse>,
): void {
  receiveNear(port, (request, answer) => {
    answerOf(request.headers['x-amz-target'] ?? '', request).then(answer, () =>
      answer(gatewayAnswer(500, 'Internal Server Error')),
    );
  });
}
