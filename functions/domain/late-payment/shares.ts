/**
 * Rule "shares": what the person bears of the individual contribution and of the fiscal subsidy, what aid bears, and
 * who pays these. In time nobody pays the subsidy; late, the table says who pays both shares.
 */
import { ageOn, firstOfYear } from '../calendar.ts';
import type { DecisionRecord } from '../decision.ts';
import { type Li, subtract, times, ZERO } from '../money.ts';
import type { ContributionStandard, GroupFacts } from '../policy/contribution.ts';
import { NOT_PAYABLE } from './assessment.ts';
import type { AppliedIdentity, IdentityResult } from './identity.ts';
import type { LatePaymentRequest } from './request.ts';
import type { TimingResult } from './timing.ts';

export interface Shares {
  /** The individual standard before aid, for the months insured; also the price of a repaired year. */
  standard: Li | null;
  individual: Li | null;
  subsidy: Li | null;
  aid: Li | null;
  payers: { aid?: string; subsidy?: string };
}

/** The rules that decide how much is to be paid … */
export const AMOUNT_RULES: readonly string[] = [
  'individual_contribution',
  'contribution_unit',
  'age',
  'late_shares',
  'late_aided',
  'subsidy',
  'exit_shares',
  'cost',
  'alongside',
];
/** … and those that decide who bears what the person does not. */
export const AID_RULES: readonly string[] = [
  'identity',
  'several_identities',
  'aid',
  'aid_rounding',
  'aid_payer',
  'newly_recognised',
];
export const SHARE_RULES: readonly string[] = [...AMOUNT_RULES, ...AID_RULES];

const NOTHING: Shares = { standard: null, individual: null, subsidy: null, aid: null, payers: {} };

export function decideShares(
  request: LatePaymentRequest,
  { timing }: TimingResult,
  identity: IdentityResult,
  record: DecisionRecord,
): Shares {
  if (timing !== null && NOT_PAYABLE.includes(timing)) return NOTHING;
  const chosen = standardFor(request, record);
  const standard = chosen ? price(request, chosen, record) : null;
  const late = timing === 'late';
  if (identity.kind === 'unsettled') return { ...NOTHING, standard, subsidy: late ? null : ZERO };
  if (identity.kind === 'applied') {
    return late ? lateAided(identity.applied) : aided(standard, identity.applied, record);
  }
  return unaided();

  function unaided(): Shares {
    const payers = late ? { subsidy: 'insured_person' } : {};
    return { standard, individual: standard, subsidy: subsidyShare(), aid: ZERO, payers };
  }

  /** Recognised after the period ended and not enrolled: the self-paid part only. Otherwise what the table says. */
  function lateAided(applied: AppliedIdentity): Shares {
    if (isNewlyRecognised(applied, record)) return newlyRecognised(standard, applied, record);
    const bears = record.use('late_aided', 'late.aided', record.table.late.aided);
    if (bears === null) return { ...NOTHING, standard };
    if (bears === 'as_others') return unaided();
    const shares = aided(standard, applied, record);
    if (bears === 'individual_share_only') return shares;
    return { ...shares, subsidy: subsidyShare(), payers: { ...shares.payers, subsidy: 'insured_person' } };
  }

  function subsidyShare(): Li | null {
    if (timing === 'late') return lateSubsidy(request, chosen, record);
    // Without a known period, only a payment before the coverage year has begun can't be late.
    if (timing === null && request.paidOn > firstOfYear(record.table.coverageYear)) return null;
    if (timing === 'exit_transition') {
      return record.use('exit_shares', 'exit.subsidyCharged', record.table.exit.subsidyCharged) === false ? ZERO : null;
    }
    return ZERO;
  }
}

function aided(standard: Li | null, { line, field }: AppliedIdentity, record: DecisionRecord): Shares {
  const individual = record.use('aid', `${field}.selfPay`, line.selfPay);
  const aid = standard === null || individual === null ? null : subtract(standard, individual);
  const payer =
    aid !== null && aid > 0 && line.payer.value !== null ? record.use('aid_payer', `${field}.payer`, line.payer) : null;
  return { standard, individual, subsidy: ZERO, aid, payers: payer === null ? {} : { aid: payer } };
}

function newlyRecognised(standard: Li | null, applied: AppliedIdentity, record: DecisionRecord): Shares {
  const { individual, subsidyPayer } = record.table.late.newlyRecognised;
  record.use('newly_recognised', 'late.newlyRecognised.individual', individual);
  const shares = aided(standard, applied, record);
  const payer = record.use('newly_recognised', 'late.newlyRecognised.subsidyPayer', subsidyPayer);
  return { ...shares, payers: { ...shares.payers, ...(payer === null ? {} : { subsidy: payer }) } };
}

function isNewlyRecognised({ category, identifiedOn }: AppliedIdentity, record: DecisionRecord): boolean {
  const { late, period, extension } = record.table;
  const end = extension?.end.value ?? period.end.value;
  if (!late.newlyRecognised.categories.value?.some((one) => one === category)) return false;
  return identifiedOn !== undefined && end !== null && identifiedOn > end;
}

function lateSubsidy(
  request: LatePaymentRequest,
  standard: ContributionStandard | null,
  record: DecisionRecord,
): Li | null {
  const phases = record.table.late.phases;
  const index = phases.findIndex(
    ({ until }) => until === null || (until.value !== null && request.paidOn <= until.value),
  );
  const phase = phases[index];
  if (!phase || !standard) return null;
  if (phase.until) record.use('late_shares', `late.phases.${index}.until`, phase.until);
  const charged = record.use('late_shares', `late.phases.${index}.subsidyCharged`, phase.subsidyCharged);
  if (charged === null) return null;
  if (!charged) return ZERO;
  if (standard.subsidyDisputed !== undefined) {
    record.review(
      'subsidy_disputed',
      `contribution.standards.${nameOf(standard, record)}.subsidy`,
      standard.subsidyDisputed,
      'acknowledgement',
    );
  }
  return record.use('subsidy', `contribution.standards.${nameOf(standard, record)}.subsidy`, standard.subsidy);
}

function price(request: LatePaymentRequest, standard: ContributionStandard, record: DecisionRecord): Li | null {
  const amount = record.use(
    'individual_contribution',
    `contribution.standards.${nameOf(standard, record)}.individual`,
    standard.individual,
  );
  if (amount === null) return null;
  if (record.use('contribution_unit', 'contribution.unit', record.table.contribution.unit) !== 'month') return amount;
  if (request.months !== undefined) return times(amount, request.months);
  record.review('fact_missing', 'months', '按月缴费,缺少参保月数', 'fact');
  return null;
}

const nameOf = (standard: ContributionStandard, record: DecisionRecord): string =>
  Object.entries(record.table.contribution.standards).find(([, other]) => other === standard)?.[0] ?? '';

/** The first standard whose facts hold. Facts that are not known pass over a special group, never choose it. */
function standardFor(request: LatePaymentRequest, record: DecisionRecord): ContributionStandard | null {
  const { standards, ageOn: ageDay } = record.table.contribution;
  let unknown: string | null = null;
  for (const standard of Object.values(standards)) {
    const results = standard.for.map((facts) => holds(facts, request));
    if (results.includes(true)) {
      if (standard.for.some(byAge) && request.birthDate !== undefined && request.student !== true) {
        record.use('age', 'contribution.ageOn', ageDay);
      }
      return standard;
    }
    unknown ??= results.find((result) => typeof result === 'string') ?? null;
  }
  if (unknown !== null) {
    record.review('fact_missing', unknown, `缺少“${unknown}”,无法确定缴费档次`, 'fact');
  } else {
    const message = '政策文件列出的人群均不包含此人,个人缴费标准无规定';
    record.review('contribution_silent', 'contribution.standards.thisCase.individual', message, 'value');
  }
  return null;
}

const byAge = (facts: GroupFacts): boolean => facts.ageFrom !== undefined || facts.ageUpTo !== undefined;

/** true, false, or the name of the fact that is needed to say. */
function holds(facts: GroupFacts, request: LatePaymentRequest): boolean | string {
  if (facts.tier !== undefined) {
    if (request.tier === undefined) return 'tier';
    if (request.tier !== facts.tier) return false;
  }
  if (facts.student !== undefined) {
    if (request.student === undefined) return 'student';
    if (request.student !== facts.student) return false;
  }
  if (byAge(facts)) {
    if (request.birthDate === undefined) return 'birthDate';
    const age = ageOn(request.birthDate, request.paidOn);
    return age >= (facts.ageFrom ?? 0) && age <= (facts.ageUpTo ?? 200);
  }
  return true;
}
