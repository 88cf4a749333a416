/** The data folder of a machine that is not running, with some cases in it, and commands that are run on it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Case } from '../../functions/cases/case.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openedKey } from '../../functions/store/keys.ts';
import { type LedgerStore, openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { openOwnDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { serveDynamoDb } from '../../infra/small-cloud/services/dynamodb/serve-dynamodb.ts';
import { publishedVersions } from './decided-cases.ts';
import { createTables } from './open-tables.ts';

export const STOPPED = {
  cases: 'canbao-data-Cases',
  policies: 'canbao-data-Policies',
  ledger: 'canbao-data-Ledger',
  notices: 'canbao-data-Notices',
};

export interface Ran {
  status: number;
  stdout: string;
  stderr: string;
}

/** As npm runs it: a process of its own, with nothing of AWS in its environment but what is given. */
export function runCommandFile(name: string, args: readonly string[], environment: Record<string, string> = {}) {
  const file = resolve(import.meta.dirname, '../../infra/local/commands', `${name}.ts`);
  const env = { PATH: process.env.PATH ?? '', ...environment };
  return new Promise<Ran>((done) => {
    execFile(process.execPath, [file, ...args], { env, maxBuffer: 50_000_000 }, (error, stdout, stderr) => {
      done({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

/** What the ledger has of a case: its year is held, its payment is there. */
async function enterInLedger(found: Case, ledger: LedgerStore): Promise<void> {
  if (found.kind === 'refund') return;
  const { caseId, coverageYear, region, openedAt: at, payment } = found;
  const personRef = found.person.ref;
  await ledger.claimEnrolment({ personRef, coverageYear, caseId, at });
  if (!payment) return;
  const { voucher, amount, collectedOn } = payment;
  const paid = { voucher, amount, collectedOn, personRef, region, caseId, coverageYears: [coverageYear] };
  await ledger.putPayment({ ...paid, digest: '', recordedAt: at, recordedBy: 'tax' });
}

export async function openStoppedMachine(cases: readonly Case[]) {
  const data = await mkdtemp(join(tmpdir(), 'canbao-stopped-'));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const region = 'cn-northwest-1';

  /** Serves the folder's database for as long as the work takes. */
  async function serve<Result>(work: (client: DynamoDBDocumentClient, endpoint: string) => Promise<Result>) {
    const path = join(data, 'dynamodb');
    const database = await openOwnDynamoDb({ path, region, account: '000000000000', log: () => {} });
    const served = await serveDynamoDb(database);
    const client = openDocumentClient({ endpoint: served.endpoint, region, credentials });
    try {
      return await work(client, served.endpoint);
    } finally {
      client.destroy();
      await served.close();
    }
  }

  await serve(async (client, endpoint) => {
    await createTables(new DynamoDBClient({ endpoint, region, credentials }), 'canbao-data-');
    const policies = openPolicyStore(client, STOPPED.policies);
    for (const version of publishedVersions) await policies.publish(version);
    for (const found of cases) {
      const Item = { ...found, openedKey: openedKey(found.openedAt, found.caseId) };
      await client.send(new PutCommand({ TableName: STOPPED.cases, Item }));
      await enterInLedger(found, openLedgerStore(client, STOPPED.ledger));
    }
  });
  return { data, serve, close: () => rm(data, { recursive: true, force: true }) };
}
