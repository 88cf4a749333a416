/** An office at work: the API's Lambda functions, the tasks of the state machine, and the services near them. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { vi } from 'vitest';
import { z } from 'zod';
import { describedRoutes } from '../../functions/api/entries/described-routes.ts';
import type { Entry } from '../../functions/api/http/services.ts';
import type { InvocationContext } from '../../functions/runtime/task-handler.ts';
import { openDocumentClient } from '../../functions/store/client.ts';
import { CASE_INDEX } from '../../functions/store/keys.ts';
import { type Desk, type Input, openDeskOver, type Reply } from '../../infra/local/desk/desk.ts';
import { createTables } from '../support/open-tables.ts';
import { putPublished } from '../support/put-published.ts';
import { startNearServices } from './near-services.ts';

/** A caller: role, regions with spaces between, subject, code of a university. */
export type Who = readonly [role: string, regions: string, sub?: string, university?: string];

export const XIAOYI: Who = ['caseworker', '141181', 'lin'];
export const CHANGZHI: Who = ['caseworker', '140400', 'guo'];
export const TAX: Who = ['tax', '141181 140400', 'tax-window'];
export const AUDITOR: Who = ['auditor', '', 'auditor'];

export type Opening = Input<'openCase'>['body'];
export type Decision = Input<'decideTask'>['body'];

const text = z.string();

/** Every field that a test reads at the raw door; which of them are there depends on the route. */
const bodySchema = z
  .looseObject({
    code: text,
    detail: text,
    issues: z.array(z.object({ path: text, message: text })),
    caseId: text,
    state: text,
  })
  .partial();

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: z.output<typeof bodySchema>;
  /** As it was sent. */
  sent: string;
}

const answerSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string(),
  isBase64Encoded: z.boolean().default(false),
});

type Handler = (event: unknown, context?: InvocationContext) => Promise<unknown>;

export async function openOffice(opened = '2026-03-10T09:00:00+08:00') {
  const logged: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((line) => logged.push(String(line)) > 0);
  const services = await startNearServices('a secret of more than thirty-two characters');
  Object.assign(process.env, environmentFor(services.endpoint));
  await createTables(new DynamoDBClient({}));
  const client = openDocumentClient();
  await putPublished(client);
  let now = Date.parse(opened);

  /** As the gateway would: the function behind the route, with the claims of whoever asks. */
  async function send(who: Who | null, method: string, url: string, body?: unknown, headers = {}): Promise<Reply> {
    const [path = '', search = ''] = url.split('?');
    const query = Object.fromEntries(new URLSearchParams(search));
    const isFile = body instanceof Uint8Array;
    const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const sent = isFile ? Buffer.from(body).toString('base64') : text;
    const event = {
      version: '2.0',
      rawPath: path,
      headers,
      ...(search && { queryStringParameters: query }),
      requestContext: {
        timeEpoch: now,
        http: { method },
        ...(who && { authorizer: { jwt: { claims: claimsOf(who) } } }),
      },
      ...(sent !== undefined && { body: sent }),
      isBase64Encoded: isFile,
    };
    const { handler } = await ENTRIES[entryOf(method, path)]();
    const answer = answerSchema.parse(await handler(event));
    return {
      status: answer.statusCode,
      headers: new Headers(answer.headers),
      bytes: Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8'),
    };
  }

  /** The raw door: for what is refused, or is not sound. */
  async function call(...asked: Parameters<typeof send>): Promise<Answer> {
    const { status, headers, bytes } = await send(...asked);
    const sent = bytes.toString('utf8');
    return { status, headers: Object.fromEntries(headers), body: bodySchema.parse(JSON.parse(sent)), sent };
  }

  let steps = 0;
  /** Somebody at a desk, who asks by operation: what goes in and comes out is typed, a refusal is thrown. */
  const desk = (who: Who): Desk =>
    openDeskOver((method, path, { body, headers } = {}) => send(who, method, path, body, headers));
  return {
    services,
    /** Every line that was logged. */
    logged,
    desk,
    /** The id of the case that was opened. */
    async openCase(who: Who, body: Opening, key: string): Promise<string> {
      return (await desk(who).ask('openCase', { body, headers: { 'Idempotency-Key': key } })).caseId;
    },
    show: (who: Who, id: string) => desk(who).ask('getCase', { params: { id } }),
    decide: (who: Who, id: string, body: Decision) => desk(who).ask('decideTask', { params: { id }, body }),
    withdraw: (who: Who, id: string, reason = '本人要求') =>
      desk(who).ask('withdrawCase', { params: { id }, body: { reason } }),
    pay: (body: Input<'recordPayment'>['body'], who = TAX) => desk(who).ask('recordPayment', { body }),
    call,
    send,
    get: (who: Who, url: string) => call(who, 'GET', url),
    post: (who: Who, url: string, body: unknown, headers?: Record<string, string>) =>
      call(who, 'POST', url, body, headers),
    open: (who: Who, body: unknown, key: string) => call(who, 'POST', '/cases', body, { 'Idempotency-Key': key }),
    /** Moves the clock of the requests. */
    goTo(instant: string) {
      now = Date.parse(instant);
    },
    now: () => new Date(now).toISOString(),
    /** What the state machine would do: one Task state, with a task token where it waits. */
    /** `name` is a task of a late payment, or `refund/check-ground`. */
    async task(name: string, caseId: string, token?: string, at?: string, told = {}): Promise<unknown> {
      const path = name.includes('/') ? name : `late-payment/${name}`;
      const { handler }: { handler: Handler } = await import(
        /* @vite-ignore */ new URL(`../../functions/tasks/${path}.ts`, import.meta.url).href
      );
      steps += 1;
      return handler({ caseId, at: at ?? new Date(now + steps).toISOString(), ...(token && { token }), ...told });
    },
    async heal(secondsLater = 60): Promise<unknown> {
      const { handler } = await ENTRIES.write();
      return handler({ source: 'canbao.heal', scheduledTime: new Date(now + secondsLater * 1000).toISOString() });
    },
    /** The minute's healing where there is something to heal: with nothing pending it only looks, nine times. */
    async healPending(secondsLater?: number): Promise<void> {
      const pending = await client.send(
        new ScanCommand({ TableName: 'Cases', IndexName: CASE_INDEX.pending, Limit: 1 }),
      );
      if (pending.Count) await this.heal(secondsLater);
    },
    close: () => services.close(),
  };
}

/** Each is loaded when it is first asked: what it reads of its environment is there by then. */
const ENTRIES: Record<Entry, () => Promise<{ handler: Handler }>> = {
  read: () => import('../../functions/api/entries/read.ts'),
  write: () => import('../../functions/api/entries/write.ts'),
  files: () => import('../../functions/api/entries/files.ts'),
  outbox: () => import('../../functions/api/entries/outbox.ts'),
  audit: () => import('../../functions/api/entries/audit.ts'),
  drafts: () => import('../../functions/api/entries/drafts.ts'),
  work: () => import('../../functions/api/entries/policy-work.ts'),
  documents: () => import('../../functions/api/entries/documents.ts'),
};

/** The entry that the gateway would ask: of the routes that match, the one with the fewest parts that vary. */
function entryOf(method: string, path: string): Entry {
  const matching = describedRoutes
    .map(({ description }) => description)
    .filter((route) => new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .toSorted((one, other) => one.path.split('{').length - other.path.split('{').length);
  const found = matching.find((route) => route.method === method) ?? matching[0];
  return found?.entry ?? 'read';
}

const claimsOf = ([role, regions, sub = 'somebody', university]: Who) => ({
  role,
  regions,
  sub,
  ...(university && { university }),
});

function environmentFor(endpoint: string): Record<string, string> {
  return {
    AWS_REGION: 'cn-northwest-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ENDPOINT_URL_SFN: endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
    AWS_MAX_ATTEMPTS: '1',
    POLICIES_TABLE: 'Policies',
    CASES_TABLE: 'Cases',
    LEDGER_TABLE: 'Ledger',
    NOTICES_TABLE: 'Notices',
    REMINDERS_TABLE: 'Reminders',
    UPLOADS_TABLE: 'Uploads',
    CALLERS_TABLE: 'Callers',
    COUNTS_TABLE: 'Counts',
    DOCUMENTS_BUCKET: 'documents',
    DOCUMENTS_ADDRESS: 'of-bucket',
    CALLER_LIMIT: '0',
    IMPORTS_STATE_MACHINE_ARN: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:imports',
    STUDENT_BATCH_STATE_MACHINE_ARN: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:student-batch',
    PERSON_SECRET_ARN: 'arn:aws-cn:secretsmanager:cn-northwest-1:000000000000:secret:person',
    LATE_PAYMENT_STATE_MACHINE_ARN: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:late-payment',
    REFUND_STATE_MACHINE_ARN: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:refund',
    NEWBORN_STATE_MACHINE_ARN: 'arn:aws-cn:states:cn-northwest-1:000000000000:stateMachine:newborn',
  };
}
