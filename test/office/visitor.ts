/** Somebody's browser at an office's door: it checks the certificate, keeps cookies and sends forms as a browser does. */
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:https';
import { TOTP } from 'otpauth';
import { z } from 'zod';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  /** Sends a form from one of the office's pages. */
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Reply>;
  /** The tokens that the console gets for who is signed in; null where the issuer wants to see the person. */
  tokens(): Promise<Tokens | null>;
  send(method: string, path: string, body: string, headers: Record<string, string>): Promise<Reply>;
  cookies: Map<string, string>;
}

const tokensSchema = z.object({ access_token: z.string(), refresh_token: z.string(), id_token: z.string() });
export type Tokens = z.infer<typeof tokensSchema>;

/** @param from the address that the visitor calls from, one of this machine's own */
export function openVisitor(origin: string, ca: string, from = '127.0.0.1'): Visitor {
  const cookies = new Map<string, string>();
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });

  function send(method: string, path: string, body: string, headers: Record<string, string>): Promise<Reply> {
    const { port, hostname } = new URL(origin);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          // The name is checked, and found here.
          host: '127.0.0.1',
          servername: hostname,
          port,
          path: path.replace(origin, ''),
          method,
          ca,
          localAddress: from,
          agent,
          headers: { host: new URL(origin).host, ...(cookie !== '' && { cookie }), ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () => {
            for (const line of response.headers['set-cookie'] ?? []) {
              const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
              if (value === '') cookies.delete(name);
              else cookies.set(name, value);
            }
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          });
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }

  const post: Visitor['post'] = (path, form, headers = {}) =>
    send('POST', path, new URLSearchParams(form).toString(), {
      origin,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });

  return {
    cookies,
    send,
    get: (path, headers = {}) => send('GET', path, '', headers),
    post,
    async tokens() {
      const [verifier, nonce] = [randomBytes(32).toString('base64url'), randomBytes(16).toString('base64url')];
      const redirectUri = `${origin}/console/signed-in`;
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: 'canbao-console',
        redirect_uri: redirectUri,
        nonce,
        state: 'a state',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      });
      const { headers } = await send('GET', `/issuer/authorize?${query}`, '', {});
      const code = new URL(String(headers.location), origin).searchParams.get('code');
      if (code === null) return null;
      const grant = { grant_type: 'authorization_code', client_id: 'canbao-console', redirect_uri: redirectUri };
      const { status, text } = await post('/issuer/token', { ...grant, code, code_verifier: verifier });
      if (status !== 200) return null;
      const tokens = tokensSchema.parse(JSON.parse(text));
      const claims: unknown = JSON.parse(
        Buffer.from(tokens.id_token.split('.')[1] ?? '', 'base64url').toString('utf8'),
      );
      if (z.object({ nonce: z.string() }).parse(claims).nonce !== nonce) throw new Error('another nonce');
      return tokens;
    },
  };
}

/** The phone of somebody who has scanned what a page shows. */
export function scanFactor(text: string): (now: number) => string {
  const secret = /<code>([A-Z2-7]{32})<\/code>/.exec(text)?.[1];
  if (secret === undefined) throw new Error(`no secret on the page: ${text}`);
  return (now) => new TOTP({ secret }).generate({ timestamp: now });
}

/** The first sign-in with the code of an administrator; what the phone shows from then on. */
export async function signInFirst(
  visitor: Visitor,
  who: { name: string; code: string; password: string; now: number; to?: string },
): Promise<(now: number) => string> {
  const { name, code, password, now, to = '/office/' } = who;
  await visitor.post('/office/sign-in', { name, password: code, to });
  const { text } = await visitor.post('/office/sign-in/password', { password, again: password });
  const phone = scanFactor(text);
  const { status } = await visitor.post('/office/sign-in/factor', { code: phone(now) });
  if (status !== 303) throw new Error(`${name} is not signed in: ${status}`);
  return phone;
}
