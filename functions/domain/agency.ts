/** What a region's agency says of itself on papers. What it has not filled in is left out of them. */
import { z } from 'zod';
import { holdsPersonalNumber } from './person/numbers-in-text.ts';

const line = (most = 100) => z.string().trim().max(most, `不能超过 ${most} 个字`).default('');

export const agencySchema = z.strictObject({
  name: line(),
  address: line(),
  telephone: line(60),
  /** When it is open, as it stands at the door. */
  hours: line(),
  /** Who hears a complaint (行政复议), and within which time, as it stands on the paper. */
  complaintTo: line(),
  complaintWithin: line(),
  /** Which court hears an action (行政诉讼), and within which time. */
  court: line(),
  courtWithin: line(),
  /** Of document numbers: `{year}` and `{number}` are filled in. Papers have no number where it is empty. */
  numberPattern: line(60).refine(
    (text) => text === '' || (text.includes('{year}') && text.includes('{number}')),
    '应有 {year} 和 {number} 两处，如“孝医保〔{year}〕{number}号”',
  ),
});
export type Agency = z.output<typeof agencySchema>;

/** A telephone of an office is no person's; anything that looks like an id number is a mistake. */
export const namesSomebody = (agency: Agency): boolean =>
  Object.entries(agency).some(([field, text]) => field !== 'telephone' && holdsPersonalNumber(text));

export const documentNumber = (
  { numberPattern }: Pick<Agency, 'numberPattern'>,
  year: number,
  number: number,
): string => numberPattern.replaceAll('{year}', String(year)).replaceAll('{number}', String(number));
