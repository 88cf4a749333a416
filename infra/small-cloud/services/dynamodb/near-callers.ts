/**
 * Functions ask the thread of the database itself: by way of the machine's own thread each call would change threads four
 * times instead of twice. Who asks and what it may do is decided as at the front door.
 */
import { randomUUID } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import type { Place } from '../../cloud-services.ts';
import { receiveNear } from '../../front-door/near-requests.ts';
import { createSignatureCheck } from '../../front-door/signature.ts';
import type { KeyHolder, Need, Principal } from '../iam/iam.ts';
import type { Verdict } from '../iam/judge.ts';
import { needsOfDynamoDb } from './needs.ts';

interface NearMachine {
  place: Place;
  /** Does an operation and gives its answer. */
  act(operation: string, body: unknown, done: (status: number, body: string) => void): void;
  /** Asks the machine's own thread, which keeps roles and policies. */
  judge(principal: Principal, needs: readonly Need[]): Promise<Verdict>;
}

/** Answers what somebody asks by a port. Nothing here is asked about tables as such: see `OF_ITEMS` of `near-requests.js`. */
export function serveCaller(port: MessagePort, caller: KeyHolder, machine: NearMachine): void {
  const { accessKeyId } = caller.credentials;
  const checkSignature = createSignatureCheck((asked) => (asked === accessKeyId ? caller : undefined));
  const allowed = new Set<string>();

  async function mayNot(operation: string, body: unknown): Promise<string | undefined> {
    const needs = needsOfDynamoDb(operation, body, machine.place);
    const open = needs.filter(({ action, resource }) => !allowed.has(`${action} ${resource}`));
    if (open.length === 0) return undefined;
    const verdict = await machine.judge(caller.principal, open);
    if ('refused' in verdict) return verdict.refused;
    if (verdict.forGood) for (const { action, resource } of open) allowed.add(`${action} ${resource}`);
    return undefined;
  }

  receiveNear(port, async (request, answered) => {
    const answer = (status: number, body: string): void => {
      const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID() };
      answered({ status, headers, body });
    };
    const refuse = (type: string, said: string): void =>
      answer(400, JSON.stringify({ __type: `com.amazon.coral.service#${type}`, message: said, Message: said }));

    const signed = checkSignature(request, Date.now());
    if (!signed.ok) {
      refuse(signed.type, signed.message);
      return;
    }
    let body: unknown;
    try {
      body = JSON.parse(request.body.toString());
    } catch {
      refuse('SerializationException', 'The request is not JSON');
      return;
    }
    const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
    const refused = await mayNot(operation, body);
    if (refused === undefined) machine.act(operation, body, answer);
    else refuse('AccessDeniedException', refused);
  });
}
