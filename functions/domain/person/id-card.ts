/** The citizen identity number (公民身份号码, GB 11643-1999). */
import { type LocalDate, localDateSchema } from '../calendar.ts';

/** 18 characters, check digit right; a 15-digit number of the first generation is normalised to it. */
export type IdNumber = string & { readonly kind: 'GB 11643 number' };

export type Sex = 'male' | 'female';

export type IdNumberFault = 'shape' | 'birth_date' | 'check_digit';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = '10X98765432';

/** The check digit of the first 17 (ISO 7064 MOD 11-2). */
function checkDigit(body: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return CHECK_DIGITS.charAt(sum % 11);
}

/** Numbers of 15 digits have two of the year; all were given to people born in the twentieth century. */
const lengthen = (number: string): string => {
  const body = `${number.slice(0, 6)}19${number.slice(6)}`;
  return `${body}${checkDigit(body)}`;
};

const dateIn = (number: string): string => `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;

function isIdNumber(number: string): number is IdNumber {
  return faultOf(number) === null;
}

function faultOf(number: string): IdNumberFault | null {
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return 'shape';
  if (number.slice(6, 10) < '1800' || !localDateSchema.safeParse(dateIn(number)).success) return 'birth_date';
  return checkDigit(number) === number.charAt(17) ? null : 'check_digit';
}

/** Reads a number as typed: spaces around it, a small x and 15 digits are accepted. */
export function parseIdNumber(text: string): { ok: true; idNumber: IdNumber } | { ok: false; fault: IdNumberFault } {
  const typed = text.trim().toUpperCase();
  const number = /^[1-9]\d{14}$/.test(typed) ? lengthen(typed) : typed;
  return isIdNumber(number) ? { ok: true, idNumber: number } : { ok: false, fault: faultOf(number) ?? 'shape' };
}

export const birthDateOf = (idNumber: IdNumber): LocalDate => localDateSchema.parse(dateIn(idNumber));

export const sexOf = (idNumber: IdNumber): Sex => (Number(idNumber.charAt(16)) % 2 === 1 ? 'male' : 'female');
