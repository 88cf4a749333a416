/**
 * Numbers of passports and older residence cards in what somebody wrote. Letters and digits alone could be a voucher: they
 * are found where the text says that they are a passport's, by the form of a card, or behind a nationality.
 */
import { parseDocumentNumber } from './identity-document.ts';

const CARD = /(?<![A-Za-z0-9])[A-Za-z]{3}[ -]?\d{12}(?![A-Za-z0-9])/g;
const AFTER_PASSPORT =
  /(?:护照|passport)(?:[号码证件编为是的\p{P}\s]|(?:no|number)(?![a-z])|\([^()]{1,12}\)){0,8}((?:[A-Za-z]{3}[ /-]+)?[A-Za-z0-9][A-Za-z0-9 -]{3,23}[A-Za-z0-9])/giu;
/** As this product writes one, without a word beside it: a nationality, and letters and digits as most passports have them. */
const AS_WRITTEN_HERE = /(?<![A-Za-z0-9])[A-Za-z]{3}[ /-]{1,3}(?:[A-Za-z]{1,2}\d{6,9}|\d{9})(?![A-Za-z0-9])/g;
const DAY = /^(?:19|20)\d\d-?\d{1,2}-?\d{0,2}$/;

const isCard = (written: string): boolean => parseDocumentNumber(written.replace(/[ -]/g, '')).ok;

function isPassport(written: string): boolean {
  const number = written.replace(/[ /-]/g, '');
  return !DAY.test(written) && number.length >= 5 && /\d/.test(number);
}

/** Without full width and what cannot be seen. */
const plainOf = (text: string): string => text.normalize('NFKC').replace(/\p{Cf}/gu, '');

/** Every number of the plain text is replaced by what is said for it. */
const replaceIn = (plain: string, say: (number: string) => string): string =>
  plain
    .replace(CARD, (written) => (isCard(written) ? say(written) : written))
    .replace(AFTER_PASSPORT, (found: string, written: string) =>
      isPassport(written) ? found.slice(0, -written.length) + say(written) : found,
    )
    .replace(AS_WRITTEN_HERE, (written) => (parseDocumentNumber(written).ok ? say(written) : written));

export function holdsDocumentNumber(text: string): boolean {
  let isThere = false;
  replaceIn(plainOf(text), (number) => {
    isThere = true;
    return number;
  });
  return isThere;
}

/** Only the last three characters of such numbers stay. */
export function maskDocumentNumbers(text: string): string {
  const plain = plainOf(text);
  const masked = replaceIn(plain, (number) => `****${number.slice(-3)}`);
  return masked === plain ? text : masked;
}
