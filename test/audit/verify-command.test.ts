/** `npm run verify`, on the folder of a stopped machine and against an endpoint of DynamoDB. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decidedLatePayment, decidedNewborn, decidedRefund, publishedVersions } from '../support/decided-cases.ts';
import { openStoppedMachine, runCommandFile, STOPPED } from '../support/stopped-machine.ts';

let machine: Awaited<ReturnType<typeof openStoppedMachine>>;
beforeAll(async () => {
  machine = await openStoppedMachine([decidedLatePayment(), decidedRefund(), decidedNewborn()]);
});
afterAll(() => machine.close());

test('prints counts and one digest of a stopped machine, the same by an endpoint; then names what was changed', async () => {
  const stopped = await runCommandFile('verify', ['--data', machine.data]);
  expect(stopped).toMatchObject({ status: 0, stderr: '' });
  expect(stopped.stdout).toMatch(
    new RegExp(
      `^3 cases, 5 decisions by ${publishedVersions.length} policy versions, 0 findings\ndigest [0-9a-f]{64}\n$`,
    ),
  );

  await machine.serve(async (client, endpoint) => {
    const aws = { AWS_REGION: 'cn-northwest-1', AWS_ACCESS_KEY_ID: 'auditor', AWS_SECRET_ACCESS_KEY: 'secret' };
    const served = await runCommandFile('verify', ['--endpoint', endpoint], aws);
    expect(served).toEqual(stopped);
    await client.send(
      new UpdateCommand({
        TableName: STOPPED.cases,
        Key: { caseId: decidedRefund().caseId },
        UpdateExpression: 'SET #plan.assessment.amount = :more',
        ExpressionAttributeNames: { '#plan': 'plan' },
        ExpressionAttributeValues: { ':more': '4000.00' },
      }),
    );
  });
  const changed = await runCommandFile('verify', ['--data', machine.data]);
  expect(changed.status).toBe(1);
  expect(changed.stdout).toContain('R140400-2025-AAAAAAAAAA  decision  plan.assessment.amount\n');
  expect(changed.stdout).toContain('1 findings');
});

test('says in one sentence where there is nothing', async () => {
  expect(await runCommandFile('verify', ['--data', '/nowhere'])).toMatchObject({
    status: 1,
    stderr: 'there is no data folder /nowhere\n',
  });
});
