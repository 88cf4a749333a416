/**
 * A caller who makes too many requests is refused until the minute is over; the others go on. Counted by the subject of
 * the token, because a gateway before an HTTP API knows no callers: it limits all of them together.
 *
 * An environment counts by itself and says to the table only every tenth request of a caller within a minute. So a desk
 * that works costs nothing, one who hurries a write for ten requests, and one who is refused nothing again.
 */
import { z } from 'zod';
import type { HttpAnswer, HttpRequest } from '../../runtime/http-handler.ts';
import { describeError, writeLog } from '../../runtime/logger.ts';
import { ProblemError } from '../../runtime/problem.ts';
import type { CallerCounts } from '../../store/caller-counts.ts';

const MINUTE_MS = 60_000;
/** Requests that an environment lets pass before it asks how many the others have let pass. */
const UNSAID = 10;

const claimsSchema = z.object({ sub: z.string().min(1).max(200) });

type Handle = (request: HttpRequest) => Promise<HttpAnswer>;

interface Count {
  /** As the table said last, of all environments. */
  known: number;
  /** Of this environment since. */
  unsaid: number;
}

/** @param limit requests of one caller a minute; 0 for no limit */
export function limitCallers(handle: Handle, counts: CallerCounts, limit: number): Handle {
  if (limit === 0) return handle;
  let minute = 0;
  const callers = new Map<string, Count>();

  function countOf(caller: string, now: number): Count {
    if (now !== minute) callers.clear();
    minute = now;
    const count = callers.get(caller) ?? { known: 0, unsaid: 0 };
    callers.set(caller, count);
    return count;
  }

  /** Who cannot be counted is let pass: a limit must not be what stops an agency. */
  async function say(caller: string, now: number, count: Count): Promise<void> {
    const { unsaid } = count;
    count.unsaid = 0;
    count.known += unsaid;
    try {
      count.known = Math.max(count.known, await counts.add(caller, now, unsaid));
    } catch (error) {
      writeLog('warn', { message: 'callers not counted', ...describeError(error) });
    }
  }

  return async (request) => {
    const claims = claimsSchema.safeParse(request.claims);
    if (!claims.success) return handle(request);
    const at = Date.parse(request.at);
    const now = Math.floor(at / MINUTE_MS);
    const count = countOf(claims.data.sub, now);
    if (count.known + count.unsaid >= limit) throw tooMany(limit, Math.ceil(((now + 1) * MINUTE_MS - at) / 1000));
    count.unsaid += 1;
    if (count.unsaid < UNSAID) return handle(request);
    const [answer] = await Promise.all([handle(request), say(claims.data.sub, now, count)]);
    return answer;
  };
}

const tooMany = (limit: number, retryAfter: number): ProblemError =>
  new ProblemError('too_many_requests', `一分钟内的请求超过 ${limit} 次，本次没有办理。请在 ${retryAfter} 秒后再试。`, {
    retryAfter,
  });
