import { expect, test } from 'vitest';
import { explainGrant } from '../../infra/local/scenarios/explained-grants.ts';
import { onAssembly } from '../../infra/local/scenarios/play-scenarios.ts';
import {
  listPlays,
  playAll,
  playAndWatch,
  type Removal,
  removeEach,
} from '../../infra/local/scenarios/prove-grants.ts';
import { readScenarios } from '../../infra/local/scenarios/scenario.ts';

test('every grant of the template is used by a scenario, or it is explained why it is there', async () => {
  const { failure, unused } = await onAssembly((assembly) => playAndWatch(assembly, playAll(readScenarios())));
  expect(failure).toBeUndefined();
  expect(unused.filter((grant) => explainGrant(grant) === undefined)).toEqual([]);
}, 180_000);

// All others are taken away by `npm run iam -- --without-each`, which takes minutes.
test('without a statement of a function, of a state machine or of a schedule a scenario fails', async () => {
  const plays = listPlays(readScenarios()).filter(({ name }) => name === 'late-payment/cannot-be-paid');
  const removals: Removal[] = [];
  await onAssembly((assembly) =>
    removeEach(assembly, plays, (removal) => removals.push(removal), /LatePaymentCloseCase|LatePaymentRole|Healing/),
  );
  expect(removals.map(({ permission, failed }) => [permission.statement.Sid, failed?.play])).toEqual(
    ['CasesItems', 'NoticesItems', 'LedgerItems', 'CallFunctions', 'CallFunction'].map((sid) => [
      sid,
      'late-payment/cannot-be-paid',
    ]),
  );
}, 180_000);
