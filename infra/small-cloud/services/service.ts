import type { CloudServices } from '../cloud-services.ts';
import type { StreamedRequest, StreamedResponse } from '../front-door/listener.ts';
import type { SignatureChecks } from '../front-door/signature.ts';
import type { ResourceType } from '../template/resource-type.ts';
import type { ApiRequest } from './http-api/api-event.ts';
import type { Need, Principal } from './iam/iam.ts';
import type { ServiceAnswer } from './service-answer.ts';

/** A request of an AWS SDK or the AWS CLI, as a service gets it. */
interface ServiceRequest {
  /** What stands behind the dot of `x-amz-target`, such as `GetItem`. */
  operation: string;
  /** The body's text, and what it says as JSON. */
  text: string;
  body: unknown;
  principal: Principal;
}

/** How a service is asked over HTTP by AWS's JSON protocols. */
interface ServiceDoor {
  /** What stands before the dot of `x-amz-target`, such as `DynamoDB_20120810`. */
  target: string;
  contentType: string;
  /** What the service writes before the types of its errors. */
  errorPrefix: string;
  /** What the caller has to be allowed before `serve` is asked. */
  needs(request: ServiceRequest, services: CloudServices): Need[];
  serve(request: ServiceRequest, services: CloudServices): Promise<ServiceAnswer> | ServiceAnswer;
}

/** How a service is asked over HTTP at paths of its own, with bodies that pass through. */
interface PathDoor {
  /** Whether a request is one for it, by what stands before the body. */
  takes(head: Omit<ApiRequest, 'body'>, services: CloudServices): boolean;
  /** Decides who calls, and whether that caller may. */
  serve(
    request: StreamedRequest,
    machine: { services: CloudServices; signatures: SignatureChecks },
  ): Promise<StreamedResponse>;
}

/** A service of this machine: what the template may make of it, and how it is asked. `registry.ts` lists all. */
export interface Service {
  /** The first part of its actions in policies; calls of a service that has one are decided by the template's policies. */
  decides?: string;
  resourceTypes: readonly ResourceType[];
  door?: ServiceDoor;
  pathDoor?: PathDoor;
}
