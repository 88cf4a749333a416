import { expect, test } from 'vitest';
import { keptAssembly } from '../../infra/build/kept-assembly.ts';
import { listPlays, type RemovedGrant, removeEach } from '../../infra/local/scenarios/prove-grants.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';

/** A short one, which calls a function of a case, closes the case, and meets a schedule. */
const plays = listPlays(readScenarios('late-payment')).filter(({ name }) => name === 'late-payment/cannot-be-paid');

// All scenarios together use all grants but the explained ones: `npm run iam`, which takes a minute.
// All statements are taken away by `npm run iam -- --without-each`, which takes many.
test('a scenario fails without a statement of a function, of a state machine or of a schedule', async () => {
  const removals: RemovedGrant[] = [];
  const assembly = await keptAssembly();
  await removeEach(assembly, plays, (removal) => removals.push(removal), /-LatePaymentCloseCase|-LatePaymentRole/);
  // What else is known of the person is looked up before an end as unpaid only, which this play has not.
  const used = removals.filter(
    ({ permission }) => !['LedgerIndexes', 'CasesIndexes'].includes(permission.statement.Sid ?? ''),
  );
  expect(used.map(({ permission, failed }) => [permission.statement.Sid, failed?.play])).toEqual(
    ['CasesItems', 'NoticesItems', 'LedgerItems', 'CallFunctions'].map((sid) => [sid, 'late-payment/cannot-be-paid']),
  );
});
