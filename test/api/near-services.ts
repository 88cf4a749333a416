/**
 * DynamoDB (dynalite, in memory), S3, Step Functions and Secrets Manager on one real port, so that what is tested speaks
 * to them by the AWS SDK. Step Functions only writes down what it is asked; a test says how it answers.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createSignatureChecks } from '../../infra/small-cloud/front-door/signature.ts';
import { openOwnDynamoDb } from '../../infra/small-cloud/services/dynamodb/dynamodb.ts';
import { type Buckets, openBuckets } from '../../infra/small-cloud/services/s3/buckets.ts';
import { serveS3 } from '../../infra/small-cloud/services/s3/requests.ts';
import { makeFolder } from '../small-cloud/small-assembly.ts';

export interface StepFunctionsCall {
  operation: string;
  body: Record<string, unknown>;
}

export interface NearServices {
  endpoint: string;
  /** The text of every secret. */
  secret: string;
  /** Documents of cases are in `documents`. */
  buckets: Buckets;
  /** What Step Functions was asked, in order. */
  calls: StepFunctionsCall[];
  stepFunctions: 'up' | 'down' | 'TaskTimedOut' | 'ExecutionAlreadyExists';
  /** How many more DynamoDB writes are done; after them every call fails, as for a process that died there. */
  writesLeft: number;
  /**
   * Asked before every write, with its text: the process dies before it, or after it with nobody told of it, or the
   * database refuses it for good.
   */
  onWrite: (text: string) => 'before' | 'after' | 'lives' | 'refused';
  /** Awaited between a read, with its text, and its answer: whatever is done meanwhile, the answer does not know. */
  afterRead: (text: string) => Promise<void>;
  /** Takes what Step Functions is asked, instead of only writing it down. */
  states?: (operation: string, body: unknown) => Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem'];

export async function startNearServices(secret: string): Promise<NearServices> {
  const database = await openOwnDynamoDb({
    path: '',
    region: 'cn-northwest-1',
    account: '000000000000',
    log: () => {},
  });
  const server = createServer((request, response) => {
    if (request.headers['x-amz-target'] === undefined) {
      answerS3(request).then(
        ({ status, headers, body }) => {
          response.writeHead(status, headers);
          if (body instanceof Readable) body.pipe(response);
          else response.end(body);
        },
        () => response.destroy(),
      );
      return;
    }
    answer(request).then(
      ({ status, body }) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body),
      () => response.destroy(),
    );
  });

  async function answer(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const [service = '', operation = ''] = String(request.headers['x-amz-target']).split('.');
    if (service === 'secretsmanager') return { status: 200, body: JSON.stringify({ SecretString: services.secret }) };
    if (service === 'AWSStepFunctions') return answerStepFunctions(operation, JSON.parse(text));
    if (!WRITES.includes(operation)) {
      const read = await database.call(operation, text);
      await services.afterRead(text);
      return read;
    }
    const dies = services.onWrite(text);
    if (dies === 'refused') return { status: 400, body: JSON.stringify({ __type: 'AccessDeniedException' }) };
    if (dies === 'before' || services.writesLeft-- <= 0) throw new Error('the process died before this write');
    const written = await database.call(operation, text);
    if (dies === 'after') throw new Error('the process died after this write');
    return written;
  }

  const buckets = openBuckets({ folder: makeFolder(), now: () => Date.now() });
  buckets.ensure('documents', { lifecycle: [], cors: [] });
  const anybody = {
    principal: { arn: 'arn:aws-cn:iam::000000000000:root', roleArn: undefined },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const signatures = createSignatureChecks(() => anybody);
  const place = { partition: 'aws-cn', region: 'cn-northwest-1', account: '000000000000' };

  const answerS3 = (request: IncomingMessage) =>
    serveS3(
      {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: request,
        sourceIp: '127.0.0.1',
      },
      { services: { buckets, place, log: () => {}, iam: { authorize: () => {} } }, signatures },
    );

  async function answerStepFunctions(operation: string, body: Record<string, unknown>) {
    const { stepFunctions } = services;
    if (stepFunctions === 'down') throw new Error('out of reach');
    services.calls.push({ operation, body });
    if (services.states) {
      const { status, body: answered } = await services.states(operation, body);
      return { status, body: JSON.stringify(answered) };
    }
    if (stepFunctions !== 'up') return { status: 400, body: JSON.stringify({ __type: stepFunctions, message: '' }) };
    return {
      status: 200,
      body: JSON.stringify(operation === 'StartExecution' ? { executionArn: 'e', startDate: 0 } : {}),
    };
  }

  // A connection that rests on a slow machine is not closed under a call.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = addressOf(server.address());
  const services: NearServices = {
    endpoint: `http://127.0.0.1:${port}`,
    secret,
    buckets,
    calls: [],
    stepFunctions: 'up',
    writesLeft: Number.POSITIVE_INFINITY,
    onWrite: () => 'lives',
    afterRead: async () => {},
    async close() {
      server.closeAllConnections();
      server.close();
      await database.close();
    },
  };
  return services;
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (typeof address !== 'object' || address === null) throw new Error('not listening');
  return address;
}
