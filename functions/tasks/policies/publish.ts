/**
 * Publishes the policy tables that were deployed beside this function (`policies/`), idempotently. CloudFormation
 * calls it as the custom resource Custom::PolicyTables and waits for the answer at `ResponseURL`.
 */
import { z } from 'zod';
import { loadPolicyFiles } from '../../policies/files.ts';
import { readConfiguration } from '../../runtime/configuration.ts';
import { taskHandler } from '../../runtime/task-handler.ts';
import { openDocumentClient } from '../../store/client.ts';
import { openPolicyStore } from '../../store/policies/policy-store.ts';

const eventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
});
type CustomResourceEvent = z.output<typeof eventSchema>;

const { POLICIES_TABLE } = readConfiguration(['POLICIES_TABLE']);
const store = openPolicyStore(openDocumentClient(), POLICIES_TABLE);

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
  for (const version of loadPolicyFiles(new URL('./policies', import.meta.url).pathname)) await store.publish(version);
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
