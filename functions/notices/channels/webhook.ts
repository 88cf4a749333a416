/**
 * The channel to the agency's SMS or WeChat gateway: one signed POST of some messages. The gateway knows each message
 * by its id, so that one that was sent twice is delivered once.
 */
import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';

export interface OutgoingMessage {
  /** The same whenever this message is tried again. */
  id: string;
  /** Phone number; leaves the system here and nowhere else. */
  to: string;
  title: string;
  text: string;
}

/**
 * What became of a message. `refused`: the gateway will never take it; `unreached`: nobody knows, or not now: it is to
 * be tried again.
 */
export type GatewayAnswer = { outcome: 'accepted' } | { outcome: 'refused' | 'unreached'; reason: string };

export interface Gateway {
  /** HTTPS on AWS; the local stub speaks HTTP. */
  url: string;
  /** Shared with the gateway. */
  key: string;
  /** How long it may take to answer: a gateway that hangs must not hold up the messages of others. */
  patienceMs?: number;
}

const answerSchema = z.object({
  results: z.array(
    z.object({ id: z.string(), status: z.enum(['accepted', 'refused']), reason: z.string().max(200).optional() }),
  ),
});

const USUAL_PATIENCE_MS = 10_000;

/** Name of a message outside: neither a case nor a person can be read from it. */
export const messageId = (caseId: string, occasion: string): string =>
  createHash('sha256').update(`${caseId}\n${occasion}`).digest('hex').slice(0, 32);

/** `v1=` and the hex of HMAC-SHA-256 over `timestamp.body` with the shared key. */
const signBody = (key: string, timestamp: string, body: string): string =>
  `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;

/**
 * Hands messages over. Never throws: what did not get through is `unreached`.
 * @param at ISO instant, signed with the body; a gateway may refuse one that is old
 */
export async function sendToGateway(
  gateway: Gateway,
  messages: readonly OutgoingMessage[],
  at: string,
): Promise<Map<string, GatewayAnswer>> {
  const answer = await post(gateway, messages, at);
  if (answer.kind === 'results') return resultsOf(messages, answer.results);
  if (answer.kind === 'unreached') return all(messages, { outcome: 'unreached', reason: answer.reason });
  // The request was not understood. With one message it is that message's fault; with several, find out whose.
  if (messages.length === 1) return all(messages, { outcome: 'refused', reason: answer.reason });
  const halves = [messages.slice(0, messages.length / 2), messages.slice(messages.length / 2)];
  const found = new Map<string, GatewayAnswer>();
  for (const half of halves)
    for (const [id, delivery] of await sendToGateway(gateway, half, at)) found.set(id, delivery);
  return found;
}

type PostAnswer =
  | { kind: 'results'; results: z.output<typeof answerSchema>['results'] }
  | { kind: 'unreached' | 'rejected'; reason: string };

/** Codes that say that the body is at fault, and not the moment, the address or the key. */
const AT_FAULT = [400, 413, 422];

async function post(gateway: Gateway, messages: readonly OutgoingMessage[], at: string): Promise<PostAnswer> {
  const { url, key, patienceMs = USUAL_PATIENCE_MS } = gateway;
  const body = JSON.stringify({ messages });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'x-canbao-timestamp': at,
        'x-canbao-signature': signBody(key, at, body),
        'idempotency-key': messageId(messages.map(({ id }) => id).join(' '), ''),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    if (AT_FAULT.includes(response.status)) return { kind: 'rejected', reason: `gateway_${response.status}` };
    if (!response.ok) return { kind: 'unreached', reason: `gateway_${response.status}` };
    const parsed = answerSchema.safeParse(JSON.parse(text));
    return parsed.success
      ? { kind: 'results', results: parsed.data.results }
      : { kind: 'unreached', reason: 'gateway_answer_unreadable' };
  } catch (error) {
    // Its message may hold the address; its name says enough.
    const name = error instanceof Error ? error.name : 'unknown';
    return { kind: 'unreached', reason: name === 'TimeoutError' ? 'gateway_timeout' : 'gateway_out_of_reach' };
  }
}

/** By the first answer about each message: a gateway may say it twice. One that it says nothing about is unreached. */
function resultsOf(
  messages: readonly OutgoingMessage[],
  results: z.output<typeof answerSchema>['results'],
): Map<string, GatewayAnswer> {
  const found = all(messages, { outcome: 'unreached', reason: 'gateway_said_nothing' });
  const told = new Set<string>();
  for (const { id, status } of results) {
    if (told.has(id) || !found.has(id)) continue;
    told.add(id);
    found.set(id, status === 'accepted' ? { outcome: 'accepted' } : { outcome: 'refused', reason: 'gateway_refused' });
  }
  return found;
}

const all = (messages: readonly OutgoingMessage[], delivery: GatewayAnswer): Map<string, GatewayAnswer> =>
  new Map(messages.map(({ id }) => [id, delivery]));
