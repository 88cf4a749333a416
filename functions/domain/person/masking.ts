/** What is shown of a person to somebody who only needs to recognise them. */

/** First four and last four characters. */
const maskIdNumber = (idNumber: string): string =>
  `${idNumber.slice(0, 4)}${'*'.repeat(Math.max(0, idNumber.length - 8))}${idNumber.slice(-4)}`;

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
