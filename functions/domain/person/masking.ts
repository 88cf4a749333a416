/** What is shown of a person to somebody who only needs to recognise them. */

import { passportOf } from './identity-document.ts';

/** First four and last four characters; of a passport, which has about nine, the nationality, the first and the last. */
function maskIdNumber(idNumber: string): string {
  const passport = passportOf(idNumber);
  if (passport) return `护照 ${passport.nationality} ${maskShortNumber(passport.number)}`;
  return `${idNumber.slice(0, 4)}${'*'.repeat(Math.max(0, idNumber.length - 8))}${idNumber.slice(-4)}`;
}

/** The first, and the last two or three characters: at least half of it is hidden. */
export function maskShortNumber(number: string): string {
  const shown = number.length < 8 ? 2 : 3;
  return `${number.slice(0, 1)}${'*'.repeat(Math.max(1, number.length - 1 - shown))}${number.slice(-shown)}`;
}

/** Surname (the first character), and the last character of a name of three or more. */
export function maskName(name: string): string {
  const characters = [...name];
  const last = characters.length > 2 ? (characters.at(-1) ?? '') : '';
  return `${characters[0] ?? ''}${'*'.repeat(Math.max(1, characters.length - 1 - last.length))}${last}`;
}

/** First three and last four digits. */
const maskPhone = (phone: string): string =>
  `${phone.slice(0, 3)}${'*'.repeat(Math.max(0, phone.length - 7))}${phone.slice(-4)}`;

export interface MaskedPerson {
  idNumber: string;
  name: string;
  phone?: string;
}

export const maskPerson = (person: { idNumber: string; name: string; phone?: string | undefined }): MaskedPerson => ({
  idNumber: maskIdNumber(person.idNumber),
  name: maskName(person.name),
  ...(person.phone === undefined ? {} : { phone: maskPhone(person.phone) }),
});
