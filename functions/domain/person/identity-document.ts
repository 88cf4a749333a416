/**
 * The document by which a person is known. Its number says what it is, so that one text goes through forms, files and
 * searches: 18 characters of GB 11643 (居民身份证, 港澳台居民居住证 from 81, 82, 83, 外国人永久居留身份证 from 9), the 15 of
 * an older 外国人永久居留证 (`USA110190010112`), or a passport as nationality, blank, number (`USA E12345678`).
 */
import { z } from 'zod';
import { type LocalDate, localDateSchema } from '../calendar.ts';
import { birthDateOf, type IdNumber, type IdNumberFault, parseIdNumber } from './id-card.ts';
import { NATIONALITY_NAMES } from './nationalities.ts';

/** Upper case, without blanks but for the one behind a nationality: the same document is the same text. */
export type DocumentNumber = IdNumber | (string & { readonly kind: 'older residence card' | 'passport' });

export const DOCUMENT_KINDS = ['id_card', 'hmt_residence_permit', 'permanent_residence', 'passport'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_NAMES: Readonly<Record<DocumentKind, string>> = {
  id_card: '居民身份证',
  hmt_residence_permit: '港澳台居民居住证',
  permanent_residence: '外国人永久居留身份证',
  passport: '护照',
};

export type DocumentFault =
  | IdNumberFault
  | 'hidden'
  | 'nationality'
  | 'nationality_missing'
  | 'residence_permit'
  | 'passport_number'
  | 'passport_is_id_number'
  | 'card_birth_date';

const AS_PASSPORT = '国籍三位字母、空格、护照号码，如 USA E12345678';

/** How a file's column is filled in. */
export const DOCUMENT_RULE = `18 位身份证或居住证号码；旧版永久居留证 15 位；护照写作${AS_PASSPORT}`;

/** What is wrong, and what would be right. */
export const DOCUMENT_FAULTS: Readonly<Record<DocumentFault, readonly [message: string, expected: string]>> = {
  shape: ['不是 18 位号码', `应为 18 位，末位可以是 X；护照写作${AS_PASSPORT}`],
  birth_date: ['号码中的出生日期不存在', '请按证件核对第 7 至 14 位'],
  check_digit: ['校验位不正确', '请按身份证逐位核对'],
  hidden: ['含有看不见的字符', '请按证件重新录入，不要粘贴'],
  nationality: ['开头三位不是国籍代码', '应为 ISO 3166 的三位字母，如美国 USA、韩国 KOR、越南 VNM'],
  nationality_missing: ['像是护照号码，没有写国籍', `应写作${AS_PASSPORT}`],
  residence_permit: ['港澳台居民不按护照办理', '应为港澳台居民居住证的 18 位号码，以 81、82 或 83 开头'],
  passport_number: ['国籍后面不是护照号码', '应为 5 至 20 位字母和数字，如 USA E12345678'],
  passport_is_id_number: ['国籍后面是身份证号码', '按身份证办理的只填 18 位号码；按护照办理的填护照号码'],
  card_birth_date: ['永久居留证号码中的出生日期不存在', '请按证件核对第 8 至 13 位（年月日各两位）'],
};

/** Nobody has a longer one, with a nationality and blanks. */
const LONGEST = 60;
const OLDER_CARD = /^([A-Z]{3})\d{4}(\d{2})(\d{2})(\d{2})\d{2}$/;
const WITH_NATIONALITY = /^([A-Z]{3})[\s/-]+([^\s/-].*)?$/s;
const HIDDEN = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/u;
const OF_RESIDENCE_PERMIT: readonly string[] = ['HKG', 'MAC', 'TWN'];

type Parsed = { ok: true; number: DocumentNumber } | { ok: false; fault: DocumentFault };
const fault = (found: DocumentFault): Parsed => ({ ok: false, fault: found });

/** Reads a number as typed or as shown: blanks around it, lower case and 护照 in front are accepted; of a passport full width too. */
export function parseDocumentNumber(text: string): Parsed {
  if (text.length > LONGEST) return fault('shape');
  const id = parseIdNumber(text);
  if (id.ok) return { ok: true, number: id.idNumber };
  const plain = text.normalize('NFKC').trim().toUpperCase();
  if (HIDDEN.test(plain)) return fault('hidden');
  if (OLDER_CARD.test(plain)) return olderCard(plain);
  const bare = plain.replace(/^(?:护照|PASSPORT)[\s:]*/, '');
  const [, nationality, rest = ''] = WITH_NATIONALITY.exec(bare) ?? [];
  if (nationality !== undefined) return passport(nationality, rest.replace(/[\s-]/g, ''));
  const isLikePassport = /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{5,14}$/.test(bare) && !/^\d+X?$/.test(bare);
  return fault(isLikePassport || bare !== plain ? 'nationality_missing' : id.fault);
}

function nationalityFault(code: string): DocumentFault | null {
  if (OF_RESIDENCE_PERMIT.includes(code)) return 'residence_permit';
  return Object.hasOwn(NATIONALITY_NAMES, code) ? null : 'nationality';
}

/** The last two digits are not checked: no published text says how the check digit of this card is made. */
function olderCard(text: string): Parsed {
  const [, nationality = '', year, month, day] = OLDER_CARD.exec(text) ?? [];
  const wrong = nationalityFault(nationality);
  if (wrong) return fault(wrong);
  const isDay = ['19', '20'].some((century) => localDateSchema.safeParse(`${century}${year}-${month}-${day}`).success);
  return isDay ? { ok: true, number: asNumber(text) } : fault('card_birth_date');
}

function passport(nationality: string, number: string): Parsed {
  const wrong = nationalityFault(nationality);
  if (wrong) return fault(wrong);
  if (parseIdNumber(number).ok) return fault('passport_is_id_number');
  if (!/^(?=.*\d)[A-Z\d]{5,20}$/.test(number)) return fault('passport_number');
  return { ok: true, number: asNumber(`${nationality} ${number}`) };
}

function asNumber(text: string): DocumentNumber {
  if (!isOtherNumber(text)) throw new Error('neither an older card nor a passport');
  return text;
}
const isOtherNumber = (text: string): text is Exclude<DocumentNumber, IdNumber> =>
  OLDER_CARD.test(text) || PASSPORT.test(text);

const PASSPORT = /^([A-Z]{3}) ([A-Z\d]{5,20})$/;

/** Nationality and number of a passport; null for another number. */
export function passportOf(number: string): { nationality: string; number: string } | null {
  const [, nationality, rest] = PASSPORT.exec(number) ?? [];
  return nationality === undefined || rest === undefined ? null : { nationality, number: rest };
}

export function kindOfDocument(number: DocumentNumber): DocumentKind {
  if (passportOf(number)) return 'passport';
  if (number.startsWith('9') || OLDER_CARD.test(number)) return 'permanent_residence';
  return /^8[123]/.test(number) ? 'hmt_residence_permit' : 'id_card';
}

/** Of a number of GB 11643; null for another one, and for a birth certificate's. */
export function birthDateIn(number: string): LocalDate | null {
  const read = parseIdNumber(number);
  return read.ok ? birthDateOf(read.idNumber) : null;
}

/** Whether somebody with this number can be born on a day: an older card has no century, a passport no day. */
export function canBeBornOn(number: string, day: LocalDate): boolean {
  const known = birthDateIn(number);
  if (known !== null) return known === day;
  const [, , ...parts] = OLDER_CARD.exec(number) ?? [];
  return parts.length === 0 || day.slice(2).replaceAll('-', '') === parts.join('');
}

/** As it stands on papers and is shown for a reason: a passport is called so. */
export const writtenDocument = (number: string): string => (passportOf(number) ? `护照 ${number}` : number);

const DESCRIBED = {
  description:
    'Number of an identity document: 18 digits of GB 11643 (X may be the last), 15 characters of an older residence card, or a passport as nationality, blank, number: USA E12345678',
};

export const documentNumberSchema = z
  .string('应填写证件号码')
  .meta(DESCRIBED)
  .transform((text, context) => {
    const result = parseDocumentNumber(text);
    if (result.ok) return result.number;
    context.addIssue({ code: 'custom', message: DOCUMENT_FAULTS[result.fault].join('：') });
    return z.NEVER;
  });
