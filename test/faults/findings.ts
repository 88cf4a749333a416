/** What is looked at when all time has passed: every case where it should be, nothing lost, nothing twice. */
import { isDeepStrictEqual } from 'node:util';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { collectionSchema, enrolmentSchema, paymentSchema } from '../../functions/cases/ledger.ts';
import { instructionSchema } from '../../functions/cases/refund/payouts.ts';
import { messageId } from '../../functions/notices/channels/webhook.ts';
import { readExecutionName } from '../../functions/runtime/executions.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import type { GatewayStub } from '../support/gateway.ts';
import { ownerOf } from '../support/owner-of.ts';
import { verifyCloud } from '../support/verify-cloud.ts';
import type { Agency, Who } from './agency.ts';
import { fen, type Life, type Money, VARIANTS } from './lives.ts';

export interface Problem {
  /** `false`: somebody was told, or is insured by, what is not so. */
  kind: 'lost' | 'doubled' | 'false';
  caseId: string | undefined;
  what: string;
}

const AUDITOR: Who = { sub: 'auditor-1', role: 'auditor' };

/** How the executions stand; looked at again and again, because the ended ones are forgotten after 90 days. */
export type Standing = ReturnType<typeof standingOf>;

export function standingOf(url: string) {
  const client = new SFNClient({ endpoint: url, region: 'cn-northwest-1', credentials: () => ownerOf(url) });
  /** By name of the execution. */
  const found = new Map<string, { status: string; startedAt: number }>();
  const twice = new Set<string>();
  return {
    found,
    twice,
    async look(): Promise<void> {
      const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
      for (const { stateMachineArn, name = '' } of stateMachines) {
        if (!/late-payment|refund|newborn/.test(name)) continue;
        let nextToken: string | undefined;
        do {
          const page = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 1000, nextToken }));
          for (const { name: execution = '', status = '', startDate } of page.executions ?? []) {
            const startedAt = startDate?.getTime() ?? 0;
            const before = found.get(execution);
            if (before && before.startedAt !== startedAt) twice.add(execution);
            found.set(execution, { status, startedAt });
          }
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
      }
    },
  };
}

const queuedSchema = z.looseObject({ outboxKey: z.string().optional() });

/** Messages that are still to be handed over. */
export async function countQueued(url: string): Promise<number> {
  const items = (await scan(url, '-NoticesTable')).map((item) => queuedSchema.parse(item));
  return items.filter(({ outboxKey }) => outboxKey?.startsWith('queued#')).length;
}

const endedSchema = z.looseObject({
  caseId: z.string(),
  state: z.string(),
  notices: z.array(z.looseObject({ occasion: z.string() })),
  history: z.array(z.looseObject({ event: z.string(), by: z.string(), at: z.string(), detail: z.unknown() })),
  payouts: z
    .array(
      z.looseObject({
        instruction: z.string(),
        result: z.looseObject({ outcome: z.string() }).nullable(),
        bounced: z.unknown(),
      }),
    )
    .optional(),
});
type Ended = z.output<typeof endedSchema>;

export async function findProblems(from: {
  lives: readonly Life[];
  agency: Agency;
  money: Money;
  standing: Standing;
  gateway: GatewayStub;
  url: string;
}): Promise<Problem[]> {
  const { lives, agency, money, standing, gateway, url } = from;
  const problems: Problem[] = [];
  const say = (kind: Problem['kind'], caseId: string | undefined, what: string) =>
    problems.push({ kind, caseId, what });
  const model = new Map<string, Ended>();
  for (const { variant, caseId, number } of lives) {
    if (caseId === undefined) {
      say('lost', undefined, `number ${number} (${variant}) has no case`);
      continue;
    }
    const shown = endedSchema.parse(await agency.ask(AUDITOR, 'GET', `/cases/${caseId}`));
    if (shown.state !== VARIANTS[variant]) {
      const last = shown.history.slice(-3).map((entry) => JSON.stringify(entry));
      say('lost', caseId, `${caseId} (${variant}) is ${shown.state}: ${last.join(' ')}`);
      continue;
    }
    const first = model.get(variant) ?? shown;
    model.set(variant, first);
    compare(first, shown, say);
    findMessages(shown, number, gateway, say);
    const execution = standing.found.get(caseId);
    if (execution?.status !== 'SUCCEEDED') say('lost', caseId, `the execution of ${caseId} is ${execution?.status}`);
    if (standing.twice.has(caseId)) say('doubled', caseId, `${caseId} had two executions`);
  }
  for (const execution of standing.found.keys()) {
    const named = readExecutionName(execution)?.caseId;
    if (!lives.some(({ caseId, refund }) => caseId === named || refund === named))
      say('doubled', execution, `nobody asked for ${execution}`);
  }
  await findInLedger(url, money, say);
  const { findings } = await verifyCloud({ url, owner: await ownerOf(url) });
  for (const { caseId, what, where } of findings)
    say('lost', caseId ?? undefined, `${caseId} cannot be proved: ${what} ${where}`);
  return problems;
}

type Say = (kind: Problem['kind'], caseId: string | undefined, what: string) => void;

/**
 * Told and done in the same order as with the one who came on a quiet day. Not compared are the waits, because whoever is
 * quick is there before the wait for them is, and that a case was looked at again.
 */
function compare(model: Ended, { caseId, notices, history, payouts = [] }: Ended, say: Say): void {
  const told = (ended: Pick<Ended, 'notices'>) => ended.notices.map(({ occasion }) => occasion);
  const done = (ended: Pick<Ended, 'history'>) =>
    ended.history
      .map(({ event }) => event)
      .filter((event, index, all) => !/_awaited$|^answer_taken_over$/.test(event) && event !== all[index - 1]);
  const ends = notices.filter(({ occasion }) => ['benefits_begin', 'unpaid'].includes(occasion));
  if (ends.length > 0 && !told(model).includes(ends[0]?.occasion ?? ''))
    say('false', caseId, `${caseId} was told ${ends[0]?.occasion}`);
  for (const [of, expected, found] of [
    ['notices', told(model), told({ notices })],
    ['history', done(model), done({ history })],
  ] as const) {
    if (isDeepStrictEqual(expected, found)) continue;
    const kind = found.length > expected.length ? 'doubled' : 'lost';
    say(kind, caseId, `the ${of} of ${caseId} are ${found.join(' ')} instead of ${expected.join(' ')}`);
  }
  const paid = payouts.filter(({ result, bounced }) => result?.outcome === 'paid' && !bounced).length;
  if (paid > 1) say('doubled', caseId, `${caseId} was paid out ${paid} times`);
}

/** Each notice has reached the person's phone once. */
function findMessages(
  { caseId, notices, history }: Ended,
  number: number,
  { delivered, toPhone }: GatewayStub,
  say: Say,
): void {
  // Nobody is asked for what was paid while the gateway was down.
  const paid = history.some(({ event }) => event === 'payment_confirmed');
  for (const { occasion } of notices) {
    if (paid && occasion === 'payment_notice') continue;
    if (!delivered.has(messageId(caseId, occasion))) say('lost', caseId, `${occasion} of ${caseId} was not delivered`);
  }
  const count = toPhone(`139${String(10_000_000 + number)}`);
  if (count > notices.length) say('doubled', caseId, `${count} messages for ${notices.length} notices of ${caseId}`);
}

const entrySchema = z.looseObject({ entry: z.string() });

/** What was collected is stored, what was paid out is settled, and nothing is held by a case that has ended. */
async function findInLedger(url: string, { collected, paidOut }: Money, say: Say): Promise<void> {
  const missing = new Set(collected.keys());
  const settled = new Map<string, number>();
  for (const item of await scan(url, '-LedgerTable')) {
    const { entry } = entrySchema.parse(item);
    if (entry.startsWith('payment#')) {
      const { voucher, amount, claim, caseId } = paymentSchema.parse(item);
      const told = collected.get(voucher);
      if (told !== undefined && told !== fen(amount)) say('lost', caseId, `${voucher} is ${amount} in the ledger`);
      missing.delete(voucher);
      if (claim && !claim.settled) say('lost', claim.caseId, `${voucher} is still claimed by ${claim.caseId}`);
      const order = claim?.settled?.instruction;
      if (claim && order) settled.set(order, (settled.get(order) ?? 0) + fen(claim.refund));
    } else if (entry.startsWith('enrolment#')) {
      const { openCase, enrolled, givenBack } = enrolmentSchema.parse(item);
      if (enrolled?.voucher !== undefined && givenBack?.has(enrolled.voucher))
        say('false', enrolled.caseId, `${entry} is insured by ${enrolled.voucher}, which was given back`);
      if (openCase) say('lost', openCase, `${entry} is still held by ${openCase}`);
    } else if (entry.startsWith('collection#')) {
      const { status, caseId } = collectionSchema.parse(item);
      if (status === 'open') say('lost', caseId, `the amount of ${caseId} is still collected`);
    } else if (entry.startsWith('instruction#')) {
      const { instruction, caseId, result, bounced } = instructionSchema.parse(item);
      if (result === undefined) say('lost', caseId, `${instruction} has no result`);
      if ((result?.outcome === 'paid' && !bounced) !== paidOut.has(instruction))
        say('doubled', caseId, `${instruction} is ${result?.outcome}`);
    }
  }
  for (const voucher of missing) say('lost', undefined, `the payment ${voucher} is not in the ledger`);
  for (const instruction of new Set([...settled.keys(), ...paidOut.keys()])) {
    const [given, out] = [settled.get(instruction) ?? 0, paidOut.get(instruction) ?? 0];
    if (given !== out) {
      say(
        out > given ? 'doubled' : 'lost',
        instruction.replace(/-P\d+$/, ''),
        `${instruction}: ${out} fen paid out, ${given} settled`,
      );
    }
  }
}

async function scan(url: string, table: string): Promise<Record<string, unknown>[]> {
  const client = openDocumentClient({ endpoint: url, region: 'cn-northwest-1', credentials: () => ownerOf(url) });
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const TableName = TableNames.find((name) => name.includes(table));
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }));
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  client.destroy();
  return items;
}
