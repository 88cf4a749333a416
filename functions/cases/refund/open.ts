/**
 * A refund is opened by the same rules for a desk, for a university through the API, and for a batch. Two that are opened
 * at the same moment for one payment may both be stored: the claim on the payment lets only one of them go on.
 */
import { identitiesByLists, type Listing } from '../../domain/aid/listed-identities.ts';
import { dateOfInstant, type LocalDate } from '../../domain/calendar.ts';
import type { RefundFacts } from '../../domain/refund/facts.ts';
import { listedOn } from '../../domain/refund/listed-on.ts';
import type { RefundState } from '../../domain/refund/states.ts';
import { NOTHING_SETTLED } from '../../domain/settlement.ts';
import { isSameVoucher } from '../../domain/voucher.ts';
import { type Case, hasEnded } from '../case.ts';
import type { NewCaseOf } from '../case-base.ts';
import { type Refusal, refuse } from '../changes.ts';
import type { By, EventOf } from '../events.ts';
import type { Claim, Payment } from '../ledger.ts';
import type { RefundCase } from './case.ts';
import type { Payee } from './payouts.ts';

export interface RefundAsked {
  person: RefundCase['person'];
  /** Vouchers only: what was paid is taken from the ledger. */
  request: Omit<RefundFacts, 'appliedOn'> & { payee: Payee };
  /** Code of the university that asks: only for students whose payments it made. */
  university?: string | undefined;
  batchId?: string | undefined;
}

type Asked = Pick<RefundAsked, 'university'> & {
  person: { ref: string };
  request: Pick<RefundFacts, 'region' | 'coverageYear' | 'vouchers'>;
};

export type OpeningRefusal = Refusal<
  'policy_not_found' | 'payment_not_found' | 'not_own_student' | 'payment_already_refunded' | 'case_already_open'
>;

/** @param known.payments in the order of the vouchers; null where the ledger has none. */
export function refuseOpening(
  { request, person, university }: Asked,
  known: { hasTable: boolean; payments: readonly (Payment | null)[] },
): OpeningRefusal | null {
  const { region, coverageYear, vouchers } = request;
  if (!known.hasTable) {
    const message = `没有统筹区 ${region} 在 ${coverageYear} 年度的政策表，请核对区划代码和参保年度。`;
    return refuse('policy_not_found', message);
  }
  for (const [index, voucher] of vouchers.entries()) {
    const payment = known.payments[index];
    // The same words whether there is none or it is somebody else's.
    if (payment?.personRef !== person.ref) {
      const message = `没有此人凭证号为 ${voucher} 的缴费记录，请核对凭证号和身份证号码；刚缴费的，请等税务数据导入。`;
      return refuse('payment_not_found', message);
    }
    if (university !== undefined && payment.payer !== `university:${university}`) {
      return refuse('not_own_student', `缴费 ${voucher} 不是通过本校缴纳的，高校只能为本校学生申请退费。`);
    }
  }
  return null;
}

export function refuseHeld({ claim }: { claim: Claim }, message: string): OpeningRefusal {
  const members = { caseId: claim.caseId };
  const code = claim.settled ? 'payment_already_refunded' : 'case_already_open';
  return refuse(code, message, { members });
}

/** Where a payment stands that another open case is about to claim. */
interface Hold {
  caseId: string;
  state: RefundState;
  /** ISO instant. */
  since: string;
}

/**
 * Another case of the person that is open, and about to claim one of the payments.
 * @param say where a payment stands, in a sentence.
 */
export function refuseShared(
  vouchers: readonly string[],
  { others, own }: { others: readonly Case[]; own: string },
  say: (voucher: string, hold: Hold) => string,
): OpeningRefusal | null {
  for (const other of others) {
    if (other.kind !== 'refund' || other.caseId === own || hasEnded(other.state)) continue;
    const shared = vouchers.find((voucher) => other.facts.vouchers.some((known) => isSameVoucher(known, voucher)));
    if (!shared) continue;
    const hold = { caseId: other.caseId, state: other.state, since: other.wait?.since ?? other.openedAt };
    const members = { caseId: other.caseId };
    return refuse('case_already_open', say(shared, hold), { members });
  }
  return null;
}

/** The day as of which the lists of aid count for what is asked; null where they don't. */
export const listedDayOf = (
  { ground }: Pick<RefundFacts, 'ground'>,
  at: string,
  payments: readonly (Payment | null)[],
): LocalDate | null =>
  listedOn(
    { ground, appliedOn: dateOfInstant(at) },
    payments.flatMap((payment) => payment?.collectedOn ?? []),
  );

export function openRefund(
  asked: RefundAsked & Pick<RefundCase, 'caseId' | 'requestDigest' | 'keyDigest'>,
  lists: { listings: readonly Listing[]; day: LocalDate } | null,
  by: By,
): { opened: NewCaseOf<RefundCase>; event: EventOf<'case_opened'> } {
  const { caseId, requestDigest, keyDigest, person, university, batchId } = asked;
  const { payee, ...facts } = { ...asked.request, appliedOn: dateOfInstant(by.at) };
  return {
    opened: {
      caseId,
      kind: 'refund',
      region: facts.region,
      coverageYear: facts.coverageYear,
      openedAt: by.at,
      openedBy: by.by,
      requestDigest,
      keyDigest,
      person,
      facts: factsOfRefund(facts, lists),
      payee,
      ...(university && { university }),
      ...(batchId && { batchId }),
      state: 'assessing',
      settlement: NOTHING_SETTLED,
      pending: { kind: 'start' },
    },
    event: { ...by, event: 'case_opened', detail: { kind: 'refund', ground: facts.ground } },
  };
}

/** What was said at the desk, with what the aid lists say of the person. */
export function factsOfRefund(
  facts: RefundFacts,
  lists: { listings: readonly Listing[]; day: LocalDate } | null,
): RefundFacts {
  if (!lists) return facts;
  const { listings, day } = lists;
  const { identities: declared } = facts;
  const identities = identitiesByLists(declared ?? [], listings, day);
  return identities.length > 0 || declared ? { ...facts, identities } : facts;
}
