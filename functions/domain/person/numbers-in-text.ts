/** Numbers of persons in what somebody wrote: texts that are kept for ever hold none. */
import { hasCardCheckDigit } from '../refund/payee-account.ts';
import { holdsDocumentNumber, maskDocumentNumbers } from './documents-in-text.ts';
import { parseIdNumber } from './id-card.ts';
import { type DigitRun, digitRunsOf } from './plain-text.ts';

/** The number of a person, by the places of its first digit and behind its last. */
interface Found {
  from: number;
  to: number;
}

interface Piece {
  /** Digits. */
  length: number;
  /** Whether it is a number of a person; a day or a country's code is only passed over. */
  personal: boolean;
}

const MOBILE = /^1[3-9]\d{9}/;
/** `86`, `0086`, or the 0 that was once dialled before a mobile number. */
const BEFORE_MOBILE = /^(?:0{0,2}86|0)(?=1[3-9]\d{9})/;
const DAY = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/;
/** With the provinces that there are. */
const ID_NUMBER = /^(?:[165][1-5]|2[1-3]|3[1-7]|4[1-6]|[789]\d|50)\d{4}(?:19|20)\d{9}[\dX]/;
const OLD_ID_NUMBER = /^(?:[165][1-5]|2[1-3]|3[1-7]|4[1-6]|50)\d{13}/;
/** How cards begin, by their length: other long numbers are vouchers. */
const CARDS = /^(?:6\d{15,18}|9\d{15,18}|[45]\d{15}(?:\d{3})?|3\d{15})$/;
const CARD_LENGTHS = [16, 17, 18, 19];

/** What may begin at a place of a run: numbers written together are told apart. */
function piecesAt(rest: string): Piece[] {
  const pieces: Piece[] = [];
  if (ID_NUMBER.test(rest) && parseIdNumber(rest.slice(0, 18)).ok) pieces.push({ length: 18, personal: true });
  for (const length of CARD_LENGTHS) {
    const number = rest.slice(0, length);
    if (number.length === length && CARDS.test(number) && hasCardCheckDigit(number)) {
      pieces.push({ length, personal: true });
    }
  }
  if (MOBILE.test(rest)) pieces.push({ length: 11, personal: true });
  const before = BEFORE_MOBILE.exec(rest)?.[0];
  if (before) pieces.push({ length: before.length, personal: false });
  if (DAY.test(rest)) pieces.push({ length: 8, personal: false });
  return pieces;
}

/**
 * What follows each other from one border of the run to another, each piece of it known. A number inside of a longer
 * one is none: it would be found in every second voucher.
 */
function findWritten({ digits, borders }: DigitRun): Found[] {
  const found: Found[] = [];
  /** Numbers of persons on a way from a border to this place. */
  const ways = new Map<number, Found[]>();
  for (let at = 0; at < digits.length; at += 1) {
    const way = ways.get(at) ?? (borders[at] ? [] : undefined);
    ways.delete(at);
    if (!way) continue;
    const rest = digits.slice(at, at + LONGEST);
    if (borders[at] && borders[at + 15] && OLD_ID_NUMBER.test(rest) && parseIdNumber(rest.slice(0, 15)).ok) {
      found.push({ from: at, to: at + 15 });
    }
    for (const { length, personal } of piecesAt(rest)) {
      const to = at + length;
      const on = personal ? [...way.slice(-FEW), { from: at, to }] : way;
      if ((ways.get(to)?.length ?? 0) <= on.length) ways.set(to, on);
      if (borders[to]) found.push(...on);
    }
  }
  return found;
}

/** Digits of the longest piece, and numbers that are remembered of those written together. */
const LONGEST = 19;
const FEW = 8;

/** An id number has so much to check that it is found inside of anything. */
function findIdNumbers({ digits }: DigitRun): Found[] {
  const found: Found[] = [];
  for (let at = 0; at + 18 <= digits.length; at += 1) {
    const number = digits.slice(at, at + 18);
    if (ID_NUMBER.test(number) && parseIdNumber(number).ok) found.push({ from: at, to: at + 18 });
  }
  return found;
}

/** What is known by its form, and would be joined with its neighbours: our own ids, vouchers with a year, amounts. */
const KNOWN_FORMS = [
  /(?<![0-9A-Za-z])[A-Z]\d{6}-20\d\d-(?=[0-9A-Z]{0,9}[A-Z])[0-9A-Z]{10}(?![0-9A-Za-z])/g,
  /(?<![0-9A-Za-z])[A-Za-z]{1,4}-20\d\d-\d{1,8}(?!\d)/g,
  /(?<!\d)\d{1,9}\.\d\d(?=[ \u3000]?[万亿]?元)/g,
];

/** Of the same length, so that every place stays. */
const withoutKnownForms = (text: string): string =>
  KNOWN_FORMS.reduce((left, form) => left.replace(form, (known) => 'L'.repeat(known.length)), text);

const WAYS_OF_READING = [false, true];

/** Digits of the shortest number of a person. */
const SHORTEST = 11;

/** In the order of the text. */
function numbersIn(text: string, spoken: boolean): { run: DigitRun; found: Found }[] {
  return digitRunsOf(withoutKnownForms(text), spoken)
    .filter(({ digits }) => digits.length >= SHORTEST)
    .flatMap((run) =>
      [...findWritten(run), ...findIdNumbers(run)]
        .map((found) => ({ run, found }))
        .toSorted((one, other) => one.found.from - other.found.from),
    );
}

/** The number of a document, a mobile phone or a bank card, however its digits are set apart. */
export const holdsPersonalNumber = (text: string): boolean =>
  holdsDocumentNumber(text) || WAYS_OF_READING.some((spoken) => numbersIn(text, spoken).length > 0);

/** Only the last digits of such numbers stay. */
export const maskPersonalNumbers = (text: string): string =>
  WAYS_OF_READING.reduce((masked, spoken) => maskRead(masked, spoken), maskDocumentNumbers(text));

function maskRead(text: string, spoken: boolean): string {
  let masked = '';
  let done = 0;
  for (const { run, found } of numbersIn(text, spoken)) {
    const [from, to] = [run.places[found.from]?.from ?? 0, run.places[found.to - 1]?.to ?? 0];
    // Two that overlap are one.
    if (from < done) continue;
    masked += `${text.slice(done, from)}****${run.digits.slice(found.to - 4, found.to)}`;
    done = to;
  }
  return masked + text.slice(done);
}
