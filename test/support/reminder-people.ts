/** People on a region's roll, put into the tables of a running machine as imports and desks would. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { localDate } from '../../functions/domain/calendar.ts';
import { maskPerson } from '../../functions/domain/person/masking.ts';
import type { AidCategory } from '../../functions/domain/regions.ts';
import { versionOf } from '../../functions/policies/version.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { openAidLists } from '../../functions/store/ledger/aid-lists.ts';
import { openImportedEnrolments } from '../../functions/store/ledger/imported-enrolments.ts';
import { openImportedPayments } from '../../functions/store/ledger/imported-payments.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openOutboxStore } from '../../functions/store/messages/outbox-store.ts';
import { openReminderStore } from '../../functions/store/messages/reminder-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import type { Cloud } from '../../infra/local/cloud.ts';

export interface RollPerson {
  idNumber: string;
  name: string;
  phone?: string;
  aid?: AidCategory;
}

const AT = '2026-01-05T01:00:00.000Z';

/** @param data folder of the machine, which keeps its secrets there */
export async function openRollOf(cloud: Pick<Cloud, 'url' | 'owner'>, data: string) {
  const config = { endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner };
  const client = openDocumentClient(config);
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const table = (name: string): string => TableNames.find((one) => one.includes(name)) ?? '';
  const kept = readFileSync(join(data, 'secrets.json'), 'utf8');
  const arnOf = (name: string): string => new RegExp(`arn:[^"]*${name}[^"]*`, 'i').exec(kept)?.[0] ?? '';
  const secrets = new SecretsManagerClient(config);
  const identity = openPersonIdentity(arnOf('PersonSecret'), secrets);
  const ledger = table('Ledger');
  const roll = openRollStore(client, ledger);

  return {
    identity,
    reminders: openReminderStore(client, table('Reminders')),
    outbox: openOutboxStore(client, table('Notices')),

    async gatewayKey(): Promise<string> {
      const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: arnOf('GatewayKey') }));
      return SecretString ?? '';
    },

    /** A newer version of a table, in force from a day, in which a last day is another one. */
    async putOff(region: string, coverageYear: number, days: { from: string; to: string; inForceFrom: string }) {
      const { from, to, inForceFrom } = days;
      const policies = openPolicyStore(client, table('Policies'));
      const newest = (await policies.versions(region, coverageYear)).at(-1);
      const moved = JSON.stringify(newest?.source).replaceAll(`"to":"${from}`, `"to":"${to}`);
      await policies.publish(versionOf(z.record(z.string(), z.json()).parse({ ...JSON.parse(moved), inForceFrom })));
    },

    /** Enrolled in a region for a year; how they can be reached, where it is known. */
    async enrol(person: RollPerson, region: string, coverageYear: number): Promise<string> {
      const personRef = await identity.reference(person.idNumber);
      const benefitStart = localDate(`${coverageYear}-01-01`);
      const source = `test/${person.idNumber.slice(-4)}`;
      const enrolled = { personRef, coverageYear, region, benefitStart, source, recordedAt: AT };
      await openImportedEnrolments(client, ledger).put(enrolled);
      if (person.aid) {
        const listed = { category: person.aid, authority: '民政局', identifiedOn: localDate('2025-01-01') };
        await openAidLists(client, ledger).put({ ...listed, personRef, source, recordedAt: AT });
      }
      return personRef;
    },

    async reach({ idNumber, name, phone }: RollPerson): Promise<void> {
      const { ref, sealed } = await identity.seal({ idNumber, name, ...(phone && { phone }) });
      await roll.putContact(ref, { sealed, maskedName: maskPerson({ idNumber, name }).name }, AT);
    },

    async pay({ idNumber }: RollPerson, region: string, coverageYear: number, day: string): Promise<void> {
      const personRef = await identity.reference(idNumber);
      const voucher = `T-${idNumber.slice(-6)}`;
      const paid = { voucher, personRef, coverageYears: [coverageYear], region, amount: '400.00' };
      await openImportedPayments(client, ledger).put({
        ...paid,
        collectedOn: localDate(day),
        recordedAt: AT,
        recordedBy: 'test',
      });
    },
  };
}
export type Roll = Awaited<ReturnType<typeof openRollOf>>;
