/** Failures of tasks by name: what a state machine's Catch sees, and what a parked case shows. */
import type { StepRefusal, StepRefusalCode } from '../cases/steps.ts';
import { CASE_CHANGED, CASE_WITHDRAWN } from '../cases/wait-answers.ts';

/** A state machine catches it by its name and goes another way. Every other failure parks the case. */
export abstract class CaughtByNameError extends Error {}

/** The case was withdrawn before the function could do its part. */
class CaseWithdrawnError extends CaughtByNameError {
  override readonly name = CASE_WITHDRAWN;
}

/** The payment was confirmed before anybody waited for it. */
class PaymentAlreadyHereError extends CaughtByNameError {
  override readonly name = 'PaymentAlreadyHere';
}

/** The treasury's result came before anybody waited for it: the money has arrived. */
class PayoutPaidError extends CaughtByNameError {
  override readonly name = 'PayoutPaid';
}

/** The treasury's result came before anybody waited for it: the bank has returned the money. */
class PayoutReturnedError extends CaughtByNameError {
  override readonly name = 'PayoutReturned';
}

/** A payment that a case is to give back is not claimed by it: nothing is paid out. */
export class PaymentNotClaimedError extends Error {
  override readonly name = 'PaymentNotClaimed';
}

/** Something happened to the case since the state machine last looked: it has to look again. */
class CaseChangedError extends CaughtByNameError {
  override readonly name = CASE_CHANGED;
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

/** This call is late: the execution has gone on since, and nobody hears what comes of it. */
class OvertakenError extends Error {
  override readonly name = 'Overtaken';
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

/** The class by which each refusal of a step is thrown: its name is what a Catch of the state machine sees. */
export const ERROR_OF_REFUSAL: Record<StepRefusalCode, new (message: string) => Error> = {
  case_withdrawn: CaseWithdrawnError,
  case_changed: CaseChangedError,
  case_state: CaseStateError,
  overtaken: OvertakenError,
  undecided: UndecidedError,
  payment_already_here: PaymentAlreadyHereError,
  payment_not_claimed: PaymentNotClaimedError,
  payout_paid: PayoutPaidError,
  payout_returned: PayoutReturnedError,
};

export const errorOf = ({ refused, message }: StepRefusal): Error => new ERROR_OF_REFUSAL[refused](message);
