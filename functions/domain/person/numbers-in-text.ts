/** Numbers of persons in what somebody wrote: texts that are kept for ever hold none. */
import { hasCardCheckDigit } from '../refund/payee-account.ts';
import { parseIdNumber } from './id-card.ts';

/** Digits as people write them, with spaces or hyphens between. */
const RUNS = /\d(?:[ -]?\d){9,19}(?:[ -]?[Xx])?/g;

/** An id number, a mobile phone number or the number of a bank card. */
function isPersonal(run: string): boolean {
  const number = run.replace(/[ -]/g, '');
  if (parseIdNumber(number).ok || /^1[3-9]\d{9}$/.test(number)) return true;
  return /^\d{16,19}$/.test(number) && hasCardCheckDigit(number);
}

export const holdsPersonalNumber = (text: string): boolean => (text.match(RUNS) ?? []).some(isPersonal);

/** Only the last four digits of such numbers stay. */
export const maskPersonalNumbers = (text: string): string =>
  text.replace(RUNS, (run) => (isPersonal(run) ? `****${run.slice(-4)}` : run));
