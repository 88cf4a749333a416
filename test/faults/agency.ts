import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openDesk } from '../../infra/local/desk/desk.ts';
import { openTokens, type SignInClaims } from '../../infra/local/sign-in/claims.ts';

/** Whoever waits longer for an answer, or for a case to go on, has lost it. */
export const PATIENCE_MS = 1_800_000;
const BETWEEN_TRIES_MS = 100;

export type Who = Pick<SignInClaims, 'sub' | 'role'>;
const REGION = '141181';
/** A token is good for eight hours of the machine's time. */
const TOKEN_MS = 3_600_000;

const clockSchema = z.object({ now: z.number() });
const codeSchema = z.looseObject({ code: z.string() });

export type Agency = ReturnType<typeof openAgency>;

/** The people of an agency at their screens: whoever gets no answer, or one that says "later", asks again. */
export function openAgency(url: string, data: string) {
  let signer: ReturnType<typeof openTokens> | undefined;
  let clockAhead = 0;
  const tokens = new Map<string, { token: string; until: number }>();
  /** Resolved while people may ask; another one while time is moved. */
  let gate: Promise<void> = Promise.resolve();
  let asking = 0;

  async function tokenOf({ sub, role }: Who): Promise<string> {
    const now = Date.now() + clockAhead;
    const known = tokens.get(sub);
    if (known && known.until > now) return known.token;
    signer ??= openTokens(data);
    // Of a moment ago: the machine's clock may be behind by what its last answer took.
    const token = await (await signer).sign({ sub, role, regions: [REGION] }, now - 5000);
    tokens.set(sub, { token, until: now + TOKEN_MS });
    return token;
  }

  async function send(who: Who, method: string, path: string, body?: object | string, key?: string) {
    await gate;
    asking += 1;
    try {
      // By the raw door: a machine in trouble may answer anything, and then it is asked again.
      const { status, bytes } = await openDesk(url, () => tokenOf(who)).send(method, path, {
        ...(body !== undefined && { body: typeof body === 'string' ? Buffer.from(body) : body }),
        headers: { ...(key !== undefined && { 'idempotency-key': key }) },
        signal: AbortSignal.timeout(40_000),
      });
      const answer: unknown = JSON.parse(bytes.toString('utf8'));
      return { status, body: answer };
    } catch {
      return undefined;
    } finally {
      asking -= 1;
    }
  }

  async function readClock(): Promise<number> {
    const { now } = clockSchema.parse(await (await fetch(`${url}/_local/clock`)).json());
    clockAhead = now - Date.now();
    return now;
  }

  return {
    /**
     * The answer's body.
     * @param accepted codes of refusals that an earlier try explains; the body is then null
     * @throws for any other refusal, and without an answer for two minutes
     */
    async ask(
      who: Who,
      method: string,
      path: string,
      given: { body?: object | string; key?: string; accepted?: string[] } = {},
    ) {
      const patientUntil = Date.now() + PATIENCE_MS;
      for (;;) {
        const answer = await send(who, method, path, given.body, given.key);
        if (answer !== undefined && answer.status < 300) return answer.body;
        const { code } = codeSchema.safeParse(answer?.body).data ?? {};
        if (code !== undefined && given.accepted?.includes(code)) return null;
        const later =
          answer === undefined || answer.status >= 500 || answer.status === 429 || code === 'case_changed_meanwhile';
        const said = `${method} ${path}: ${answer?.status} ${JSON.stringify(answer?.body)}`;
        if (!later) throw new Error(said);
        if (Date.now() > patientUntil) throw new Error(`nothing but ${said}`);
        await sleep(BETWEEN_TRIES_MS);
      }
    },

    readClock,
    /** The machine's time as it was at the last look, and what has passed since; ms. */
    now: () => Date.now() + clockAhead,

    /** Moves time while nobody asks anything; what was asked before is answered first. False if the machine died. */
    async moveClock(move: string): Promise<boolean> {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      try {
        while (asking > 0) await sleep(20);
        const response = await fetch(`${url}/_local/clock`, { method: 'POST', body: JSON.stringify({ move }) });
        await response.arrayBuffer();
        if (response.ok) await readClock();
        return response.ok;
      } catch {
        return false;
      } finally {
        open();
      }
    },
  };
}
