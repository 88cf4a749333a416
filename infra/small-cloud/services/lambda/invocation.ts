/**
 * How an invocation ended: the result's JSON, or the error in AWS's shape. `durationMs`: for so long an environment was at
 * work; what the event waited for one is not in it.
 */
export type Invocation = { requestId: string; durationMs?: number } & (
  | { ok: true; payload: string }
  | { ok: false; error: FunctionError }
);

/** The payload that AWS gives for a function that failed. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** Bytes of an event or a result that AWS takes in a call that waits for the answer. */
export const payloadLimit = 6_291_556;
