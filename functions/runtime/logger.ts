/**
 * Writes one JSON line a message, with the fields below and no others. So no payload, name, id number or phone number
 * reaches a log.
 */

export interface LogLine {
  message: string;
  function?: string | undefined;
  requestId?: string | undefined;
  caseId?: string | undefined;
  route?: string | undefined;
  /** Reference of a person who was looked up, a keyed hash. */
  person?: string | undefined;
  /** Region and coverage year of a policy table. */
  table?: string | undefined;
  /** Why, as one of a few words. */
  reason?: string | undefined;
  status?: number | undefined;
  /** Stable code of a problem that was answered. */
  code?: string | undefined;
  role?: string | undefined;
  sub?: string | undefined;
  /** Names of an error and its causes, outermost first; never their messages. */
  error?: string | undefined;
  /** Where it was thrown: function names and places in the bundle. */
  at?: string | undefined;
  count?: number | undefined;
}

const LOGGED = [
  'message',
  'function',
  'requestId',
  'caseId',
  'route',
  'person',
  'table',
  'reason',
  'status',
  'code',
  'role',
  'sub',
  'error',
  'at',
  'count',
] as const satisfies (keyof LogLine)[];

/** Writes to standard output itself, so that the runtime does not wrap the line a second time. */
export function writeLog(level: 'info' | 'warn' | 'error', line: LogLine): void {
  const picked = LOGGED.flatMap((name) => (line[name] === undefined ? [] : [[name, line[name]] as const]));
  process.stdout.write(`${JSON.stringify({ level, ...Object.fromEntries(picked) })}\n`);
}

/** What may be logged of an error: the names of its chain and the frames of its stack, without any message. */
export function describeError(error: unknown): { error: string; at: string } {
  const names: string[] = [];
  for (let link = error; link instanceof Error && names.length < 5; link = link.cause) names.push(link.name);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: names.join(' < ') || typeof error,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' | '),
  };
}
