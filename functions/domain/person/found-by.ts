/**
 * By what a person is found who is not at hand with a number: the whole name, the phone, or the birthday with the surname
 * or the last four of the id number. Names have no prefixes: there are few surnames, and a list of them would be guessed.
 */
import { type LocalDate, localDateSchema } from '../calendar.ts';
import { birthDateOf, type IdNumber, parseIdNumber } from './id-card.ts';

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

/** @param person.idNumber 18 characters, or the number of a birth certificate, which tells no birthday */
export function foundBy({
  idNumber,
  name,
  phone,
}: {
  idNumber: string;
  name: string;
  phone?: string | undefined;
}): FoundBy[] {
  const read = parseIdNumber(idNumber);
  return [
    { term: nameTerm(name), also: [] },
    ...(phone === undefined ? [] : [{ term: phoneTerm(phone), also: [] }]),
    ...(read.ok
      ? [{ term: bornTerm(birthDateOf(read.idNumber)), also: [surnameTerm(name), lastFourTerm(idNumber.slice(-4))] }]
      : []),
  ];
}

/** What somebody typed into the search box, by what it can be. `unclear`: a sentence that says what would do. */
export type Typed =
  | { kind: 'case'; caseId: string }
  | { kind: 'id_number'; idNumber: IdNumber }
  | { kind: 'person'; by: 'name' | 'phone' | 'birthday'; lookedFor: LookedFor }
  | { kind: 'voucher'; voucher: string }
  | { kind: 'unclear'; message: string };

const SAY_MORE =
  '请输入受理编号、身份证号码、姓名全名、手机号码、缴费凭证号,或出生日期加姓氏(如“1990-02-03 郭”)或身份证后四位';

/** @param typed of at most 100 characters */
export function readTyped(typed: string): Typed {
  const text = typed.normalize('NFKC').trim();
  const joined = text.replaceAll(/\s/gu, '').toUpperCase();
  if (/^[LRN]\d{6}-\d{4}-[0-9A-Z]{10}$/.test(joined)) return { kind: 'case', caseId: joined };
  const born = readBirthday(text);
  if (born) return born;
  if (/^(?:\d{15}|\d{17}[\dX])$/.test(joined)) {
    const read = parseIdNumber(joined);
    return read.ok
      ? { kind: 'id_number', idNumber: read.idNumber }
      : { kind: 'unclear', message: '身份证号码校验位或其中的出生日期不正确，请核对' };
  }
  const phone = joined.replaceAll('-', '').replace(/^\+?86(?=1\d{10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(phone)) return { kind: 'person', by: 'phone', lookedFor: { term: phoneTerm(phone) } };
  if (/^[\p{L}\p{M}·•・.' -]+$/u.test(text) && /\p{L}/u.test(text)) {
    return [...plainName(text)].length < 2
      ? { kind: 'unclear', message: SAY_MORE }
      : { kind: 'person', by: 'name', lookedFor: { term: nameTerm(text) } };
  }
  if (/^[0-9A-Z][0-9A-Z_/.-]{3,63}$/.test(joined)) return { kind: 'voucher', voucher: text };
  return { kind: 'unclear', message: SAY_MORE };
}

/** A birthday before or after a surname, a name or four characters of an id number. */
function readBirthday(text: string): Typed | null {
  const [day, year = '', month = '', date = ''] =
    /(?<!\d)(\d{4})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?(?!\d)/.exec(text) ?? [];
  if (day === undefined) return null;
  const rest = text.replace(day, ' ').trim();
  const birthDate = localDateSchema.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`).data;
  const isFour = /^\d{3}[\dXx]$/.test(rest);
  if (birthDate && rest === '') return { kind: 'unclear', message: SAY_MORE };
  if (!birthDate || !(isFour || /^[\p{L}\p{M}·•・ ]{1,50}$/u.test(rest))) return null;
  const also = isFour ? lastFourTerm(rest) : surnameTerm(rest);
  return { kind: 'person', by: 'birthday', lookedFor: { term: bornTerm(birthDate), also } };
}
