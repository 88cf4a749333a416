import { afterAll, beforeAll, expect, test } from 'vitest';
import { latePaymentCaseSchema } from '../../functions/cases/late-payment/case.ts';
import { loadPolicyFiles } from '../../functions/policies/files.ts';
import type { InvocationContext } from '../../functions/runtime/task-handler.ts';
import { openCaseStore } from '../../functions/store/cases/case-store.ts';
import { openPolicyStore } from '../../functions/store/policies/policy-store.ts';
import { decisionWait, newCase, OPENED } from '../support/cases.ts';
import { type OpenTables, openTables } from '../support/open-tables.ts';

let tables: OpenTables;
let count: (event: unknown, context?: InvocationContext) => Promise<unknown>;
beforeAll(async () => {
  tables = await openTables();
  Object.assign(process.env, {
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    POLICIES_TABLE: 'Policies',
    CASES_TABLE: 'Cases',
  });
  const policies = openPolicyStore(tables.client, 'Policies');
  for (const version of loadPolicyFiles(new URL('../../workflows/policies', import.meta.url).pathname)) {
    await policies.publish(version);
  }
  ({ handler: count } = await import('../../functions/tasks/operations/count-overdue.ts'));
});
afterAll(() => tables.close());

test('tasks of desks are overdue from the day after their own, in every region; what others are waited for is not counted', async () => {
  const cases = openCaseStore(tables.client, 'Cases', latePaymentCaseSchema);
  const put = async (caseId: string, region: string, wait: ReturnType<typeof decisionWait> | object) => {
    const { case: opened } = await cases.put(newCase(caseId, { region }), OPENED);
    const event = {
      at: OPENED.at,
      by: 'system:Ask',
      event: 'decision_awaited' as const,
      detail: { due: '2026-03-24' },
    };
    await cases.change(opened, { wait: { ...decisionWait(`t-${caseId}`, '2026-03-24'), ...wait }, event });
  };
  await put('one', '141181', {});
  await put('other', '140400', {});
  await put('later', '140400', decisionWait('t-later', '2026-03-25'));
  await put('paying', '141181', { kind: 'payment' });
  const on = (day: string) => count({ source: 'canbao.overdue', scheduledTime: `${day}T00:30:00Z` });
  expect(await on('2026-03-24')).toEqual({ count: 0 });
  expect(await on('2026-03-25')).toEqual({ count: 2 });
  expect(await on('2026-03-26')).toEqual({ count: 3 });
});
