/** `npm run verify`, on the folder of a stopped machine and against an endpoint of DynamoDB. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  decidedLatePayment,
  decidedNewborn,
  decidedRefund,
  publishedVersions,
  refundedWhole,
} from '../support/decided-cases.ts';
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
      `^executions were not looked at: nobody here knows them\n3 cases, 5 decisions by ${publishedVersions.length} policy versions, 0 findings, 0 known wrong by later rulings\ndigest [0-9a-f]{64}\n$`,
    ),
  );

  await machine.serve(async (client, endpoint) => {
    const aws = { AWS_REGION: 'cn-northwest-1', AWS_ACCESS_KEY_ID: 'auditor', AWS_SECRET_ACCESS_KEY: 'secret' };
    const served = await runCommandFile('verify', ['--endpoint', endpoint], aws);
    // An endpoint has no bucket, and that is said.
    const without = 'contents of documents were not looked at: they are in the bucket\n';
    expect(served).toEqual({ ...stopped, stdout: without + stopped.stdout });
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

test('lists what a later ruling makes wrong by itself, with its number, and that is no finding', async () => {
  const old = await openStoppedMachine([refundedWhole()]);
  const listed = await runCommandFile('verify', ['--data', old.data]);
  await old.close();
  expect(listed).toMatchObject({ status: 0, stderr: '' });
  expect(listed.stdout).toContain('R140400-2025-PREPAIDAAA  known wrong by ruling 23  plan.assessment.amount\n');
  expect(listed.stdout).toContain('0 findings, 1 known wrong by later rulings');
});

test('says in one sentence where there is nothing', async () => {
  expect(await runCommandFile('verify', ['--data', '/nowhere'])).toMatchObject({
    status: 1,
    stderr: 'there is no data folder /nowhere\n',
  });
});
