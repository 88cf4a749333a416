/** An SMS gateway on a real port: it can refuse, be slow, answer twice, forget to answer, hang, or be down. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export type GatewayMood =
  | 'up'
  /** Takes the request and refuses each message. */
  | 'refuses'
  | 'slow'
  /** Says each result twice, the second time otherwise. */
  | 'twice'
  /** Takes the messages, and closes the connection before it answers. */
  | 'forgets'
  | 'hangs'
  /** 503 */
  | 'down'
  /** 400 for any request that has a message to this number. */
  | { stumblesOver: string };

const bodySchema = z.object({
  messages: z.array(z.object({ id: z.string(), to: z.string(), title: z.string(), text: z.string() })),
});
type Delivered = z.output<typeof bodySchema>['messages'][number];

export interface GatewayStub {
  url: string;
  mood: GatewayMood;
  /** Requests that came in, whatever became of them. */
  requests: number;
  /** Every message that was taken, by id: the same id is delivered once. */
  delivered: Map<string, Delivered>;
  /** How often each id was handed over. */
  handedOver: Map<string, number>;
  /** How many messages were delivered to a number. */
  toPhone(phone: string): number;
  /** Whether every request so far was signed with the key. */
  allSigned(key: string): boolean;
  close(): Promise<void>;
}

export async function startGateway(port = 0): Promise<GatewayStub> {
  const signatures: { timestamp: string; body: string; signature: string }[] = [];
  const held = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    stub.requests += 1;
    signatures.push({
      timestamp: String(request.headers['x-canbao-timestamp']),
      signature: String(request.headers['x-canbao-signature']),
      body,
    });
    const { mood } = stub;
    if (mood === 'down') return void response.writeHead(503).end();
    if (mood === 'hangs') return void held.add(response);
    const { messages } = bodySchema.parse(JSON.parse(body));
    if (typeof mood === 'object' && messages.some(({ to }) => to === mood.stumblesOver)) {
      return void response.writeHead(400).end();
    }
    for (const message of messages) {
      stub.handedOver.set(message.id, (stub.handedOver.get(message.id) ?? 0) + 1);
      if (mood !== 'refuses') stub.delivered.set(message.id, message);
    }
    if (mood === 'forgets') return void response.destroy();
    if (mood === 'slow') await new Promise((resolve) => setTimeout(resolve, 300));
    const status = mood === 'refuses' ? 'refused' : 'accepted';
    const results = messages.map(({ id }) => ({ id, status }));
    const again = mood === 'twice' ? messages.map(({ id }) => ({ id, status: 'refused' })) : [];
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ results: [...results, ...again] }));
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the gateway has no port');
  const stub: GatewayStub = {
    url: `http://127.0.0.1:${address.port}/messages`,
    mood: 'up',
    requests: 0,
    delivered: new Map(),
    handedOver: new Map(),
    toPhone: (phone) => [...stub.delivered.values()].filter(({ to }) => to === phone).length,
    allSigned: (key) =>
      signatures.every(({ timestamp, body, signature }) => {
        const expected = `v1=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;
        return expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
      }),
    async close() {
      for (const response of held) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}
