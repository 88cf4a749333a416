/**
 * Who is signed in. Sessions live in this process only: after a restart everybody signs in again, and nothing that was
 * ended can come back. A page keeps what was typed meanwhile.
 */
import { createHash, randomBytes } from 'node:crypto';

const IDLE_MS = 15 * 60_000;
const LONGEST_MS = 12 * 60 * 60_000;
const CODE_MS = 60_000;

export interface OfficeSession {
  /** In the access token, so that the token ends with the session. */
  id: string;
  account: string;
  /** How the other issuer's sign-in is ended, where there was one. */
  idToken: string | undefined;
  startedAt: number;
  seenAt: number;
  /** Digests of what the browser and the page hold. */
  cookie: string;
  refresh: string | undefined;
  /** By a revocation, which the sign-out of the browser follows. */
  ended: boolean;
}

/** What a code stands for until it is traded. */
interface Grant {
  session: string;
  challenge: string;
  redirectUri: string;
  clientId: string;
  nonce: string | undefined;
  until: number;
  traded: boolean;
}

export interface Sessions {
  /** Starts one; the value of its cookie. */
  start(account: string, idToken?: string): { session: OfficeSession; cookie: string };
  byCookie(cookie: string): OfficeSession | undefined;
  /** One that was revoked too. */
  forSignOut(cookie: string): OfficeSession | undefined;
  byId(id: string): OfficeSession | undefined;
  byRefresh(token: string): OfficeSession | undefined;
  /** Somebody does something. */
  touch(session: OfficeSession): void;
  /** A refresh token in the place of the one before. */
  giveRefresh(session: OfficeSession): string;
  end(session: OfficeSession): void;
  /** Nothing works with it any more, but the browser may still end what the other issuer has. */
  revoke(session: OfficeSession): void;
  endAllOf(account: string): void;
  count(): number;
  giveCode(grant: Omit<Grant, 'until' | 'traded'>): string;
  /** Once: a code that comes again was stolen, and ends its session. */
  takeCode(code: string): Grant | undefined;
}

const makeValue = (): string => randomBytes(32).toString('base64url');
const digest = (value: string): string => createHash('sha256').update(value).digest('base64url');

/** @param now milliseconds of a clock that only runs on, whatever the computer's clock does */
export function createSessions(now: () => number = () => performance.now()): Sessions {
  const sessions = new Map<string, OfficeSession>();
  const codes = new Map<string, Grant>();

  const isFresh = ({ startedAt, seenAt }: OfficeSession): boolean =>
    now() - seenAt < IDLE_MS && now() - startedAt < LONGEST_MS;
  const isAlive = (session: OfficeSession): boolean => !session.ended && isFresh(session);
  const sweep = () => {
    for (const session of sessions.values()) if (!isFresh(session)) sessions.delete(session.id);
    for (const [code, { until }] of codes) if (until < now()) codes.delete(code);
  };
  const find = (matches: (session: OfficeSession) => boolean): OfficeSession | undefined => {
    for (const session of sessions.values()) if (matches(session)) return isAlive(session) ? session : undefined;
    return undefined;
  };

  return {
    start(account, idToken) {
      sweep();
      const cookie = makeValue();
      const at = { startedAt: now(), seenAt: now() };
      const ids = { id: makeValue(), cookie: digest(cookie), refresh: undefined };
      const session: OfficeSession = { ...ids, ...at, account, idToken, ended: false };
      sessions.set(session.id, session);
      return { session, cookie };
    },
    byCookie: (cookie) => find((session) => session.cookie === digest(cookie)),
    forSignOut: (cookie) => [...sessions.values()].find((session) => session.cookie === digest(cookie)),
    byId(id) {
      const session = sessions.get(id);
      return session !== undefined && isAlive(session) ? session : undefined;
    },
    byRefresh: (token) => find(({ refresh }) => refresh === digest(token)),
    touch(session) {
      session.seenAt = now();
    },
    giveRefresh(session) {
      const token = makeValue();
      session.refresh = digest(token);
      return token;
    },
    end: (session) => void sessions.delete(session.id),
    revoke(session) {
      session.ended = true;
    },
    endAllOf(account) {
      for (const session of sessions.values()) if (session.account === account) sessions.delete(session.id);
    },
    count() {
      sweep();
      return sessions.size;
    },
    giveCode(grant) {
      sweep();
      const code = makeValue();
      codes.set(digest(code), { ...grant, until: now() + CODE_MS, traded: false });
      return code;
    },
    takeCode(code) {
      const grant = codes.get(digest(code));
      if (grant === undefined || grant.until < now()) return undefined;
      if (grant.traded) {
        sessions.delete(grant.session);
        return undefined;
      }
      grant.traded = true;
      return grant;
    },
  };
}
