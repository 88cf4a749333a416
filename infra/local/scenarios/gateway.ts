import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const bodySchema = z.looseObject({ messages: z.array(z.looseObject({ id: z.string(), to: z.string() })) });

/** A gateway on a port of this machine: takes messages, but for those to one number. */
export interface LocalGateway {
  url: string;
  refuses: string | null;
  /** Ids of the messages that it took for a number, in order. */
  sentTo(phone: string): string[];
  close(): Promise<void>;
}

export async function openGateway(): Promise<LocalGateway> {
  const taken: { id: string; to: string }[] = [];
  const server = createServer(async (request, response) => {
    const { messages } = bodySchema.parse(JSON.parse(await text(request)));
    taken.push(...messages.filter(({ to }) => to !== gateway.refuses));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        results: messages.map(({ id, to }) => ({ id, status: to === gateway.refuses ? 'refused' : 'accepted' })),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const gateway: LocalGateway = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/messages`,
    refuses: null,
    sentTo: (phone) => taken.filter(({ to }) => to === phone).map(({ id }) => id),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gateway;
}
