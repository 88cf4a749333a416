/** The citizen identity number (公民身份号码, GB 11643-1999). */
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../calendar.ts';

/** 18 characters, check digit right; a 15-digit number of the first generation is normalised to it. */
export type IdNumber = string & { readonly kind: 'GB 11643 number' };

export type Sex = 'male' | 'female';

export type IdNumberFault = 'shape' | 'birth_date' | 'check_digit';

const FAULT_MESSAGES: Record<IdNumberFault, string> = {
  shape: '身份证号码应为 18 位（末位可为 X）或 15 位数字',
  birth_date: '身份证号码中的出生日期不存在',
  check_digit: '身份证号码校验位不正确（GB 11643），请核对',
};

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

export const idNumberSchema = z.string('应填写身份证号码').transform((text, context) => {
  const result = parseIdNumber(text);
  if (result.ok) return result.idNumber;
  context.addIssue({ code: 'custom', message: FAULT_MESSAGES[result.fault] });
  return z.NEVER;
});
