/**
 * By what a person is found who is not at hand with a number: the whole name, the phone, or the birthday with the surname
 * or the last four of the id number. Names have no prefixes: there are few surnames, and a list of them would be guessed.
 */
import { type LocalDate, localDateSchema } from '../calendar.ts';
import { parseIdNumber } from './id-card.ts';
import {
  birthDateIn,
  DOCUMENT_FAULTS,
  type DocumentNumber,
  parseDocumentNumber,
  passportOf,
} from './identity-document.ts';

/** What a person is listed under: hashed before it is stored. `also` narrows a term that many share. */
export interface FoundBy {
  term: string;
  also: string[];
}

/** What is looked for: listed under `term`, and if `also` is given, with it. */
export interface LookedFor {
  term: string;
  also?: string;
}

/** A name as it is compared: NFKC, without blanks and the dots that stand between the parts of some names. */
const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .replaceAll(/[\s·•・.]/gu, '')
    .toLowerCase();
const surnameOf = (name: string): string => [...plainName(name)][0] ?? '';

const nameTerm = (name: string): string => `name ${plainName(name)}`;
const phoneTerm = (phone: string): string => `phone ${phone}`;
const bornTerm = (birthDate: LocalDate): string => `born ${birthDate}`;
const surnameTerm = (name: string): string => `surname ${surnameOf(name)}`;
const lastFourTerm = (lastFour: string): string => `last four ${lastFour.toUpperCase()}`;

/** A passport without its nationality, as it is told by telephone: several people may have that number. */
const passportTerm = (number: string): string => `passport ${number}`;

/** @param person.idNumber of a document, or of a birth certificate, which tells no birthday */
export function foundBy({
  idNumber,
  name,
  phone,
}: {
  idNumber: string;
  name: string;
  phone?: string | undefined;
}): FoundBy[] {
  const birthDate = birthDateIn(idNumber);
  const passport = passportOf(idNumber);
  return [
    { term: nameTerm(name), also: [] },
    ...(phone === undefined ? [] : [{ term: phoneTerm(phone), also: [] }]),
    ...(passport ? [{ term: passportTerm(passport.number), also: [] }] : []),
    ...(birthDate === null
      ? []
      : [{ term: bornTerm(birthDate), also: [surnameTerm(name), lastFourTerm(idNumber.slice(-4))] }]),
  ];
}

/** The number that a university gave: upper case, as cards and lists differ in that. */
const studentTerm = (studentNumber: string): string =>
  `student ${studentNumber.normalize('NFKC').trim().toUpperCase()}`;
const universityTerm = (university: string): string => `university ${university}`;

/** @param university code of five digits: two universities may give the same number */
export const foundByStudentNumber = (studentNumber: string, university: string): FoundBy => ({
  term: studentTerm(studentNumber),
  also: [universityTerm(university)],
});

/** @param university whose student it is; any university's where it is not given */
export const studentLookedFor = (studentNumber: string, university?: string): LookedFor => ({
  term: studentTerm(studentNumber),
  ...(university !== undefined && { also: universityTerm(university) }),
});

/** What somebody typed into the search box may be. */
export type Typed =
  | { kind: 'case'; caseId: string }
  | { kind: 'id_number'; idNumber: DocumentNumber }
  | { kind: 'passport'; lookedFor: LookedFor }
  | { kind: 'person'; by: 'name' | 'phone' | 'birthday'; lookedFor: LookedFor }
  | { kind: 'voucher'; voucher: string }
  | { kind: 'student'; studentNumber: string };

/** All that it may be, what is likelier first; or a sentence that says what would do. */
export type Reading = { ok: true; readings: readonly [Typed, ...Typed[]] } | { ok: false; message: string };

const SAY_MORE =
  '请输入受理编号、证件号码、姓名全名、手机号码、学号、缴费凭证号，或出生日期加姓氏（如“1990-02-03 郭”）或身份证后四位';

const unclear = (message: string): Reading => ({ ok: false, message });
const read = (first: Typed, ...others: Typed[]): Reading => ({ ok: true, readings: [first, ...others] });

/** A voucher, a student number or a passport whose nationality was not said: nothing in it says which. */
function readCode(text: string): Typed[] {
  const joined = text.replaceAll(/\s/gu, '').toUpperCase();
  return [
    ...(/^[0-9A-Z][0-9A-Z_/.-]{3,63}$/.test(joined) ? [{ kind: 'voucher', voucher: text } as const] : []),
    ...(/^[0-9A-Z-]{4,20}$/.test(joined) ? [{ kind: 'student', studentNumber: joined } as const] : []),
    ...(/^(?=.*\d)[0-9A-Z]{5,20}$/.test(joined)
      ? [{ kind: 'passport', lookedFor: { term: passportTerm(joined) } } as const]
      : []),
  ];
}

/** @param typed of at most 100 characters */
export function readTyped(typed: string): Reading {
  // What cannot be seen comes along when a number is copied, and is part of none.
  const text = typed
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const joined = text.replaceAll(/\s/gu, '').toUpperCase();
  if (/^[LRN]\d{6}-\d{4}-[0-9A-Z]{10}$/.test(joined)) return read({ kind: 'case', caseId: joined });
  const born = readBirthday(text);
  if (born) return read(born);
  if (/^(?:\d{15}|\d{17}[\dX])$/.test(joined)) {
    const number = parseIdNumber(joined);
    return number.ok
      ? read({ kind: 'id_number', idNumber: number.idNumber })
      : unclear('身份证号码校验位或其中的出生日期不正确，请核对');
  }
  const document = parseDocumentNumber(text);
  // Three letters and twelve digits may also be a voucher.
  if (document.ok) return read({ kind: 'id_number', idNumber: document.number }, ...readCode(text));
  if (/^护照/.test(text)) return unclear(DOCUMENT_FAULTS[document.fault].join('：'));
  const phone = joined.replaceAll('-', '').replace(/^\+?86(?=1\d{10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(phone)) {
    return read({ kind: 'person', by: 'phone', lookedFor: { term: phoneTerm(phone) } }, ...readCode(text));
  }
  if (/^[\p{L}\p{M}·•・.' -]+$/u.test(text) && /\p{L}/u.test(text)) {
    return [...plainName(text)].length < 2
      ? unclear(SAY_MORE)
      : read({ kind: 'person', by: 'name', lookedFor: { term: nameTerm(text) } });
  }
  // A day with marks is a birthday without a surname; eight digits are rather a number that a university gave.
  const [code, ...others] = isDay(text) ? [] : readCode(text);
  return code ? read(code, ...others) : unclear(SAY_MORE);
}

const isDay = (text: string): boolean => /^\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?$/.test(text);

/** A birthday before or after a surname, a name or four characters of an id number. */
function readBirthday(text: string): Typed | null {
  const [day, year = '', month = '', date = ''] =
    /(?<!\d)(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?(?!\d)/.exec(text) ?? [];
  if (day === undefined) return null;
  const rest = text.replace(day, ' ').trim();
  const birthDate = localDateSchema.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`).data;
  const isFour = /^\d{3}[\dXx]$/.test(rest);
  if (!birthDate || !(isFour || /^[\p{L}\p{M}·•・ ]{1,50}$/u.test(rest))) return null;
  const also = isFour ? lastFourTerm(rest) : surnameTerm(rest);
  return { kind: 'person', by: 'birthday', lookedFor: { term: bornTerm(birthDate), also } };
}
