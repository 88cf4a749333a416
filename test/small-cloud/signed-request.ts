import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Headers of a request to an AWS service, signed as Signature Version 4 has it; written by its documentation. */
export function signedHeaders(
  url: string,
  target: string,
  body: string,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  at = new Date(),
): Record<string, string> {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.0',
    host: new URL(url).host,
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
    'x-amz-target': target,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = ['POST', '/', '', lines.join(''), names, hash(body)].join('\n');
  const scope = `${time.slice(0, 8)}/cn-northwest-1/any/aws4_request`;
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, hash(canonical)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** Asks a service the way the AWS SDK does. */
export function askService(url: string, target: string, body: unknown, credentials: Credentials): Promise<Response> {
  const text = JSON.stringify(body);
  const { host: _, ...headers } = signedHeaders(url, target, text, credentials);
  return fetch(url, { method: 'POST', headers, body: text });
}
