import type { CloudServices } from '../cloud-services.ts';
import { services as registered } from '../services/registry.ts';
import type { AnswerStreamed } from './listener.ts';
import { createSignatureChecks } from './signature.ts';

/** Answers requests of the services that have paths of their own. Who calls is decided by the signature. */
export function createStreamedRequests(services: CloudServices): AnswerStreamed {
  const signatures = createSignatureChecks((accessKeyId) => services.iam.callerOf(accessKeyId));
  const doors = registered.flatMap(({ pathDoor }) => pathDoor ?? []);
  return (head) => {
    const door = doors.find((one) => one.takes(head, services));
    return door && ((request) => door.serve(request, { services, signatures }));
  };
}
