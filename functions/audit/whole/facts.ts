/** What is stored beside the cases, and of each case what the ledger, the messages and the executions are held against. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Case, hasEnded } from '../../cases/case.ts';
import { lastOf } from '../../cases/history.ts';
import { type Enrolment, enrolmentSchema, type Payment, paymentSchema } from '../../cases/ledger.ts';
import { unusedBy } from '../../cases/let-go.ts';
import type { PaidCase } from '../../cases/pay.ts';
import { endResultOf, type Recovery } from '../../cases/refund/case.ts';
import {
  type Instruction,
  instructionSchema,
  type RefundRecord,
  refundRecordSchema,
} from '../../cases/refund/payouts.ts';
import { type YearBack, yearsBack } from '../../cases/refund/years-back.ts';
import { normalVoucher } from '../../domain/voucher.ts';
import { type Death, deathSchema } from '../../store/ledger/deaths.ts';
import { type StayingPayment, stayingSchema } from '../../store/ledger/staying-payments.ts';
import { scanTable } from '../stored-cases.ts';

/** What is kept of a case while all of them are compared. */
export interface CaseFacts {
  caseId: string;
  kind: Case['kind'];
  state: Case['state'];
  isOpen: boolean;
  /** Something is still to be told to its execution. */
  isPending: boolean;
  personRef: string;
  coverageYear: number;
  knownByBirthOnly: boolean;
  /** Of a late payment or a newborn; not one that was refused. */
  payment: { voucher: string; amount: string } | undefined;
  refund:
    | {
        ground: RefundRecord['ground'];
        claims: { voucher: string; coverageYears: number[]; amount: string }[];
        /** Years of payments by which nobody is insured once it is paid out. */
        yearsBack: YearBack[];
        payouts: { instruction: string; amount: string; outcome: 'paid' | 'returned' | undefined }[];
        amount: string | null;
        /** What came back of it; what nobody has confirmed yet included. */
        recoveries: Recovery[];
        /** ISO instant of its end with money. */
        refundedAt: string | undefined;
      }
    | undefined;
  /** Of a child: since when its death is known. */
  diedAt: string | undefined;
}

/** What it ended without is nobody's, or another case's by now. */
const isUnused = (found: PaidCase): boolean =>
  found.payment?.accepted === false || (hasEnded(found.state) && unusedBy(found).length > 0);

export function caseFactsOf(found: Case): CaseFacts {
  const { caseId, kind, state, pending, person, coverageYear, history } = found;
  const paid = found.kind === 'refund' || isUnused(found) ? undefined : found.payment;
  return {
    caseId,
    kind,
    state,
    isOpen: !hasEnded(state),
    isPending: pending !== undefined,
    personRef: person.ref,
    coverageYear,
    knownByBirthOnly: found.kind === 'newborn' && found.person.ref === found.birth.ref,
    payment: paid && { voucher: paid.voucher, amount: paid.amount },
    refund:
      found.kind === 'refund'
        ? {
            ground: found.facts.ground,
            claims: found.claims ?? [],
            yearsBack: yearsBack(found),
            payouts: (found.payouts ?? []).map((payout) => ({
              instruction: payout.instruction,
              amount: payout.amount,
              outcome: endResultOf(payout)?.outcome,
            })),
            amount: found.plan?.assessment.amount ?? null,
            recoveries: found.recoveries ?? [],
            refundedAt: lastOf(history, 'refunded')?.at,
          }
        : undefined,
    diedAt: lastOf(history, 'died')?.at,
  };
}

export interface LedgerFacts {
  /** By their vouchers in the normal form. */
  payments: Map<string, Payment & { collectionDay?: string | undefined }>;
  enrolments: Enrolment[];
  instructions: Instruction[];
  /** What the tax side was told of each case, in any order: a bounce takes one back by another. */
  refunds: Map<string, RefundRecord[]>;
  staying: StayingPayment[];
  deaths: Map<string, Death>;
  /** Entries that cannot be read as what they are named. */
  unreadable: string[];
}

const entrySchema = z.looseObject({ entry: z.string() });
const listedPaymentSchema = paymentSchema.extend({ collectionDay: z.string().optional() });

export async function readLedger(client: DynamoDBDocumentClient, table: string): Promise<LedgerFacts> {
  const facts: LedgerFacts = {
    payments: new Map(),
    enrolments: [],
    instructions: [],
    refunds: new Map(),
    staying: [],
    deaths: new Map(),
    unreadable: [],
  };
  for await (const item of scanTable(client, table)) {
    const { entry } = entrySchema.parse(item);
    try {
      take(entry.slice(0, entry.indexOf('#')), item, facts);
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      facts.unreadable.push(`${entry.slice(0, entry.indexOf('#'))} ${error.issues[0]?.path.join('.') ?? ''}`);
    }
  }
  return facts;
}

function take(kind: string, item: Record<string, unknown>, facts: LedgerFacts): void {
  switch (kind) {
    case 'payment': {
      const payment = listedPaymentSchema.parse(item);
      facts.payments.set(normalVoucher(payment.voucher), payment);
      return;
    }
    case 'enrolment':
      facts.enrolments.push(enrolmentSchema.parse(item));
      return;
    case 'instruction':
      facts.instructions.push(instructionSchema.parse(item));
      return;
    case 'refund': {
      const record = refundRecordSchema.parse(item);
      facts.refunds.set(record.caseId, [...(facts.refunds.get(record.caseId) ?? []), record]);
      return;
    }
    case 'staying':
      facts.staying.push(stayingSchema.parse(item));
      return;
    case 'death': {
      const death = deathSchema.parse(item);
      facts.deaths.set(death.personRef, death);
    }
  }
}
