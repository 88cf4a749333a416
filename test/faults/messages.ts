/** What the campaign and the machine in trouble say to each other. */
import { z } from 'zod';

/** Between the functions and their database. */
const DATABASE_TROUBLE = [
  /** Refused without being done. */
  'throttled',
  'slow',
  /** Neither done nor answered. */
  'silent',
  /** The connection breaks before it is done. */
  'cut off',
  /** It is done, and the connection breaks before the answer. */
  'answer lost',
  /** It is done, and no answer ever comes. */
  'answer withheld',
] as const;

/** Between whoever calls a function and the function. */
const CALL_TROUBLE = [
  /** Two at once. */
  'called twice',
  /** Once more after a while, when the case has gone on. */
  'called late again',
  /** It ran, and its caller is told that it could not be reached. */
  'call failed after it ran',
  'call refused',
] as const;

export type DatabaseTrouble = (typeof DATABASE_TROUBLE)[number];
export type CallTrouble = (typeof CALL_TROUBLE)[number];
export type Trouble = DatabaseTrouble | CallTrouble;

const isOneOf =
  <Name extends string>(names: readonly Name[]) =>
  (name: string): name is Name =>
    names.some((one) => one === name);
export const isDatabaseTrouble = isOneOf(DATABASE_TROUBLE);
export const isCallTrouble = isOneOf(CALL_TROUBLE);

/** To the machine: what is to go wrong from now on, one of these each time, of all that passes so many in a hundred. */
export const orderSchema = z.object({
  troubles: z.array(z.enum([...DATABASE_TROUBLE, ...CALL_TROUBLE])),
  percent: z.number(),
});
export type Order = z.output<typeof orderSchema>;

/** From the machine: it serves, something went wrong, or the last of what went wrong late is over. */
export const reportSchema = z.union([
  z.object({ ready: z.string() }),
  z.object({ trouble: z.string(), caseId: z.string().nullable() }),
]);
export type Report = z.output<typeof reportSchema>;

/** The case that a text is about, as far as it names one. */
export const caseIn = (text: string): string | null => /[LRN]\d{6}-\d{4}-[A-Z2-7]{10}/.exec(text)?.[0] ?? null;
