import { randomUUID } from 'node:crypto';
import type { CloudServices } from '../cloud-services.ts';
import type { ApiRequest, ApiResponse } from '../services/http-api/api-event.ts';
import { AccessDeniedError, type Principal } from '../services/iam/iam.ts';
import { needsOfDynamoDb, needsOfSecretsManager, needsOfStepFunctions } from '../services/iam/needs.ts';

/** The parts of an AWS JSON protocol: how a service writes the types of its errors. */
interface Protocol {
  contentType: string;
  errorPrefix: string;
}

const protocols = {
  dynamodb: { contentType: 'application/x-amz-json-1.0', errorPrefix: 'com.amazon.coral.service#' },
  states: { contentType: 'application/x-amz-json-1.0', errorPrefix: 'com.amazonaws.sfn#' },
  secretsmanager: { contentType: 'application/x-amz-json-1.1', errorPrefix: '' },
} satisfies Record<string, Protocol>;

const targets: Record<string, keyof typeof protocols> = {
  DynamoDB_20120810: 'dynamodb',
  AWSStepFunctions: 'states',
  secretsmanager: 'secretsmanager',
};

/**
 * Answers a request of an AWS SDK or the AWS CLI, told by its `x-amz-target`. Who calls is decided by the access key of
 * the signature, and what the caller may do by the policies of the template.
 */
export function createAwsRequests(
  services: CloudServices,
): (target: string, request: ApiRequest) => Promise<ApiResponse> {
  return async (target, request) => {
    const [prefix = '', operation = ''] = target.split('.');
    const service = targets[prefix];
    if (service === undefined || operation === '') {
      const message = `${target} is not served by this machine`;
      return answer(protocols.states, 400, { __type: 'UnknownOperationException', message });
    }
    const protocol = protocols[service];
    const refuse = (type: string, message: string, status = 400) =>
      answer(protocol, status, { __type: `${protocol.errorPrefix}${type}`, message, Message: message });

    const principal = findPrincipal(services, request.headers.authorization);
    if (principal === 'unsigned')
      return refuse('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    if (principal === undefined) {
      return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
    }
    const text = request.body.toString('utf8');
    let body: unknown;
    try {
      body = text === '' ? {} : JSON.parse(text);
    } catch {
      return refuse('SerializationException', 'The request is not JSON');
    }

    try {
      switch (service) {
        case 'dynamodb': {
          services.iam.authorize(principal, needsOfDynamoDb(operation, body, services.place));
          const answered = await services.dynamodb.call(operation, text, principal.arn);
          return answer(protocol, answered.status, answered.body);
        }
        case 'states': {
          services.iam.authorize(principal, needsOfStepFunctions(operation, body));
          const answered = await services.stateMachines.handle(operation, body);
          return answer(protocol, answered.status, answered.body);
        }
        case 'secretsmanager': {
          const secretId = typeof body === 'object' && body !== null && 'SecretId' in body ? String(body.SecretId) : '';
          services.iam.authorize(principal, needsOfSecretsManager(operation, services.secrets.findArn(secretId)));
          const answered = services.secrets.handle(operation, body);
          return answer(protocol, answered.status, answered.body);
        }
      }
    } catch (error) {
      if (error instanceof AccessDeniedError) return refuse('AccessDeniedException', error.message);
      services.log(`${target}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return refuse('InternalFailure', 'This machine failed on the request; see its console', 500);
    }
  };
}

function findPrincipal(services: CloudServices, authorization: string | undefined): Principal | undefined | 'unsigned' {
  const accessKeyId = /^AWS4-HMAC-SHA256 .*Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];
  return accessKeyId === undefined ? 'unsigned' : services.iam.principalOf(accessKeyId);
}

function answer(protocol: Protocol, status: number, body: unknown): ApiResponse {
  return {
    status,
    headers: { 'content-type': protocol.contentType, 'x-amzn-requestid': randomUUID() },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
