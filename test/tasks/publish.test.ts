/** Publishing is part of a deployment: what fails here must fail there, with its reason, and not hang for an hour. */
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const answerSchema = z.object({ Status: z.string(), Reason: z.string(), PhysicalResourceId: z.string() });

let server: Server;
let url = '';
const answers: z.output<typeof answerSchema>[] = [];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    answers.push(answerSchema.parse(JSON.parse(await text(request))));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}/answer`;
  Object.assign(process.env, { POLICIES_TABLE: 'Policies', AWS_REGION: 'cn-northwest-1' });
});
afterAll(() => server.close());

const ask = async (RequestType: 'Create' | 'Update' | 'Delete') => {
  const { handler } = await import('../../functions/tasks/policies/publish.ts');
  await handler({
    RequestType,
    ResponseURL: url,
    StackId: 'arn:aws-cn:cloudformation:cn-northwest-1:000000000000:stack/canbao/1',
    RequestId: 'one',
    LogicalResourceId: 'PolicyTables',
  });
  return answers.at(-1);
};

test('tables that cannot be read fail the deployment and say why', async () => {
  // Beside the source lie no tables: those are put beside the bundle.
  const answer = await ask('Create');
  expect(answer).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'policy-tables' });
  expect(answer?.Reason).toContain('policies');
});

test('a stack that is deleted takes no published version with it', async () => {
  expect(await ask('Delete')).toMatchObject({ Status: 'SUCCESS', Reason: '' });
});
