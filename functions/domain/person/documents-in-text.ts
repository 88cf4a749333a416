/**
 * Numbers of passports and older residence cards in what somebody wrote. Letters and digits alone could be a voucher: they
 * are found where the text says that they are a passport's, or by the form of a card.
 */
import { parseDocumentNumber } from './identity-document.ts';

const CARD = /(?<![A-Za-z0-9])[A-Za-z]{3}[ -]?\d{12}(?![A-Za-z0-9])/g;
const AFTER_PASSPORT =
  /(?:护照|passport(?: no| number)?)[号码证件为是\p{P}\s]{0,6}((?:[A-Za-z]{3}[ /-]+)?[A-Za-z0-9][A-Za-z0-9 -]{3,23}[A-Za-z0-9])/giu;
const DAY = /^(?:19|20)\d\d-?\d{1,2}-?\d{0,2}$/;

const isCard = (written: string): boolean => parseDocumentNumber(written.replace(/[ -]/g, '')).ok;

function isPassport(written: string): boolean {
  const number = written.replace(/[ /-]/g, '');
  return !DAY.test(written) && number.length >= 5 && /\d/.test(number);
}

/** In the text's own spelling, full width too. */
function numbersIn(text: string): string[] {
  const plain = text.normalize('NFKC');
  const cards = [...plain.matchAll(CARD)].flatMap(([written]) => (isCard(written) ? [written] : []));
  const passports = [...plain.matchAll(AFTER_PASSPORT)].flatMap(([, written = '']) =>
    isPassport(written) ? [written] : [],
  );
  return [...cards, ...passports];
}

export const holdsDocumentNumber = (text: string): boolean => numbersIn(text).length > 0;

/** Only the last three characters of such numbers stay. */
export function maskDocumentNumbers(text: string): string {
  const numbers = numbersIn(text);
  if (numbers.length === 0) return text;
  return numbers.reduce(
    (masked, number) => masked.replaceAll(number, `****${number.slice(-3)}`),
    text.normalize('NFKC'),
  );
}
