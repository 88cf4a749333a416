/** Which refunds end what the person is enrolled by. */
import type { RefundRequest } from './request.ts';

type Ground = RefundRequest['ground'];

/** The whole payment goes back because the person is not, or no longer, to be insured by it. */
const ENDING: readonly Ground[] = ['death', 'employee_insurance', 'enrolled_elsewhere', 'departure'];

/** A duplicate leaves the payment that stays, aid recognised later changes only who bears it. */
export const endsEnrolment = (ground: Ground): boolean => ENDING.includes(ground);
