/** Failures of tasks by name: what a state machine's Catch sees, and what a parked case shows. */

/** The case was withdrawn before the function could do its part. */
export class CaseWithdrawnError extends Error {
  override readonly name = 'CaseWithdrawn';
}

/** The payment was confirmed before anybody waited for it. */
export class PaymentAlreadyHereError extends Error {
  override readonly name = 'PaymentAlreadyHere';
}

export class CaseNotFoundError extends Error {
  override readonly name = 'CaseNotFound';
}

/** The case is not in a state from which this task goes on. */
export class CaseStateError extends Error {
  override readonly name = 'CaseState';
}

/** The case kept changing while a task tried to change it. */
export class CaseContendedError extends Error {
  override readonly name = 'CaseContended';
}

/** No policy table was published for the region and coverage year. */
export class PolicyMissingError extends Error {
  override readonly name = 'PolicyMissing';
}

/** A value that a caseworker supplied doesn't fit the table any more. */
export class SuppliedValueError extends Error {
  override readonly name = 'SuppliedValue';
}

/** Nothing is open, and yet the amount or the day on which benefits begin is not known. */
export class UndecidedError extends Error {
  override readonly name = 'Undecided';
}
