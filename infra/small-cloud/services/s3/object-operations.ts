import type { StreamedResponse } from '../../front-door/listener.ts';
import type { ReceivedContent } from './buckets.ts';
import type { ObjectVersion } from './object-files.ts';
import type { S3Call } from './s3-call.ts';
import { notServed, S3Error } from './s3-error.ts';

/** As S3 has it, for an object that comes in one request. */
const LARGEST = 5 * 1024 ** 3;

/** Headers of a request that change nothing here, each with the reason. */
const IGNORED: Readonly<Record<string, string>> = {
  'x-amz-date': 'of the signature',
  'x-amz-content-sha256': 'of the signature',
  'x-amz-security-token': 'of the signature',
  'x-amz-user-agent': 'tells who asks',
  'x-amz-checksum-mode': 'the checksum is always told',
  'x-amz-sdk-checksum-algorithm': 'the checksum itself says which it is',
  'x-amz-server-side-encryption': 'nothing is encrypted by this machine; encrypt the disk',
  'x-amz-server-side-encryption-aws-kms-key-id': 'nothing is encrypted by this machine; encrypt the disk',
  'x-amz-server-side-encryption-bucket-key-enabled': 'nothing is encrypted by this machine; encrypt the disk',
};

/** A header that is read nowhere would be a wish that nobody hears. */
function refuseUnread(call: S3Call, read: readonly string[]): void {
  const unread = Object.keys(call.request.headers).find(
    (name) => name.startsWith('x-amz-') && !Object.hasOwn(IGNORED, name) && !read.includes(name),
  );
  if (unread !== undefined) throw notServed(`the header ${unread}`);
}

const CHECKSUMS = ['x-amz-checksum-sha256', 'x-amz-checksum-crc32'] as const;

/** `PutObject` */
export async function putObject(call: S3Call): Promise<StreamedResponse> {
  const { request, bucket, key, services, signedPayload } = call;
  const { headers } = request;
  refuseUnread(call, CHECKSUMS);
  if (headers['content-encoding']?.includes('aws-chunked')) throw notServed('content-encoding: aws-chunked');
  call.need('PutObject');
  const length = headers['content-length'];
  if (length === undefined || !/^\d{1,12}$/.test(length))
    throw new S3Error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  const size = Number(length);
  if (size > LARGEST) throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  refuseByCondition(call, services.buckets.versions(bucket, key)[0]);

  const content = await services.buckets.receive(request.body, size);
  if (content === undefined)
    throw new S3Error(400, 'IncompleteBody', 'The request body terminated before the number of bytes that it named.');
  try {
    refuseOther(content, headers, signedPayload);
    // Somebody else may have been first meanwhile.
    refuseByCondition(call, services.buckets.versions(bucket, key)[0]);
  } catch (error) {
    content.drop();
    throw error;
  }
  const version = services.buckets.keep(bucket, key, content, headers['content-type'] ?? 'binary/octet-stream');
  return { status: 200, headers: namesOf(version), body: '' };
}

/** What came is not what was announced. */
function refuseOther(
  content: ReceivedContent,
  headers: Readonly<Record<string, string>>,
  signedPayload: string | undefined,
): void {
  if (signedPayload !== undefined && signedPayload !== content.sha256) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', message);
  }
  const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');
  const said = [
    [headers['x-amz-checksum-sha256'], base64(content.sha256), 'SHA256'],
    [headers['x-amz-checksum-crc32'], base64(content.crc32.toString(16).padStart(8, '0')), 'CRC32'],
    [headers['content-md5'], base64(content.md5), 'Content-MD5'],
  ] as const;
  const wrong = said.find(([given, computed]) => given !== undefined && given !== computed);
  if (wrong !== undefined)
    throw new S3Error(400, 'BadDigest', `The ${wrong[2]} you specified did not match the calculated checksum.`);
}

function refuseByCondition({ request: { headers } }: S3Call, current: ObjectVersion | undefined): void {
  const there = current !== undefined && !current.marker ? current : undefined;
  const { 'if-none-match': none, 'if-match': match } = headers;
  if (none !== undefined && none !== '*') throw notServed(`if-none-match: ${none}`);
  if ((none === '*' && there !== undefined) || (match !== undefined && unquoted(match) !== there?.etag))
    throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

const unquoted = (etag: string): string => etag.replaceAll('"', '');

/** `GetObject`, `HeadObject` */
export function getObject(call: S3Call): StreamedResponse {
  const { request, bucket, key, query, services } = call;
  const { headers, method } = request;
  refuseUnread(call, []);
  const asked = query.get('versionId');
  call.need(asked === null ? 'GetObject' : 'GetObjectVersion');
  const versions = services.buckets.versions(bucket, key);
  const version = asked === null ? versions[0] : versions.find(({ versionId }) => versionId === asked);
  if (version === undefined || (version.marker && asked === null)) {
    // Who may not list must not learn what there is.
    if (!call.may('ListBucket', 'bucket')) throw new S3Error(403, 'AccessDenied', 'Access Denied');
    const [code, message] =
      asked === null
        ? (['NoSuchKey', 'The specified key does not exist.'] as const)
        : (['NoSuchVersion', 'The specified version does not exist.'] as const);
    throw new S3Error(404, code, message);
  }
  if (version.marker) throw new S3Error(405, 'MethodNotAllowed', 'The specified method is not allowed on a marker.');
  const { 'if-match': match, 'if-none-match': none } = headers;
  if (match !== undefined && unquoted(match) !== version.etag)
    throw new S3Error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  if (none !== undefined && unquoted(none) === version.etag)
    return { status: 304, headers: namesOf(version), body: '' };

  const range = rangeOf(headers.range, version.size);
  const length = range === undefined ? version.size : range.end - range.start + 1;
  const disposition = query.get('response-content-disposition');
  const cache = query.get('response-cache-control');
  const answered = {
    ...(range === undefined ? namesOf(version) : withoutChecksum(version)),
    'content-type': query.get('response-content-type') ?? version.contentType,
    'content-length': String(length),
    'last-modified': new Date(version.at).toUTCString(),
    'accept-ranges': 'bytes',
    ...(range !== undefined && { 'content-range': `bytes ${range.start}-${range.end}/${version.size}` }),
    ...(disposition !== null && { 'content-disposition': disposition }),
    ...(cache !== null && { 'cache-control': cache }),
    // Buckets share this machine's origin with its pages: nothing in an object may run as one of them.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
  };
  const body = method === 'HEAD' || length === 0 ? '' : services.buckets.read(bucket, key, version.versionId, range);
  return { status: range === undefined ? 200 : 206, headers: answered, body };
}

/** One range of bytes, as browsers ask for a part; undefined for the whole. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  if (header === undefined) return undefined;
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  if (from === '' && to === '') throw notServed(`range: ${header}`);
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}

/** `DeleteObject`: a marker, or one version for good. */
export function deleteObject(call: S3Call): StreamedResponse {
  const { bucket, key, query, services } = call;
  refuseUnread(call, []);
  const asked = query.get('versionId');
  call.need(asked === null ? 'DeleteObject' : 'DeleteObjectVersion');
  if (asked === null) {
    const { versionId } = services.buckets.mark(bucket, key);
    return { status: 204, headers: { 'x-amz-version-id': versionId, 'x-amz-delete-marker': 'true' }, body: '' };
  }
  services.buckets.remove(bucket, key, asked);
  return { status: 204, headers: { 'x-amz-version-id': asked }, body: '' };
}

/** A part of an object has no checksum of its own. */
function withoutChecksum(version: ObjectVersion): Record<string, string> {
  const { 'x-amz-checksum-sha256': _, ...names } = namesOf(version);
  return names;
}

const namesOf = ({ versionId, etag, sha256 }: ObjectVersion): Record<string, string> => ({
  etag: `"${etag}"`,
  'x-amz-version-id': versionId,
  'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
});
