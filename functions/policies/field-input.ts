/** As what a field of a table is filled in: the form of it, and the codes of which one is chosen. */
import { AID_CATEGORIES, EVENTS, PAYERS } from '../domain/regions.ts';

export const FIELD_INPUTS = [
  'amount',
  'aid',
  'day',
  'duration',
  'cost',
  'condition',
  'monthly',
  'choice',
  'choices',
  'yes_no',
  'text',
] as const;
export interface FieldInput {
  input: (typeof FIELD_INPUTS)[number];
  codes: readonly string[];
}

const GROUNDS =
  'duplicate_payment duplicate_student departure employee_insurance enrolled_elsewhere death aid_recognised wrong_standard change_of_tier change_of_mind other';
const PERIOD_KINDS = 'in_time extension late anytime';

/** The first that fits a field says how it is filled in; codes with spaces between. */
const INPUTS: readonly (readonly [RegExp, FieldInput['input'], string?])[] = [
  [/^contribution\.(?:lines\.)?\d+\.(?:individual|subsidy)$|^aid\.lines\.\d+\.pays$/, 'amount'],
  [/^aid\.lines\.\d+\.aid$/, 'aid'],
  // Who is asked there is an office.
  [/^notice\.enquiries\./, 'text'],
  [/\.who$|^who_may_join$/, 'condition'],
  [/^ways\.\w+\.kind$/, 'choice', PERIOD_KINDS],
  [/\.(?:open|applied)(?:\.\d+)?\.(?:from|to)$|^ways\.\w+\.(?:begins|ends)$/, 'day'],
  [/^(?:ends|january|age_on|after_gap)$/, 'day'],
  [/^ways\.\w+\.wait$|^wait\.(?:fixed|more|repair)$/, 'duration'],
  [/^ways\.\w+\.cost$/, 'cost'],
  [/^ways\.\w+\.aid$/, 'choice', 'applies none'],
  [/\.monthly$/, 'monthly'],
  [/\.holidays$/, 'choice', 'moved not_moved'],
  [/\.payer$/, 'choice', 'payers'],
  [/^aid\.lines\.\d+\.mode$/, 'choice', 'special by_agency'],
  [/^aid\.several$/, 'choice', 'highest_once'],
  [/^aid\.others$/, 'choice', 'none'],
  [/^aid\.rounding$/, 'choice', 'half_up down up'],
  [/^otherwise$/, 'choice', 'closed'],
  [/^wait\.first_lapsed_year$/, 'choice', 'counts free'],
  [/^wait\.years_before$/, 'choice', 'count free'],
  [/^wait\.(?:not_continuous|newborn)$/, 'choice', 'waits free'],
  [/^ways_out\.\d+\.ground$/, 'choices', GROUNDS],
  [/^ways_out\.\d+\.back$/, 'choice', 'all aid difference years_not_begun ordinary_payment none'],
  [/^ways_out\.\d+\.applicant$/, 'choice', 'payer insured heir university'],
  [/^aided$/, 'choices', 'categories'],
  [/^(?:student\.(?:lumpSum|toppedUp)|newborn\.registrationRequired|refund\.beforeBenefitPeriodOnly)$/, 'yes_no'],
  [/^one_end$|\.workingDaysOnly$|^notice\.identityDocuments\.\w+$/, 'yes_no'],
];

/** Codes that a table may declare beside those of the national lists. */
export interface Declared {
  groups: readonly string[];
  payers: readonly string[];
  events: readonly string[];
}

export function inputOfField(field: string, declared: Declared): FieldInput {
  const [, input = 'text', codes = ''] = INPUTS.find(([is]) => is.test(field)) ?? [];
  if (codes === 'payers') return { input, codes: [...Object.keys(PAYERS), ...declared.payers] };
  if (codes === 'categories') return { input, codes: [...AID_CATEGORIES, ...declared.groups] };
  return { input, codes: codes === '' ? [] : codes.split(' ') };
}

/** Whom a condition or a cost may name. */
export const namesOfConditions = ({ groups, payers, events }: Declared) => ({
  payers: [...Object.keys(PAYERS), ...payers],
  categories: [...AID_CATEGORIES, ...groups],
  events: [...Object.keys(EVENTS), ...events],
});
