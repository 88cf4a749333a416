/** An error of a state, by the name and cause that Retry, Catch and the caller of the execution see. */
export class StateError extends Error {
  override name = 'StateError';
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** A lost heartbeat is recorded as States.Timeout, but States.HeartbeatTimeout catches it too. */
  readonly heartbeatLost: boolean;

  constructor(error: string | undefined, reason: string | undefined, heartbeatLost = false) {
    super(`${error ?? 'unnamed'}: ${reason ?? ''}`);
    this.error = error;
    this.reason = reason;
    this.heartbeatLost = heartbeatLost;
  }
}

/** An expression that failed, or gave what its field cannot take. It is recorded as EvaluationFailed. */
export class EvaluationError extends StateError {
  override name = 'EvaluationError';
  readonly location: string | undefined;

  constructor(reason: string, location?: string) {
    super('States.QueryEvaluationError', reason);
    this.location = location;
  }
}

export const PAYLOAD_LIMIT = 262_144; // bytes of UTF-8, in and out of every state

/** A result too large to pass on. A Catch on States.ALL catches it for a task, as recorded on AWS. */
export function resultTooLarge(state: string): StateError {
  return new StateError(
    'States.DataLimitExceeded',
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
