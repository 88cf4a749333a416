/** What no case proves by itself: cases, ledger, messages and executions are held against each other. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CaseFinding } from '../verify-case.ts';
import { checkCover } from './check-cover.ts';
import { checkExecutions } from './check-executions.ts';
import { checkMessages } from './check-messages.ts';
import { checkMoney } from './check-money.ts';
import { type CaseFacts, readLedger } from './facts.ts';

export interface WholeTables {
  ledger: string;
  notices: string;
}

/** Ids of the cases whose executions run; null where nobody can say it. */
export type ReadRunning = () => Promise<ReadonlySet<string> | null>;

export async function checkWhole(
  client: DynamoDBDocumentClient,
  { ledger: ledgerTable, notices }: WholeTables,
  { cases, running }: { cases: ReadonlyMap<string, CaseFacts>; running: ReadonlySet<string> | null },
): Promise<CaseFinding[]> {
  const ledger = await readLedger(client, ledgerTable);
  return [
    ...checkMoney(cases, ledger),
    ...checkCover(cases, ledger),
    ...(await checkMessages(client, notices, { cases, deaths: ledger.deaths })),
    ...(running ? checkExecutions(cases, running) : []),
  ];
}
