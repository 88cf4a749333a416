import { randomUUID } from 'node:crypto';
import type { CloudServices } from '../cloud-services.ts';
import type { ApiRequest, ApiResponse } from '../services/http-api/api-event.ts';
import { AccessDeniedError } from '../services/iam/iam.ts';
import { serviceByTarget } from '../services/registry.ts';
import { createSignatureCheck } from './signature.ts';

const JSON_1_0 = 'application/x-amz-json-1.0';

/**
 * Answers a request of an AWS SDK or the AWS CLI, told by its `x-amz-target`. Who calls is decided by the signature, and
 * what the caller may do by the policies of the template.
 *
 * @param hosts what stands in front of this machine: requests signed for it are taken too
 */
export function createAwsRequests(
  services: CloudServices,
  hosts: readonly string[] = [],
): (target: string, request: ApiRequest) => Promise<ApiResponse> {
  const checkSignature = createSignatureCheck((accessKeyId) => services.iam.callerOf(accessKeyId), hosts);

  return async (target, request) => {
    const [prefix = '', operation = ''] = target.split('.');
    const door = serviceByTarget(prefix)?.door;
    if (door === undefined || operation === '') {
      const message = `${target} is not served by this machine`;
      return answer(JSON_1_0, 400, { __type: 'UnknownOperationException', message });
    }
    const refuse = (type: string, message: string, status = 400) =>
      answer(door.contentType, status, { __type: `${door.errorPrefix}${type}`, message, Message: message });

    const signed = checkSignature(request, Date.now());
    if (!signed.ok) return refuse(signed.type, signed.message);
    const { principal } = signed.caller;
    const text = request.body.toString('utf8');
    let body: unknown;
    try {
      body = text === '' ? {} : JSON.parse(text);
    } catch {
      return refuse('SerializationException', 'The request is not JSON');
    }

    try {
      const asked = { operation, text, body, principal };
      services.iam.authorize(principal, door.needs(asked, services));
      const answered = await door.serve(asked, services);
      return answer(door.contentType, answered.status, answered.body);
    } catch (error) {
      if (error instanceof AccessDeniedError) return refuse('AccessDeniedException', error.message);
      services.log(`${target}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return refuse('InternalFailure', 'This machine failed on the request; see its console', 500);
    }
  };
}

function answer(contentType: string, status: number, body: unknown): ApiResponse {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': randomUUID() },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
