/**
 * The rules of one table as a decision reads them: ways in, each with whom it is for, when, what it costs, how long one
 * waits and from when benefits run. Read once from a table of either form, then asked for every decision.
 */
import type { LocalDate } from '../calendar.ts';
import type { Li } from '../money.ts';
import type { Told } from './told.ts';

export type Anchor =
  | { kind: 'date'; date: LocalDate }
  | {
      kind:
        | 'payment'
        | 'receipt'
        | 'birth'
        | 'registration'
        | 'recognition'
        | 'event'
        | 'year_start'
        | 'year_end'
        | 'next_year_start'
        | 'birth_year_end';
    }
  | { kind: 'declared_event'; event: string }
  /** The last day of another way. */
  | { kind: 'way'; way: string }
  /** The text says that there is no such day: who joins by the way has no benefits. */
  | { kind: 'never' }
  /** The sentence has two readings, and a person says by which one. */
  | { kind: 'unsettled'; code: string; message: string }
  | { kind: 'later'; of: readonly [Day, Day] };

export type Step =
  | { kind: 'next_day' | 'month_start' | 'next_month' | 'wait' }
  | { kind: 'months' | 'days'; count: number };

/** A first day, last day or deadline: an anchor and steps from left to right. */
export interface Day {
  readonly anchor: Anchor;
  readonly steps: readonly Step[];
  readonly usesWait: boolean;
  readonly mayPrecedeYear: boolean;
  /** A bound that others may stay below: later is no, up to it is a question. */
  readonly atLatest: boolean;
}

export interface Monthly {
  /** Months of the year that it is for; all if undefined. */
  readonly months?: readonly number[] | undefined;
  readonly from: number;
  readonly to: number;
}

export interface Window {
  readonly field: string;
  readonly label: string;
  /** Null: the text has no such end and needs none. */
  readonly from: Told<Day> | null;
  readonly to: Told<Day> | null;
  readonly monthly: Told<readonly Monthly[]> | null;
  /** Is a last day that is a holiday moved to the next working day? */
  readonly holidaysMoved: Told<boolean> | null;
  /** The first day is known only to a third of a month. */
  readonly vagueStart: boolean;
}

/** A span of dates in a condition: both ends included. */
/** `payment_year`: the calendar year of the payment. */
export type Span =
  | { kind: 'year' }
  | { kind: 'payment_year' }
  | { kind: 'dates'; from: Told<Day> | null; to: Told<Day> | null };

export type Condition =
  /** `told`: the clause that says for whom, where the table names one. */
  | { kind: 'all'; of: readonly Condition[]; told?: Told<boolean> }
  | { kind: 'any'; of: readonly Condition[] }
  | { kind: 'not'; of: Condition }
  /** 等: whom the list names, yes; who has an event or identity that it leaves out, ask. */
  | { kind: 'and_the_like'; of: Condition; field: string; told: Told<boolean> }
  /** `on`: the day on which the text counts it, where it is another one than the table's. */
  | { kind: 'age'; from: Told<number> | null; under: Told<number> | null; on: Told<Day> | null }
  | { kind: 'fact_in'; fact: PersonFact; values: readonly (string | boolean)[]; unsaid: Told<boolean> | null }
  | { kind: 'schooling'; levels: readonly string[]; unsaid: Told<boolean> | null }
  | {
      kind: 'category';
      codes: readonly string[];
      anyAided: boolean;
      recognised: Span | null;
      /** What somebody is taken for whose day of recognition nobody has said; asked if undefined. */
      undated?: boolean;
    }
  | {
      kind: 'disability';
      grades: readonly number[] | null;
      kinds: readonly string[] | null;
    }
  | { kind: 'certificate'; date: 'certificate_issued' | 'assessed' | 'registration'; in: Span }
  | { kind: 'event'; events: readonly string[]; in: Span | null }
  | { kind: 'born'; in: Span }
  | { kind: 'insured'; years: number; where: 'here' | 'anywhere' | null }
  | { kind: 'continuous' }
  /** Years that lapsed in a row just before. */
  | { kind: 'lapsed'; from: Told<number> | null; under: Told<number> | null }
  | { kind: 'first_enrolment' }
  | { kind: 'parents'; insured: readonly string[] | null; household: readonly string[] | null }
  | { kind: 'declared'; fact: string; name: string };

export type PersonFact = 'sex' | 'localSchool' | 'household' | 'tier' | 'channel';

/** Part of a year's amount. */
export type Part =
  | { kind: 'whole' }
  | { kind: 'fraction'; numerator: number; denominator: number }
  /** A price of its own, instead of the standard. */
  | { kind: 'amount'; amount: Li }
  | { kind: 'months'; from: Day; to: Day };

/** Who bears one of the two shares: the person, a payer, nobody asks for it, or the text does not say. */
export interface Share {
  readonly by: 'person' | 'nobody' | 'not_said' | { payer: string };
  readonly part: Part;
}
export interface Cost {
  readonly individual: Share;
  readonly subsidy: Share;
  /** Of a payment for several years, what each of them costs; all the same if undefined. */
  readonly ofYears?: readonly { readonly year: Years; readonly cost: Cost }[] | undefined;
}

export interface Alongside {
  readonly code: string;
  readonly name: string;
  readonly amount: Told<Li>;
  readonly optional: boolean;
}

export interface ContributionLine {
  readonly name: string;
  readonly who: Condition | null;
  readonly individual: Told<Li>;
  readonly subsidy: Told<Li>;
  /** Why the printed subsidy is not to be believed before a person has seen it. */
  readonly disputed?: string;
  readonly alongside: readonly Alongside[];
  /** The text gives a minimum. */
  readonly atLeast: boolean;
  readonly per: Told<'year' | 'month'>;
}

/** What aid leaves to the person: an amount, or what it gives. */
export type AidAmount =
  | { kind: 'pays'; amount: Li }
  | { kind: 'gives'; amount: Li }
  | { kind: 'percent'; percent: number; of: 'individual' };

export interface AidPart {
  readonly amount: Li | 'rest';
  readonly payer: Told<string>;
}

export interface AidLine {
  readonly name: string;
  readonly who: Condition;
  /** The identities that the line speaks of. */
  readonly codes: readonly string[];
  /** Nobody without an identity can fall under it. */
  readonly ofIdentities: boolean;
  readonly amount: Told<AidAmount>;
  /** Only this tier's contribution is aided. */
  readonly tier: string | null;
  readonly payer: Told<string>;
  readonly parts: readonly AidPart[];
  readonly mode: 'special' | 'by_agency';
}

export interface Aid {
  readonly lines: readonly AidLine[];
  readonly several: Told<'highest_once'>;
  /** What becomes of an identity without a line: none, or nobody says. */
  readonly others: Told<'none'>;
  readonly rounding: Told<'half_up' | 'down' | 'up'>;
}

export interface Duration {
  readonly unit: 'months' | 'days';
  readonly count: number;
  readonly atLeast: boolean;
}

/** How long one waits who did not pay in time or not without a gap; from when it counts stands in the way. */
export interface WaitBlock {
  readonly fixed: Told<Duration>;
  readonly more: Told<number>;
  readonly firstLapsedYear: Told<'counts' | 'free'>;
  readonly fromYear: Told<number>;
  readonly yearsBefore: Told<'count' | 'free'>;
  readonly repair: Told<number>;
  readonly floorYears: Told<number>;
  readonly floorTotal: Told<Duration>;
  /** Does one who pays in time after a gap wait too? */
  readonly notContinuous: Told<'waits' | 'free'>;
  readonly newborn: Told<'free' | 'waits'>;
  /** Whose aid frees them from the wait, where it stands with the wait and not in ways of their own. */
  readonly exempt?: Told<readonly string[]>;
}

export type WaitOfWay =
  | { kind: 'duration'; told: Told<Duration> }
  | { kind: 'none'; told: Told<'none'> }
  /** `told`: the clause that says so. */
  | { kind: 'block'; told: Told<string> }
  | { kind: 'left_out'; field: string; label: string };

export type Kind = 'in_time' | 'extension' | 'late' | 'anytime';

export type Years = 'birth_year' | 'next_year' | 'payment_year' | number;

export interface Way {
  readonly name: string;
  readonly label: string;
  readonly field: string;
  readonly kind: Kind;
  readonly who: Condition | null;
  /** Any of them. */
  readonly open: readonly Window[];
  /** Whether the text knows the way at all. */
  readonly allowed: Told<boolean> | null;
  readonly years: readonly Years[] | null;
  readonly cost: Told<Cost>;
  readonly aid: Told<'applies' | 'none'>;
  readonly wait: WaitOfWay;
  readonly begins: Told<Day>;
  readonly ends: Told<Day>;
  /** A sentence that is shown with the decision. */
  readonly say: Told<string> | null;
  /** Part of the benefits, such as 1/2. */
  readonly part: Told<string> | null;
  /** It speaks of newborns. */
  readonly ofNewborns: boolean;
  /** It speaks of people who met an event. */
  readonly ofEvents: boolean;
  /** Further values of a table of the first form that decide by this way, with the rule that names them. */
  readonly cites?: readonly { at: 'timing' | 'shares'; rule: string; told: Told<unknown> }[];
  /** Only a child's own case takes it. */
  readonly ofChildCases?: true;
  /** Cash is taken on any day, whatever holds for the period. */
  readonly anyDayInCash?: true;
  /** The way is taken only once a person has said so: until then it is asked, and the next one is taken. */
  readonly asks?: { readonly code: string; readonly field: string; readonly message: string };
}

export type Back = 'all' | 'aid' | 'difference' | 'years_not_begun' | 'ordinary_payment' | 'none';

/** A way out: what goes back on a ground. */
export interface WayOut {
  readonly grounds: readonly string[];
  readonly who: Condition | null;
  /** When the event lies; null: at any time. */
  readonly open: Span | null;
  /** When the application lies; null: at any time. */
  readonly applied: Span | null;
  readonly applicant: Told<'payer' | 'insured' | 'heir' | 'university'>;
  readonly back: Told<Back>;
  /** By which rule it decides; `way_out` if undefined. */
  readonly rule?: string;
}

/** Two readings of one place of a table, side by side. */
export interface Either {
  readonly field: string;
  readonly label: string;
  readonly first: string;
  readonly second: string;
  /** The table by the second reading. */
  readonly rules: Rules;
  /** Whom these ways don't take gets the same by both; null where the readings differ in more than what a way brings. */
  readonly ways: readonly string[] | null;
}

/** Under which names it is asked for what a table has no place for yet. */
export interface AskedAs {
  readonly exit: string;
  readonly newborn: { readonly to: string; readonly cost: string; readonly begins: string };
  readonly aidOf: (category: string) => string;
}

export interface Rules {
  readonly contribution: readonly ContributionLine[];
  readonly contributionField: Told<never>;
  readonly places: 2 | 3;
  readonly ageOn: Told<Day>;
  readonly aid: Aid;
  readonly joins: { who: Condition; told: Told<boolean> } | null;
  /** Those with a condition first. */
  readonly ways: readonly Way[];
  readonly waysOut: readonly WayOut[];
  /** Some way is for people whom another scheme no longer protects. */
  readonly speaksOfExits: boolean;
  readonly wait: WaitBlock;
  readonly otherwise: Told<'closed'>;
  /** A payment before the year that is in time counts from 1 January, where the way does not say. */
  readonly january: Told<Day>;
  /** From when who pays in time after a gap is covered. */
  readonly afterGap: Told<Day>;
  /** Whom a text means by aided people that lists no aid. */
  readonly aided: Told<readonly string[]>;
  /** One silent end of a window closes nothing. */
  readonly oneEnd: Told<boolean>;
  readonly payers: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
  readonly events: Readonly<Record<string, string>>;
  readonly facts: Readonly<Record<string, string>>;
  readonly either: readonly Either[];
  /** Individual standards of years whose table is not at hand. */
  readonly otherYears: ReadonlyMap<number, Told<Li>>;
  readonly asked: AskedAs;
  /** A code means itself alone: each line lists all whom it covers. */
  readonly exactCodes?: true;
}
