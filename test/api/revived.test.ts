/** Cases that ended too late, once a newer table gives more time. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listRevived } from '../../functions/api/messages/list-revived.ts';
import { caseSchema } from '../../functions/cases/case.ts';
import { localDate } from '../../functions/domain/calendar.ts';
import { assessNewborn } from '../../functions/domain/newborn/assess.ts';
import { versionInForce } from '../../functions/domain/policy/version-in-force.ts';
import { NOTHING_SETTLED } from '../../functions/domain/settlement.ts';
import { versionOf } from '../../functions/policies/version.ts';
import { openPersonIdentity } from '../../functions/runtime/person-identity.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openLedgerStore } from '../../functions/store/ledger/ledger-store.ts';
import { openRollStore } from '../../functions/store/ledger/roll-store.ts';
import { openOutboxStore } from '../../functions/store/messages/outbox-store.ts';
import { openReminderRuns } from '../../functions/store/messages/reminder-runs.ts';
import { openReminderStore } from '../../functions/store/messages/reminder-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { versionsOf } from '../domain/late-payment/tables.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
beforeAll(async () => {
  tables = await openTables();
});
afterAll(() => tables.close());

test('a child whose last day was over is listed once a newer table puts it off, and not before', async () => {
  const { client } = tables;
  const policies = openPolicyStore(client, 'Policies');
  const services = {
    policies,
    cases: openCaseStore(client, 'Cases', caseSchema),
    ledger: openLedgerStore(client, 'Ledger'),
    roll: openRollStore(client, 'Ledger'),
    outbox: openOutboxStore(client, 'Notices'),
    reminders: openReminderStore(client, 'Reminders'),
    runs: openReminderRuns(client, 'Reminders'),
    identity: openPersonIdentity('arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:none'),
  };
  const known = versionsOf('140400', 2025);
  for (const version of known) await policies.publish(version);
  const today = localDate('2025-04-10');
  const inForce = versionInForce(known, today);
  if (!inForce) throw new Error('no table');

  const child = { ref: 'child', masked: { idNumber: '1404**********0019', name: '小*' }, sealed: '' };
  const bornOn = localDate('2024-06-15');
  const at = '2025-04-01T02:00:00.000Z';
  const assessment = assessNewborn({ region: '140400', bornOn, asOf: localDate('2025-04-01') }, inForce);
  const plan = { factsRevision: 0, assessedOn: localDate('2025-04-01'), assessment, step: 'over' as const };
  await services.cases.put(
    {
      caseId: 'N140400-2025-AAAAAAAAAA',
      kind: 'newborn',
      region: '140400',
      coverageYear: 2025,
      openedAt: at,
      openedBy: 'guo',
      requestDigest: '',
      keyDigest: '',
      person: child,
      parent: child,
      birth: { ref: 'birth', masked: 'O1********' },
      facts: { bornOn },
      factsRevision: 0,
      plan: { ...plan, lookAgainOn: localDate('2026-01-01'), remindFor: [] },
      reminded: [],
      registrationTold: false,
      missedTold: true,
      events: [],
      state: 'missed',
      settlement: NOTHING_SETTLED,
    },
    { at, by: 'guo', event: 'missed', detail: {} },
  );
  const missed = await services.cases.get('N140400-2025-AAAAAAAAAA');
  const looked = { at: '2025-04-03T02:00:00.000Z', by: 'auditor', event: 'person_erased' as const, detail: {} };
  if (missed) await services.cases.change(missed, { event: looked });
  const revived = async (openPolicies = policies) => {
    const request = {
      method: 'GET',
      path: '/policies/140400/2025/revived',
      query: { since: '2025-03-01' },
      headers: {},
      body: Buffer.alloc(0),
      claims: { sub: 'guo', role: 'caseworker', regions: '140400' },
      at: '2025-04-10T02:00:00.000Z',
    };
    const params = { region: '140400', coverageYear: '2025' };
    const { body } = await listRevived.answer(request, params, { ...services, policies: openPolicies });
    return z.looseObject({ cases: z.array(z.unknown()) }).parse(body).cases;
  };
  expect(await revived()).toEqual([]);

  const later = JSON.stringify(inForce.source).replaceAll('"to":"2025-03-25"', '"to":"2025-04-25"');
  const source = z.record(z.string(), z.json()).parse({ ...JSON.parse(later), inForceFrom: '2025-04-05' });
  await policies.publish(versionOf(source));
  expect(await revived(openPolicyStore(client, 'Policies'))).toEqual([
    {
      caseId: 'N140400-2025-AAAAAAAAAA',
      state: 'missed',
      endedOn: '2025-04-01',
      payBy: '2025-04-25',
      payable: '400.00',
    },
  ]);
});
