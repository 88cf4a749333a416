import type { Cloud } from '../cloud.ts';
import type { TokenClaims } from '../sign-in/claims.ts';

const MINUTE = 60_000;
/** A file's work takes seconds; what has failed is tried again within minutes. */
const PATIENCE_MINUTES = 20;

export type Who = TokenClaims;

/** What people do at a screen beside a case's own way: they send files, look, and look again a minute later. */
export function openDesk(cloud: Cloud) {
  let keys = 0;

  /** The answer's text. A text as body is a file. @throws for a refusal, with what it says */
  async function ask(who: Who, method: string, path: string, body?: object | string): Promise<string> {
    const response = await fetch(cloud.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await cloud.token(who)}`,
        'content-type': typeof body === 'string' ? 'application/octet-stream' : 'application/json',
        'idempotency-key': `desk-${keys++}-${path}`,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }

  return {
    ask,
    /** Lets minutes pass until there is something to be seen. @throws if there is nothing after 20 */
    async waitFor<Seen>(what: string, look: () => Promise<Seen | undefined>): Promise<Seen> {
      for (let minute = 0; minute <= PATIENCE_MINUTES; minute += 1) {
        const seen = await look();
        if (seen !== undefined) return seen;
        await cloud.clock.move(cloud.clock.now() + MINUTE);
      }
      throw new Error(`${what} did not come`);
    },
  };
}
