/** S3's REST protocol, by path-style addresses (`/bucket/key`): what this machine serves of it, and what it refuses. */
import { randomUUID } from 'node:crypto';
import type { StreamedRequest, StreamedResponse } from '../../front-door/listener.ts';
import { type SignatureChecks, type Signed, UNSIGNED_PAYLOAD } from '../../front-door/signature.ts';
import { AccessDeniedError, type Principal } from '../iam/iam.ts';
import { corsHeaders, preflight } from './cors.ts';
import { listObjects, listVersions } from './listing.ts';
import { deleteObject, getObject, putObject } from './object-operations.ts';
import type { S3Call, S3Services } from './s3-call.ts';
import { errorAnswer, notServed, S3Error } from './s3-error.ts';

export const bucketOf = (url: string): string => decoded(/^\/([^/?]+)/.exec(url)?.[1] ?? '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const ADDRESS = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)$/;

/** Names the operation once more; asks for the checksum, which is always told. */
const UNUSED = ['x-id', 'x-amz-checksum-mode'];

export async function serveS3(
  request: StreamedRequest,
  { services, signatures }: { services: S3Services; signatures: SignatureChecks },
): Promise<StreamedResponse> {
  const bucket = bucketOf(request.url);
  const rules = services.buckets.rulesOf(bucket);
  const requestId = randomUUID();
  const cors = corsHeaders(rules?.cors ?? [], request);
  try {
    if (request.method === 'OPTIONS') return preflight(rules?.cors ?? [], request);
    const { principal, signedPayload } = callerOf(request, signatures);
    if (rules === undefined) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    const call = callOf(request, { bucket, services, principal, signedPayload });
    const answer = await operationOf(call)(call);
    return { ...answer, headers: { 'x-amz-request-id': requestId, ...cors, ...answer.headers } };
  } catch (error) {
    if (error instanceof S3Error) {
      const answer = errorAnswer(error, requestId);
      const body = request.method === 'HEAD' ? '' : answer.body;
      return { ...answer, body, headers: { 'x-amz-request-id': requestId, ...cors, ...answer.headers } };
    }
    services.log(`s3 ${request.method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const failed = new S3Error(500, 'InternalError', 'This machine failed on the request; see its console');
    return errorAnswer(failed, requestId);
  }
}

/** What a signature is refused with elsewhere, by S3's code. */
const REFUSALS: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'AccessDenied',
  IncompleteSignatureException: 'AccessDenied',
  UnrecognizedClientException: 'InvalidAccessKeyId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  ExpiredAddress: 'AccessDenied',
};

function callerOf(
  request: StreamedRequest,
  signatures: SignatureChecks,
): { principal: Principal; signedPayload: string | undefined } {
  const inAddress = /[?&]X-Amz-Signature=/.test(request.url);
  const payload = request.headers['x-amz-content-sha256'];
  let signed: Signed;
  if (inAddress) {
    if (request.headers.authorization !== undefined)
      throw new S3Error(400, 'InvalidArgument', 'Only one auth mechanism allowed');
    signed = signatures.inAddress(request, Date.now());
  } else if (payload !== undefined && payload !== UNSIGNED_PAYLOAD && !/^[0-9a-f]{64}$/.test(payload)) {
    throw notServed(`x-amz-content-sha256: ${payload}`);
  } else {
    signed = signatures.inHeader({ ...request, payload: payload ?? UNSIGNED_PAYLOAD }, Date.now());
  }
  if (!signed.ok) throw new S3Error(403, REFUSALS[signed.type] ?? 'AccessDenied', signed.message);
  const digest = inAddress || payload === UNSIGNED_PAYLOAD ? undefined : payload;
  return { principal: signed.caller.principal, signedPayload: digest };
}

function callOf(
  request: StreamedRequest,
  {
    bucket,
    services,
    principal,
    signedPayload,
  }: { bucket: string; services: S3Services; principal: Principal; signedPayload: string | undefined },
): S3Call {
  const [path = '', text = ''] = request.url.split(/\?(.*)/s);
  const query = new URLSearchParams(text.replaceAll('+', '%2B'));
  for (const name of [...query.keys()]) if (ADDRESS.test(name) || UNUSED.includes(name)) query.delete(name);
  const key = decoded(path.slice(path.indexOf('/', 1) + 1 || path.length));
  if (key !== '' && !services.buckets.fits(bucket, key))
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long for this machine');
  const arn = `arn:${services.place.partition}:s3:::${bucket}`;
  const authorize = (action: string, on: 'object' | 'bucket') =>
    services.iam.authorize(principal, [{ action: `s3:${action}`, resource: on === 'bucket' ? arn : `${arn}/${key}` }]);
  return {
    request,
    bucket,
    key,
    query,
    services,
    signedPayload,
    need(action, on = 'object') {
      try {
        authorize(action, on);
      } catch (error) {
        if (error instanceof AccessDeniedError) throw new S3Error(403, 'AccessDenied', error.message);
        throw error;
      }
    },
    may(action, on) {
      try {
        authorize(action, on);
        return true;
      } catch (error) {
        if (error instanceof AccessDeniedError) return false;
        throw error;
      }
    },
  };
}

type Operation = (call: S3Call) => Promise<StreamedResponse> | StreamedResponse;

/** @throws S3Error for what this machine does not serve, by its name */
function operationOf({ request: { method }, key, query }: S3Call): Operation {
  const asked = `${method} ${key === '' ? 'of a bucket' : 'of an object'}${query.size > 0 ? ` with ${[...query.keys()].join(', ')}` : ''}`;
  const only = (...names: readonly string[]): boolean => [...query.keys()].every((name) => names.includes(name));
  if (key === '') {
    const listed = ['prefix', 'max-keys', 'encoding-type'];
    if (method === 'GET' && query.has('versions') && only('versions', 'key-marker', 'version-id-marker', ...listed))
      return listVersions;
    if (
      method === 'GET' &&
      query.get('list-type') === '2' &&
      only('list-type', 'continuation-token', 'start-after', 'fetch-owner', ...listed)
    )
      return listObjects;
    throw notServed(asked);
  }
  const shown = ['response-content-type', 'response-content-disposition', 'response-cache-control', 'versionId'];
  if ((method === 'GET' || method === 'HEAD') && only(...shown)) return getObject;
  if (method === 'PUT' && only()) return putObject;
  if (method === 'DELETE' && only('versionId')) return deleteObject;
  throw notServed(asked);
}
