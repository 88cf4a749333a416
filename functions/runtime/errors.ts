/**
 * Failures that every function can have. The name is what a state machine's Retry and Catch, and a log, see;
 * messages never hold a payload.
 */

/** Throttled, a network fault or a server's fault: the same call may succeed a moment later. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
}

/** The event is not what the function takes; trying again cannot help. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEvent';
}

/** The function was deployed without something it needs. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** A person's sealed details cannot be opened: another key, or another person's reference. */
export class SealedPersonError extends Error {
  override readonly name = 'SealedPersonError';
}

const THROTTLED: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

const NETWORK: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Whether an AWS SDK error is a throttle, a network fault or a server's fault. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  const code = field(error, 'code');
  return (
    error instanceof TransientError ||
    THROTTLED.has(error.name) ||
    error.name === 'TimeoutError' ||
    (typeof status === 'number' && (status >= 500 || status === 429)) ||
    (typeof code === 'string' && NETWORK.has(code))
  );
}
