import type { MessagePort } from 'node:worker_threads';
import type { Credentials } from '../iam/iam.ts';

/** A Lambda function as the template describes it, with its files on this machine. */
export interface FunctionDefinition {
  name: string;
  arn: string;
  /** Folder of the unpacked code. */
  codeFolder: string;
  /** File in it that holds the handler, and the handler's export. */
  file: string;
  handler: string;
  runtime: string;
  timeoutSeconds: number;
  memoryMb: number;
  /** Environments at a time; undefined when the template reserves none. */
  reservedConcurrency: number | undefined;
  variables: Readonly<Record<string, string>>;
  logGroup: string;
  credentials: Credentials;
}

/** Where this machine's services answer, as the AWS SDK finds them. */
export interface ServiceEndpoints {
  region: string;
  url: string;
  dynamodb: string;
  /** What a function asks of this machine without HTTP; undefined where everything goes over HTTP. */
  near?: NearServices | undefined;
}

/** How functions ask the machine that they run in from thread to thread. */
export interface NearServices {
  /** Name and port under which the SDK would ask. */
  host: string;
  /** Answers what comes in by a port. */
  serve(port: MessagePort): void;
  /** A port to the thread of the database for who has these credentials; undefined where there is no such thread. */
  toDatabase(credentials: Credentials): MessagePort | undefined;
}

/** The environment of a function: what the template says and what AWS's runtime sets, and nothing of this process. */
export function environmentOf(definition: FunctionDefinition, endpoints: ServiceEndpoints): Record<string, string> {
  return {
    ...definition.variables,
    AWS_REGION: endpoints.region,
    AWS_DEFAULT_REGION: endpoints.region,
    AWS_ACCESS_KEY_ID: definition.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: definition.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: definition.credentials.sessionToken,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_S3: endpoints.url,
    AWS_ENDPOINT_URL_SFN: endpoints.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.url,
    AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: 'this-machine',
    LAMBDA_TASK_ROOT: definition.codeFolder,
    _HANDLER: `index.${definition.handler}`,
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
  };
}
