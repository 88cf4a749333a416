/** People who come to an agency, and what the agency's people do for them, each by what the case asks for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { idNumber } from '../api/people.ts';
import { type Agency, PATIENCE_MS, type Who } from './agency.ts';

const LOOK_EVERY_MS = 500;

const DESK: Who = { sub: 'caseworker-1', role: 'caseworker' };
const SECOND_DESK: Who = { sub: 'caseworker-2', role: 'caseworker' };
const APPROVER: Who = { sub: 'approver-1', role: 'approver' };
const TAX: Who = { sub: 'tax-1', role: 'tax' };
const TREASURY: Who = { sub: 'treasury-1', role: 'treasury' };
const REGION = '141181';
const YEAR = 2026;

/** What becomes of somebody, by name: the state at the end of all waits. */
export const VARIANTS = {
  'resident who pays': 'insured',
  'resident who withdraws': 'withdrawn',
  'resident who never pays': 'unpaid',
  'refund that is paid': 'refunded',
  'refund that the bank returns first': 'refunded',
  'refund that bounces after it was paid': 'refunded',
  'refund that is rejected': 'rejected',
  'newborn that is registered and paid': 'insured',
  'newborn that nobody registers': 'missed',
  'resident who pays late': 'insured',
  'resident whose payment goes back': 'withdrawn',
} as const;
export type Variant = keyof typeof VARIANTS;

export interface Life {
  variant: Variant;
  number: number;
  /** Known once it is opened. */
  caseId?: string;
  /** The case that gives back the payment of this one. */
  refund?: string;
}

const shownSchema = z.looseObject({
  caseId: z.string(),
  state: z.string(),
  payable: z.string().nullable(),
  task: z
    .looseObject({
      taskId: z.string(),
      kind: z.string(),
      shown: z.string().nullable(),
      reviews: z.array(z.looseObject({ code: z.string(), field: z.string() })),
      confirmations: z.array(z.looseObject({ field: z.string() })),
    })
    .nullable(),
  waitingFor: z.looseObject({ kind: z.string() }).nullable(),
  facts: z.looseObject({ registeredOn: z.string().optional() }),
  payouts: z
    .array(z.looseObject({ instruction: z.string(), amount: z.string(), result: z.unknown(), bounced: z.unknown() }))
    .optional(),
});
type Shown = z.output<typeof shownSchema>;
const openedSchema = z.looseObject({ caseId: z.string() });

/** Money that passes outside of the system. */
export interface Money {
  /** By voucher, fen that the tax office collected. */
  collected: Map<string, number>;
  /** By number of the order, fen that the bank has paid. */
  paidOut: Map<string, number>;
}

export const fen = (amount: string): number => Math.round(Number(amount) * 100);

/** Another day for every 999, because no more can be told apart by their id numbers. */
const bornOf = (first: string, number: number): string =>
  new Date(Date.parse(first) + Math.floor(number / 999) * 86_400_000).toISOString().slice(0, 10);
const idOf = (first: string, number: number): string =>
  idNumber(1 + (number % 999), bornOf(first, number).replaceAll('-', ''));
const phoneOf = (number: number): string => `139${String(10_000_000 + number)}`;
const FIRST_BORN = { resident: '1950-01-01', payer: '1970-01-01', parent: '1990-01-01', child: '2025-10-01' };

const vouchersOf = (number: number): string[] => [1, 2].map((count) => `FAULTS-${number}-${count}`);

/** The tax office's file of what those have paid, twice each, who want a refund. */
export function paymentsOf(lives: readonly Life[]): { file: string; rows: number } {
  const rows = lives
    .filter(({ variant }) => variant.startsWith('refund'))
    .flatMap(({ number }) =>
      vouchersOf(number).map((voucher, index) =>
        [voucher, idOf(FIRST_BORN.payer, number), REGION, YEAR, '400.00', `2025-09-1${index}`, '本人'].join(','),
      ),
    );
  return {
    file: ['凭证号,身份证号码,统筹区,参保年度,金额,征收日期,缴费人', ...rows, ''].join('\n'),
    rows: rows.length,
  };
}

function openingOf({ variant, number }: Life): object {
  const phone = phoneOf(number);
  if (variant.startsWith('newborn')) {
    return {
      kind: 'newborn',
      region: REGION,
      birthCertificateNumber: `Q14${String(number).padStart(7, '0')}`,
      bornOn: bornOf(FIRST_BORN.child, number),
      parent: { idNumber: idOf(FIRST_BORN.parent, number), name: '试家长', phone },
      childName: '试小童',
    };
  }
  const facts = { region: REGION, coverageYear: YEAR };
  if (variant.startsWith('refund')) {
    return {
      kind: 'refund',
      person: { idNumber: idOf(FIRST_BORN.payer, number), name: '试退费', phone },
      account: { kind: 'card', bank: '孝义农商银行', number: '6200000000000005', holder: '试退费' },
      facts: { ...facts, ground: 'duplicate_payment', applicant: 'payer', vouchers: vouchersOf(number) },
    };
  }
  const person = { idNumber: idOf(FIRST_BORN.resident, number), name: '试一人', phone };
  return { kind: 'late-payment', person, facts: { ...facts, history: { insuredYears: [2024, 2025] } } };
}

/**
 * Takes one of them through the desks, until only time is left to wait for.
 * @throws when the case stands still, and for a refusal that no earlier try explains
 */
export async function live(life: Life, agency: Agency, money: Money): Promise<void> {
  const { number, variant } = life;
  const opened = await agency.ask(DESK, 'POST', '/cases', { body: openingOf(life), key: `faults-${number}` });
  const { caseId } = openedSchema.parse(opened);
  life.caseId = caseId;
  let seen = '';
  let patientUntil = Date.now() + PATIENCE_MS;
  for (;;) {
    const shown = shownSchema.parse(await agency.ask(DESK, 'GET', `/cases/${caseId}`));
    if (rests(variant, shown)) return;
    const now = `${shown.state} ${shown.task?.taskId} ${shown.waitingFor?.kind}`;
    if (now !== seen) patientUntil = Date.now() + PATIENCE_MS;
    seen = now;
    if (Date.now() > patientUntil) throw new Error(`${caseId} (${variant}) stands in ${now}`);
    await act(life, shown, agency, money);
    await sleep(LOOK_EVERY_MS);
  }
}

/** Whether nobody has to do anything more, as far as this person goes. */
function rests(variant: Variant, { state, waitingFor, payouts = [] }: Shown): boolean {
  if (variant === 'refund that bounces after it was paid') return state === 'refunded' && payouts.length > 1;
  if (state === VARIANTS[variant]) return true;
  if (variant === 'resident who never pays') return state === 'awaiting_payment';
  if (variant === 'newborn that nobody registers') return waitingFor?.kind === 'parents';
  return state === 'awaiting_benefits' && variant !== 'resident whose payment goes back';
}

async function act(life: Life, shown: Shown, agency: Agency, money: Money): Promise<void> {
  const { variant, number } = life;
  const { caseId, state, task, waitingFor, facts, payable } = shown;
  const today = new Date(agency.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  if (task) return decide(life, task, agency);
  if (state === 'awaiting_payment' && variant === 'resident who withdraws') {
    const body = { reason: '本人已参加职工医保' };
    await agency.ask(DESK, 'POST', `/cases/${caseId}/withdrawal`, { body, accepted: ['case_not_withdrawable'] });
  } else if (state === 'awaiting_payment') {
    await pay(idOf(FIRST_BORN.resident, number));
  } else if (waitingFor?.kind === 'parents' && variant === 'newborn that is registered and paid') {
    const child = idOf(FIRST_BORN.child, number);
    if (facts.registeredOn) return pay(child);
    const body = { event: 'registered', registeredOn: today, idNumber: child };
    await agency.ask(DESK, 'POST', `/cases/${caseId}/events`, { body, key: `registered-${number}` });
  } else if (state === 'awaiting_benefits') {
    await giveBack();
  } else if (state === 'refunded') {
    await bounce();
  } else if (waitingFor?.kind === 'payout') {
    const order = shown.payouts?.at(-1);
    if (order && !order.result) await payOut(order);
  }

  /** The payment by which a person is about to be insured, in a case of its own. */
  async function giveBack(): Promise<void> {
    // Another telephone, so that what is told of the one case is not counted for the other.
    const phone = phoneOf(number).replace(/^139/, '138');
    const person = { idNumber: idOf(FIRST_BORN.resident, number), name: '试一人', phone };
    const body = {
      kind: 'refund',
      person,
      account: { kind: 'card', bank: '孝义农商银行', number: '6200000000000005', holder: '试一人' },
      facts: {
        region: REGION,
        coverageYear: YEAR,
        ground: 'enrolled_elsewhere',
        eventOn: today,
        applicant: 'payer',
        vouchers: [`FAULTS-${number}`],
      },
    };
    life.refund ??= openedSchema.parse(
      await agency.ask(DESK, 'POST', '/cases', { body, key: `faults-back-${number}` }),
    ).caseId;
    const found = shownSchema.parse(await agency.ask(DESK, 'GET', `/cases/${life.refund}`));
    if (found.task) return decide(life, found.task, agency);
    const order = found.payouts?.at(-1);
    if (found.waitingFor?.kind === 'payout' && order && !order.result) await payOut(order);
  }

  /** What was paid comes back the same day: the first order of a case only. */
  async function bounce(): Promise<void> {
    const { instruction = '', amount = '' } = shown.payouts?.at(0) ?? {};
    const body = { amount, on: today, reference: `T-${instruction}`, reason: '账号已销户' };
    await agency.ask(TREASURY, 'POST', `/payouts/${instruction}/bounce`, { body });
    money.paidOut.delete(instruction);
  }

  async function pay(person: string): Promise<void> {
    const voucherNumber = `FAULTS-${number}`;
    const amount = payable ?? '';
    const body = { voucherNumber, idNumber: person, region: REGION, coverageYear: YEAR, amount, collectedOn: today };
    await agency.ask(TAX, 'POST', '/payments', { body });
    money.collected.set(voucherNumber, fen(amount));
  }

  async function payOut({ instruction, amount }: { instruction: string; amount: string }): Promise<void> {
    const returned = variant === 'refund that the bank returns first' && instruction.endsWith('-P1');
    const result = returned ? { outcome: 'returned', reason: '账号已销户' } : { outcome: 'paid' };
    const body = { ...result, amount, on: today, reference: `B-${instruction}` };
    await agency.ask(TREASURY, 'POST', `/payouts/${instruction}/result`, { body });
    if (!returned) money.paidOut.set(instruction, fen(amount));
  }
}

/** Refusals that say that an earlier try of the same has arrived. */
const DECIDED = [
  'task_already_decided',
  'task_not_found',
  'task_expired',
  'action_does_not_fit',
  'same_person_reviews',
  // Looked at again, with today's figures.
  'figures_changed',
];

async function decide({ variant }: Life, task: NonNullable<Shown['task']>, agency: Agency): Promise<void> {
  const { taskId, kind, shown, reviews, confirmations } = task;
  if (kind === 'parked') throw new Error(`${taskId} (${variant})`);
  const who = kind === 'first_review' ? SECOND_DESK : kind === 'second_review' ? APPROVER : DESK;
  const account = { kind: 'card', bank: '孝义农商银行', number: '6217000000000000012', holder: '试退费' };
  const answer =
    kind === 'account'
      ? { action: 'correct_account', account, opinion: '按本人出示的银行卡更正' }
      : kind === 'first_review' && variant === 'refund that is rejected'
        ? { action: 'reject', opinion: '收款人与缴费人不是同一人' }
        : {
            action: 'approve',
            confirm: confirmations.map(({ field }) => field),
            acknowledge: reviews.map(({ code, field }) => `${code} ${field}`),
            ...(shown !== null && { shown }),
          };
  await agency.ask(who, 'POST', `/tasks/${taskId}/decision`, { body: answer, accepted: DECIDED });
}
