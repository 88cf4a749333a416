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

/**
 * Checks a request's Signature Version 4 in its Authorization header.
 *
 * @param findCaller by access key; undefined when nobody has it
 * @param hosts under which the request may have been signed beside its Host header: what stands in front of this machine
 * @param now real time in ms, as the signer's clock has it
 */
export function createSignatureCheck(
  findCaller: (accessKeyId: string) => KeyHolder | undefined,
  hosts: readonly string[] = [],
): (request: ApiRequest, now: number) => Signed {
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

  return (request, now) => {
    const { headers } = request;
    const refuse = (type: string, message: string): Signed => ({ ok: false, type, message });
    if (headers.authorization === undefined)
      return refuse('MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    const [, accessKeyId = '', date = '', region = '', service = '', names = '', signature = ''] =
      AUTHORIZATION.exec(headers.authorization) ?? [];
    if (accessKeyId === '')
      return refuse('IncompleteSignatureException', 'The Authorization header is no Signature Version 4.');
    const signedNames = names.split(';');
    const unsigned = TO_BE_SIGNED.filter((name) => headers[name] !== undefined && !signedNames.includes(name));
    const at = readTime(headers['x-amz-date']);
    if (unsigned.length > 0 || at === undefined)
      return refuse('IncompleteSignatureException', `Not signed or not there: ${unsigned.join(', ') || 'x-amz-date'}`);

    const caller = findCaller(accessKeyId);
    if (caller === undefined || caller.credentials.sessionToken !== headers['x-amz-security-token'])
      return refuse('UnrecognizedClientException', 'The security token included in the request is invalid.');
    if (Math.abs(now - at) > VALID_MS) {
      const times = `${new Date(at).toISOString()}, the time here is ${new Date(now).toISOString()}`;
      return refuse('InvalidSignatureException', `Signature expired: it is of ${times}`);
    }

    const scope = `${date}/${region}/${service}/aws4_request`;
    const key = signingKeyOf(caller.credentials.secretAccessKey, date, region, service);
    const given = Buffer.from(signature, 'hex');
    const fits = [headers.host ?? '', ...hosts].some((host) => {
      const canonical = hash(canonicalRequest(request, signedNames, host));
      const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, canonical].join('\n');
      return timingSafeEqual(hmac(key, text), given);
    });
    return fits ? { ok: true, caller } : refuse('InvalidSignatureException', MISMATCH);
  };
}

function canonicalRequest(request: ApiRequest, signedNames: string[], host: string): string {
  const [path = '/', query = ''] = request.url.split(/\?(.*)/s);
  const parameters = query.split('&').filter((one) => one !== '');
  const lines = signedNames.map((name) => {
    const value = name === 'host' ? host : (request.headers[name] ?? '');
    return `${name}:${value.trim().replace(/ {2,}/g, ' ')}\n`;
  });
  const body = hash(request.body);
  return [request.method, path, parameters.sort().join('&'), lines.join(''), signedNames.join(';'), body].join('\n');
}

/** `20260310T010000Z` in ms. */
function readTime(text: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '') ?? [];
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}
