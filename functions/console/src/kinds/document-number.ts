/** The number of an identity document as a form has it: of a passport with its nationality in front, `USA E12345678`. */

export const DOCUMENT_KINDS = ['id_card', 'hmt_residence_permit', 'permanent_residence', 'passport'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

const OLDER_CARD = /^[A-Z]{3}\d{12}$/;
/** In front of a passport whose nationality was not chosen yet: the answer then says what is missing. */
const NO_NATIONALITY = '护照';
const NATIONALITY = /^[A-Z]{3} /;

/** As it is asked about, once it is complete; null before. */
export function completeNumber(typed: string): string | null {
  const text = typed.trim().toUpperCase();
  const isComplete =
    /^\d{17}[\dX]$/.test(text) || OLDER_CARD.test(text) || /^[A-Z]{3} (?=.*\d)[A-Z\d]{5,20}$/.test(text);
  return isComplete ? text : null;
}

/** What a text that stands in a form already is. */
export function kindOfTyped(text: string): DocumentKind {
  if (NATIONALITY.test(text) || text.startsWith(`${NO_NATIONALITY} `)) return 'passport';
  if (OLDER_CARD.test(text) || /^9\d{17}$/.test(text)) return 'permanent_residence';
  return /^8[123]\d{15}[\dXx]$/.test(text) ? 'hmt_residence_permit' : 'id_card';
}

/** Letters and digits that no card has, as a passport's number is read aloud. */
export const isLikePassport = (text: string): boolean =>
  /^(?=.*\d)[A-Za-z][A-Za-z\d]{4,13}$/.test(text.trim()) && !OLDER_CARD.test(text.trim().toUpperCase());

export function passportParts(text: string): { nationality: string; number: string } {
  const begins = NATIONALITY.test(text) || text.startsWith(`${NO_NATIONALITY} `);
  const nationality = NATIONALITY.test(text) ? text.slice(0, 3) : '';
  return { nationality, number: begins ? text.slice(text.indexOf(' ') + 1) : text };
}

export const passportText = ({ nationality, number }: { nationality: string; number: string }): string =>
  number === '' && nationality === ''
    ? ''
    : `${nationality === '' ? NO_NATIONALITY : nationality} ${number.toUpperCase()}`;
