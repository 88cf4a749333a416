import type { StreamedResponse } from '../../front-door/listener.ts';
import type { ObjectVersion } from './object-files.ts';
import type { S3Call } from './s3-call.ts';
import { S3Error, xmlAnswer } from './s3-error.ts';
import { document, element } from './xml.ts';

const MOST = 1000;

function pageOf({ query }: S3Call): { prefix: string; most: number; written(text: string): string } {
  const most = query.get('max-keys') ?? String(MOST);
  if (!/^\d{1,9}$/.test(most)) throw new S3Error(400, 'InvalidArgument', 'max-keys is no number');
  const encoded = query.get('encoding-type') === 'url';
  return {
    prefix: query.get('prefix') ?? '',
    most: Math.min(Number(most), MOST),
    written: (text) => (encoded ? encodeURIComponent(text).replaceAll('%2F', '/') : text),
  };
}

/** `ListObjectVersions` */
export function listVersions(call: S3Call): StreamedResponse {
  const { bucket, query, services } = call;
  call.need('ListBucketVersions', 'bucket');
  const { prefix, most, written } = pageOf(call);
  const [afterKey, afterVersion] = [query.get('key-marker') ?? '', query.get('version-id-marker') ?? ''];
  const found: { key: string; version: ObjectVersion; latest: boolean }[] = [];
  let more = false;
  for (const key of services.buckets.keys(bucket, prefix)) {
    if (key < afterKey || (key === afterKey && afterVersion === '' && afterKey !== '')) continue;
    const versions = services.buckets.versions(bucket, key);
    const from = key === afterKey ? versions.findIndex(({ versionId }) => versionId === afterVersion) + 1 : 0;
    for (const [at, version] of versions.entries()) {
      if (at < from) continue;
      if (found.length === most) more = true;
      else found.push({ key, version, latest: at === 0 });
      if (more) break;
    }
    if (more) break;
  }
  const last = found.at(-1);
  const entries = found.map(({ key, version, latest }) =>
    element(
      version.marker ? 'DeleteMarker' : 'Version',
      element('Key', written(key)),
      element('VersionId', version.versionId),
      element('IsLatest', latest),
      element('LastModified', version.at),
      ...(version.marker
        ? []
        : [element('ETag', `"${version.etag}"`), element('Size', version.size), element('StorageClass', 'STANDARD')]),
    ),
  );
  const next =
    more && last
      ? [element('NextKeyMarker', written(last.key)), element('NextVersionIdMarker', last.version.versionId)]
      : [];
  return xmlAnswer(
    200,
    document(
      element(
        'ListVersionsResult',
        element('Name', bucket),
        element('Prefix', written(prefix)),
        element('MaxKeys', most),
        element('IsTruncated', more),
        ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
        ...next,
        ...entries,
      ),
    ),
  );
}

/** `ListObjectsV2` */
export function listObjects(call: S3Call): StreamedResponse {
  const { bucket, query, services } = call;
  call.need('ListBucket', 'bucket');
  const { prefix, most, written } = pageOf(call);
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString('utf8');
  const found: { key: string; version: ObjectVersion }[] = [];
  let more = false;
  for (const key of services.buckets.keys(bucket, prefix)) {
    const [version] = services.buckets.versions(bucket, key);
    if (version === undefined || version.marker || (after !== '' && key <= after)) continue;
    if (found.length === most) {
      more = true;
      break;
    }
    found.push({ key, version });
  }
  const entries = found.map(({ key, version }) =>
    element(
      'Contents',
      element('Key', written(key)),
      element('LastModified', version.at),
      element('ETag', `"${version.etag}"`),
      element('Size', version.size),
      element('StorageClass', 'STANDARD'),
    ),
  );
  const next = Buffer.from(found.at(-1)?.key ?? '').toString('base64url');
  return xmlAnswer(
    200,
    document(
      element(
        'ListBucketResult',
        element('Name', bucket),
        element('Prefix', written(prefix)),
        element('MaxKeys', most),
        element('KeyCount', found.length),
        element('IsTruncated', more),
        ...(query.has('encoding-type') ? [element('EncodingType', 'url')] : []),
        ...(more ? [element('NextContinuationToken', next)] : []),
        ...entries,
      ),
    ),
  );
}
