import { createHmac, createSecretKey, hash as hashOf, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { ApiRequest } from '../services/http-api/api-event.ts';
import type { KeyHolder } from '../services/iam/iam.ts';

/** Who signed a request, or AWS's refusal. */
export type Signed = { ok: true; caller: KeyHolder } | { ok: false; type: string; message: string };

/** AWS takes a signature for so long. */
const VALID_MS = 15 * 60_000;

/** Headers that have to be signed if they are there: each changes what is asked, or who asks. */
const TO_BE_SIGNED = ['host', 'x-amz-date', 'x-amz-target', 'x-amz-security-token'];

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 +Credential=([^/,\s]+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request *, *SignedHeaders=([\w;-]+) *, *Signature=([0-9a-f]{64})$/;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';

const hmac = (key: KeyObject | Buffer | string, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();
const hash = (content: Buffer | string): string => hashOf('sha256', content, 'hex');

/** There are few: one a day, service and caller. */
const KEYS_KEPT = 1_000;

/** What of a request is signed, its body by its digest. */
interface SignedParts extends Pick<ApiRequest, 'method' | 'url' | 'headers'> {
  /** SHA-256 (hex) of the body, or what the signer writes instead of it. */
  payload: string;
}

/** Checks Signature Version 4 in one of the places where a request can have it. `now`: real time in ms. */
export interface SignatureChecks {
  inHeader(request: SignedParts, now: number): Signed;
  /** In an address that somebody was given: whoever has it may make this one request until it expires. */
  inAddress(request: Omit<SignedParts, 'payload'>, now: number): Signed;
}

/** As AWS has it. */
const LONGEST_ADDRESS_S = 7 * 24 * 3600;
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/**
 * Checks the signature of a request that is there whole.
 *
 * @param findCaller by access key; undefined when nobody has it
 * @param hosts under which the request may have been signed beside its Host header: what stands in front of this machine
 */
export function createSignatureCheck(
  findCaller: (accessKeyId: string) => KeyHolder | undefined,
  hosts: readonly string[] = [],
): (request: ApiRequest, now: number) => Signed {
  const checks = createSignatureChecks(findCaller, hosts);
  return (request, now) => checks.inHeader({ ...request, payload: hash(request.body) }, now);
}

export function createSignatureChecks(
  findCaller: (accessKeyId: string) => KeyHolder | undefined,
  hosts: readonly string[] = [],
): SignatureChecks {
  const signingKeys = new Map<string, KeyObject>();

  function signingKeyOf(secret: string, date: string, region: string, service: string): KeyObject {
    const name = [secret, date, region, service].join('/');
    let key = signingKeys.get(name);
    if (key === undefined) {
      // As an object of Node's: made of its bytes at each use, the key would cost more than the hash.
      key = createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request'));
      if (signingKeys.size >= KEYS_KEPT) signingKeys.clear();
      signingKeys.set(name, key);
    }
    return key;
  }

  /** Whether the secret of that caller made that signature. */
  function fits(
    request: SignedParts,
    signed: { names: string[]; scope: readonly [string, string, string]; time: string; signature: string },
    caller: KeyHolder,
  ): boolean {
    const [date, region, service] = signed.scope;
    const key = signingKeyOf(caller.credentials.secretAccessKey, date, region, service);
    const given = Buffer.from(signed.signature, 'hex');
    return [request.headers.host ?? '', ...hosts].some((host) => {
      const canonical = hash(canonicalRequest(request, signed.names, host));
      const text = ['AWS4-HMAC-SHA256', signed.time, `${date}/${region}/${service}/aws4_request`, canonical].join('\n');
      return timingSafeEqual(hmac(key, text), given);
    });
  }

  return {
    inHeader(request, now) {
      const { headers } = request;
      if (headers.authorization === undefined)
        return refuse('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
      const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] =
        AUTHORIZATION.exec(headers.authorization) ?? [];
      if (accessKeyId === '')
        return refuse('IncompleteSignatureException', 'The Authorization header is no Signature Version 4.');
      const signedNames = names.split(';');
      const unsigned = TO_BE_SIGNED.filter((name) => headers[name] !== undefined && !signedNames.includes(name));
      const time = headers['x-amz-date'];
      const at = readTime(time);
      if (unsigned.length > 0 || time === undefined || at === undefined)
        return refuse(
          'IncompleteSignatureException',
          `Not signed or not there: ${unsigned.join(', ') || 'x-amz-date'}`,
        );

      const caller = findCaller(accessKeyId);
      if (caller === undefined || caller.credentials.sessionToken !== headers['x-amz-security-token'])
        return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
      if (Math.abs(now - at) > VALID_MS) {
        const times = `${new Date(at).toISOString()}, the time here is ${new Date(now).toISOString()}`;
        return refuse('InvalidSignatureException', `Signature expired: it is of ${times}`);
      }
      const signed = { names: signedNames, scope: [date, region, service] as const, time, signature };
      return fits(request, signed, caller) ? { ok: true, caller } : refuse('InvalidSignatureException', MISMATCH);
    },

    inAddress(request, now) {
      const query = new URLSearchParams(request.url.split(/\?(.*)/s)[1] ?? '');
      const of = (name: string): string => query.get(`X-Amz-${name}`) ?? '';
      const [, accessKeyId = '', date = '', region = '', service = ''] =
        /^([^/]+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request$/.exec(of('Credential')) ?? [];
      const at = readTime(of('Date'));
      const seconds = /^\d{1,6}$/.test(of('Expires')) ? Number(of('Expires')) : 0;
      const signature = /^[0-9a-f]{64}$/.test(of('Signature')) ? of('Signature') : '';
      const whole = of('Algorithm') === 'AWS4-HMAC-SHA256' && accessKeyId !== '' && signature !== '';
      if (!whole || at === undefined || seconds < 1 || seconds > LONGEST_ADDRESS_S)
        return refuse('IncompleteSignatureException', 'The address is signed by no Signature Version 4.');
      const names = of('SignedHeaders').split(';');
      const unsigned = Object.keys(request.headers).filter(
        (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.includes(name),
      );
      if (unsigned.length > 0) return refuse('IncompleteSignatureException', `Not signed: ${unsigned.join(', ')}`);
      const caller = findCaller(accessKeyId);
      const session = query.get('X-Amz-Security-Token') ?? undefined;
      if (caller === undefined || caller.credentials.sessionToken !== session)
        return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
      const signed = { names, scope: [date, region, service] as const, time: of('Date'), signature };
      if (!fits({ ...request, payload: UNSIGNED_PAYLOAD }, signed, caller))
        return refuse('InvalidSignatureException', MISMATCH);
      if (at - now > VALID_MS) return refuse('ExpiredAddress', 'Request is not valid yet');
      return now > at + seconds * 1000 ? refuse('ExpiredAddress', 'Request has expired') : { ok: true, caller };
    },
  };
}

const refuse = (type: string, message: string): Signed => ({ ok: false, type, message });

function canonicalRequest(request: SignedParts, signedNames: string[], host: string): string {
  const [path = '/', query = ''] = request.url.split(/\?(.*)/s);
  const parameters = query
    .split('&')
    .filter((one) => one !== '' && !one.startsWith('X-Amz-Signature='))
    .map((one) => (one.includes('=') ? one : `${one}=`));
  const lines = signedNames.map((name) => {
    const value = name === 'host' ? host : (request.headers[name] ?? '');
    return `${name}:${value.trim().replace(/ {2,}/g, ' ')}\n`;
  });
  return [
    request.method,
    path,
    parameters.sort().join('&'),
    lines.join(''),
    signedNames.join(';'),
    request.payload,
  ].join('\n');
}

/** `20260310T010000Z` in ms. */
function readTime(text: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
