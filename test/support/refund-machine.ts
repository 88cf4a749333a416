/**
 * The refund's own state machine, in the interpreter of this machine, over its real functions, its real routes and
 * tables: only Lambda and the gateway are left out. A test says at which write a process dies.
 */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Payment } from '../../functions/cases/ledger.ts';
import { dateOfInstant, localDate } from '../../functions/domain/calendar.ts';
import { documentNumberSchema } from '../../functions/domain/person/identity-document.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRefundLedger } from '../../functions/store/ledger/refund-ledger-store.ts';
import type { Answer } from '../../infra/local/desk/desk.ts';
import { approvalOfTask } from '../api/case-paths.ts';
import { type Decision, openOffice, type Who } from '../api/office.ts';
import { person } from '../api/people.ts';
import { openNearMachines } from './near-machines.ts';

export const OPENER: Who = ['caseworker', '141181 140400', 'lin'];
export const FIRST: Who = ['caseworker', '141181 140400', 'guo'];
export const SECOND: Who = ['approver', '141181 140400', 'ma'];
export const TREASURY: Who = ['treasury', '141181 140400', 'treasury'];

const OPENED = '2025-11-10T09:00:00+08:00';

/** A card of a bank that does not exist, with its check digit. */
export const CARD = '6200000000000005';

export type ShownRefund = Extract<Answer<'getCase'>, { kind: 'refund' }>;

export type RefundMachine = Awaited<ReturnType<typeof openRefundMachine>>;

/** @param opened the instant at which the office opens */
export async function openRefundMachine(opened = OPENED) {
  const office = await openOffice(opened);
  const client = openDocumentClient();
  const ledger = openLedgerStore(client, 'Ledger');
  const refunds = openRefundLedger(client, 'Ledger');

  const { clock, attack, machines } = await openNearMachines(office, ['refund', 'late-payment', 'newborn'], opened);

  return {
    office,
    attack,
    referenceOf,
    client,
    ledger,
    refunds,
    /** A payment as an import would record it. */
    async pay(sequence: number, voucher: string, parts: Partial<Payment> = {}): Promise<void> {
      await ledger.putPayment({
        voucher,
        personRef: await referenceOf(person(sequence).idNumber),
        coverageYears: [2026],
        region: '141181',
        amount: '400.00',
        collectedOn: localDate('2025-09-10'),
        payer: 'insured',
        digest: voucher,
        recordedAt: OPENED,
        recordedBy: 'import',
        ...parts,
      });
    },

    /** A case of any kind, as a desk sees it. */
    look: (caseId: string) => office.show(OPENER, caseId),
    async lookAtRefund(caseId: string): Promise<ShownRefund> {
      const shown = await office.show(OPENER, caseId);
      if (shown.kind !== 'refund') throw new Error(`${caseId} is no refund`);
      return shown;
    },

    /** Lets so many minutes pass, everything that is due included, and heals as the schedule does. */
    async pass(minutes = 2): Promise<void> {
      await clock.move(clock.now() + minutes * 60_000);
      office.goTo(new Date(clock.now()).toISOString());
      await office.healPending(0);
      await clock.move(clock.now() + 1000);
      office.goTo(new Date(clock.now()).toISOString());
    },

    /** What the ledger says in the end, of everything that was ever ordered and claimed. In yuan. */
    async books(): Promise<{ paidOut: number; settled: number; claimed: number; recorded: number; orders: number }> {
      const items: unknown[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(new ScanCommand({ TableName: 'Ledger', ExclusiveStartKey: start }));
        items.push(...(page.Items ?? []));
        start = page.LastEvaluatedKey;
      } while (start);
      const entries = items.map((item) => entrySchema.parse(item));
      const sum = (amounts: (string | undefined)[]) =>
        amounts.reduce((total, amount) => total + Number(amount ?? 0), 0);
      const orders = entries.filter(({ entry }) => entry.startsWith('instruction#'));
      const claims = entries
        .filter(({ entry }) => entry.startsWith('payment#'))
        .flatMap(({ claim, laterClaims }) => [...(claim ? [claim] : []), ...laterClaims]);
      return {
        paidOut: sum(
          orders.filter(({ result, bounced }) => result?.outcome === 'paid' && !bounced).map(({ amount }) => amount),
        ),
        settled: sum(claims.filter(({ settled }) => settled).map(({ refund }) => refund)),
        claimed: sum(claims.filter(({ settled }) => !settled).map(({ refund }) => refund)),
        recorded: sum(entries.filter(({ entry }) => entry.startsWith('refund#')).map(({ amount }) => amount)),
        orders: orders.length,
      };
    },

    /**
     * Brings cases to their ends: whoever has a task decides it, the treasury says `results` of a case's orders in
     * turn, and whatever was not answered is tried again. The state of each at its end.
     */
    async driveAll(caseIds: readonly string[], results: readonly ('paid' | 'returned')[] = ['paid']) {
      const ended = new Map<string, string>();
      for (let round = 0; round < 60 && ended.size < caseIds.length; round += 1) {
        await this.pass();
        for (const caseId of caseIds.filter((one) => !ended.has(one))) {
          const { state, task } = await this.look(caseId);
          if (ENDED.includes(state) || state === 'parked') ended.set(caseId, state);
          else if (task) await decide(office, task);
          else if (state === 'awaiting_payout') await this.tell(caseId, results);
        }
      }
      await this.pass();
      return caseIds.map((caseId) => ended.get(caseId) ?? 'under way');
    },

    /** Decides whatever a desk is asked, until the treasury has an order. */
    async driveToTreasury(caseId: string): Promise<void> {
      for (let round = 0; round < 20; round += 1) {
        await this.pass();
        const { state, task } = await this.look(caseId);
        if (state === 'awaiting_payout') return;
        if (task) await decide(office, task);
      }
      throw new Error(`${caseId} did not come to the treasury`);
    },

    async drive(caseId: string, results?: readonly ('paid' | 'returned')[]): Promise<string> {
      const [state = ''] = await this.driveAll([caseId], results);
      return state;
    },

    /** Lets time pass to an instant, and everything that is due. */
    async passTo(instant: string): Promise<void> {
      while (clock.now() < Date.parse(instant)) {
        const days = Math.min(30 * 86_400_000, Date.parse(instant) - clock.now());
        await this.pass(Math.ceil(days / 60_000));
      }
    },

    /** The treasury's result for the last order of a case. */
    async tell(caseId: string, results: readonly ('paid' | 'returned')[] = ['paid']) {
      const { payouts } = await this.lookAtRefund(caseId);
      const last = payouts.at(-1);
      const outcome = results[payouts.length - 1] ?? 'paid';
      const today = dateOfInstant(office.now());
      const result = resultOf(outcome, last?.amount ?? '', `B-${payouts.length}-0001`, today);
      return office.post(TREASURY, `/payouts/${last?.instruction}/result`, result);
    },

    async close(): Promise<void> {
      await machines.close();
      await office.close();
    },
  };

  async function referenceOf(number: string): Promise<string> {
    const { openPersonIdentity } = await import('../../functions/runtime/person-identity.ts');
    const identity = openPersonIdentity(process.env.PERSON_SECRET_ARN ?? '');
    return identity.reference(documentNumberSchema.parse(number));
  }
}

const ENDED = ['refunded', 'refused', 'redirected', 'rejected', 'documents_missing', 'payout_failed', 'withdrawn'];

const claimSchema = z.looseObject({ refund: z.string(), settled: z.unknown().optional() });
const entrySchema = z.looseObject({
  entry: z.string(),
  amount: z.string().optional(),
  result: z.looseObject({ outcome: z.string() }).optional(),
  bounced: z.unknown().optional(),
  claim: claimSchema.optional(),
  laterClaims: z.array(claimSchema).default([]),
});

/** @param on the bank's day: never before the order's */
export const resultOf = (outcome: 'paid' | 'returned', amount: string, reference = 'B-0001', on = '2025-11-10') => ({
  outcome,
  amount,
  on,
  reference,
  ...(outcome === 'returned' && { reason: '户名与账号不符' }),
});

type Task = NonNullable<ShownRefund['task']>;

/** By whoever may; everything that is asked is confirmed. */
async function decide(office: Awaited<ReturnType<typeof openOffice>>, task: Task) {
  const approval = approvalOfTask(task);
  const decisions: Record<string, readonly [Who, Decision]> = {
    decision: [FIRST, approval],
    first_review: [FIRST, { action: 'approve', shown: approval.shown }],
    second_review: [SECOND, { action: 'approve', shown: approval.shown }],
    account: [
      FIRST,
      {
        action: 'correct_account',
        account: { kind: 'card', holder: '试一人', bank: '孝义农商银行', number: '6217000000000000012' },
        opinion: '按本人出示的银行卡更正',
      },
    ],
  };
  const decision = decisions[task.kind];
  // What is refused while processes die is tried again in the next round.
  if (decision) await office.post(decision[0], `/tasks/${task.taskId}/decision`, decision[1]);
}

/** Paid twice; the later payment goes back. */
export const duplicateOpening = (sequence: number, vouchers: string[], parts: object = {}) => ({
  kind: 'refund' as const,
  person: person(sequence),
  facts: {
    region: '141181',
    coverageYear: 2026,
    ground: 'duplicate_payment' as const,
    applicant: 'payer' as const,
    vouchers,
    ...parts,
  },
  account: { kind: 'card' as const, holder: person(sequence).name, bank: '孝义农商银行', number: CARD },
});
