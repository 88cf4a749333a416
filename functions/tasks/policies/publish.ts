/**
 * Publishes the policy tables that were deployed beside this function, idempotently: read and checked when they were
 * bundled, each as the items that are put (`policies.json`). CloudFormation calls it as the custom resource
 * Custom::PolicyTables and waits for the answer at `ResponseURL`.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPublisher } from '../../store/policies/publish-version.ts';
import { publicationsSchema } from '../../store/policies/stored-version.ts';

const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
});
type CustomResourceEvent = z.output<typeof eventSchema>;

const { POLICIES_TABLE } = readConfiguration(['POLICIES_TABLE']);
const publish = openPublisher(openDocumentClient(), POLICIES_TABLE);

export const handler = taskHandler(eventSchema, async (event) => {
  try {
    // Published versions outlive the stack: decisions of years refer to them.
    if (event.RequestType !== 'Delete') await publishAll();
    await answer(event, 'SUCCESS', '');
  } catch (cause) {
    await answer(event, 'FAILED', cause instanceof Error ? cause.message : 'unknown error');
  }
});

async function publishAll(): Promise<void> {
  const text = await readFile(new URL('./policies.json', import.meta.url), 'utf8');
  for (const publication of publicationsSchema.parse(JSON.parse(text))) await publish(publication);
}

async function answer(event: CustomResourceEvent, Status: 'SUCCESS' | 'FAILED', Reason: string): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({
    Status,
    Reason: Reason.slice(0, 2000),
    StackId,
    RequestId,
    LogicalResourceId,
    PhysicalResourceId: 'policy-tables',
  });
  const response = await fetch(event.ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
  if (!response.ok) throw new Error(`CloudFormation refused the answer with status ${response.status}`);
}
