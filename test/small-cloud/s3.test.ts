import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SmallCloud } from '../../infra/small-cloud/cloud.ts';
import { verifyFolder } from '../../infra/small-cloud/data-folder/verify-folder.ts';
import { httpApi, lambda, makeFolder, role, tokenParameters, writeAssembly } from './small-assembly.ts';
import { startSmall } from './start-small.ts';

const bucketOf = (properties: object = {}) => ({
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketName: 'papers',
    VersioningConfiguration: { Status: 'Enabled' },
    LifecycleConfiguration: {
      Rules: [
        {
          Status: 'Enabled',
          Prefix: 'pending/',
          ExpirationInDays: 1,
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
        },
        { Status: 'Enabled', Prefix: 'pending/', ExpiredObjectDeleteMarker: true },
      ],
    },
    CorsConfiguration: {
      CorsRules: [{ AllowedMethods: ['PUT', 'GET'], AllowedOrigins: ['https://desk.example'], AllowedHeaders: ['*'] }],
    },
    ...properties,
  },
});
const allow = (Action: string, Resource: string) => ({ Effect: 'Allow', Action, Resource });
const arn = 'arn:aws-cn:s3:::papers';
const data = {
  Resources: {
    Bucket: bucketOf(),
    ReaderRole: role('lambda', [allow('s3:GetObject', `${arn}/open/*`)]),
    Reader: lambda('Reader'),
    ...httpApi({ 'POST /read': { to: 'Reader', open: true } }),
  },
};
const code = {
  // As a function does it: by its environment and its role.
  Reader: `import { GetObjectCommand, S3Client } from '${import.meta.resolve('@aws-sdk/client-s3')}';
    export const handler = async ({ body }) => Promise.all(JSON.parse(body).map((Key) =>
      new S3Client({}).send(new GetObjectCommand({ Bucket: 'papers', Key }))
        .then(({ Body }) => Body.transformToString(), ({ name }) => name)));`,
};

const folder = makeFolder();
const assembly = writeAssembly({ data: { ...data, Parameters: tokenParameters } }, code);
let cloud: SmallCloud;
const open = () => startSmall({ data: folder, port: 0, clockFrom: Date.parse('2026-03-10T09:00:00+08:00'), assembly });
beforeAll(async () => {
  cloud = await open();
});
afterAll(() => cloud.close());

const Bucket = 'papers';
const s3 = (more: S3ClientConfig = {}) =>
  new S3Client({ endpoint: cloud.url, region: 'cn-northwest-1', credentials: cloud.owner, maxAttempts: 1, ...more });
const put = (Key: string, Body: string, more: object = {}) =>
  s3().send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/plain', ...more }));
const readByRole = async (keys: string[]) =>
  (await fetch(`${cloud.url}/read`, { method: 'POST', body: JSON.stringify(keys) })).json();
const textOf = async (Key: string, more: object = {}) =>
  (await s3().send(new GetObjectCommand({ Bucket, Key, ...more }))).Body?.transformToString();
const versionsOf = async (Prefix: string) => {
  const { Versions = [], DeleteMarkers = [] } = await s3().send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return [Versions.length, DeleteMarkers.length];
};

test('an object is there with its type and digest, under every kind of key, and after another start', async () => {
  const key = 'a/张三 (1)+%2F&/..';
  const { VersionId, ETag } = await put(key, '好');
  await cloud.close();
  cloud = await open();
  expect(await textOf(key)).toBe('好');
  const sha256 = createHash('sha256').update('好').digest('base64');
  expect(await s3().send(new HeadObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }))).toMatchObject({
    ContentType: 'text/plain',
    ContentLength: 3,
    ChecksumSHA256: sha256,
    VersionId,
    ETag,
  });
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket, Prefix: 'a/' }));
  expect(Contents.map(({ Key }) => Key)).toEqual([key]);
  expect(await textOf(key, { Range: 'bytes=1-1' }).then((text) => text?.length)).toBe(1);
});

test('a new content leaves the one before, a delete leaves both, and only a version can be taken out for good', async () => {
  const first = await put('v/1', 'one');
  const second = await put('v/1', 'two');
  await s3().send(new DeleteObjectCommand({ Bucket, Key: 'v/1' }));
  await expect(textOf('v/1')).rejects.toThrow(/does not exist/);
  expect(await textOf('v/1', { VersionId: first.VersionId })).toBe('one');
  expect(await versionsOf('v/')).toEqual([2, 1]);
  for (const { VersionId } of [first, second]) {
    await s3().send(new DeleteObjectCommand({ Bucket, Key: 'v/1', VersionId }));
  }
  expect(await versionsOf('v/')).toEqual([0, 1]);
});

test('versions are listed in pages', async () => {
  for (const key of ['p/1', 'p/2']) for (const text of ['x', 'y']) await put(key, text);
  const seen: (string | undefined)[] = [];
  let at: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  do {
    const page = await s3().send(new ListObjectVersionsCommand({ Bucket, Prefix: 'p/', MaxKeys: 3, ...at }));
    seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
    at = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  } while (at.KeyMarker !== undefined);
  expect([seen.length, new Set(seen).size]).toEqual([4, 4]);
});

test('what is only to be written if nothing is there is written once', async () => {
  await put('once', 'first', { IfNoneMatch: '*' });
  await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(await textOf('once')).toBe('first');
});

test('what came is not what its digest says: nothing is kept', async () => {
  const ChecksumSHA256 = createHash('sha256').update('other').digest('base64');
  await expect(put('wrong', 'this', { ChecksumSHA256 })).rejects.toMatchObject({ name: 'BadDigest' });
  expect(await versionsOf('wrong')).toEqual([0, 0]);
});

describe('an address that was signed', () => {
  const upload = (Key: string, size: number, expiresIn = 60) =>
    getSignedUrl(
      s3({ requestChecksumCalculation: 'WHEN_REQUIRED' }),
      new PutObjectCommand({ Bucket, Key, ContentLength: size, ContentType: 'image/png' }),
      { expiresIn, signableHeaders: new Set(['content-length', 'content-type', 'host']) },
    );
  const send = (address: string, body: string, headers: Record<string, string> = {}) =>
    fetch(address, { method: 'PUT', body, headers: { 'content-type': 'image/png', ...headers } });

  test('takes exactly that object, of that size and type, and nothing else', async () => {
    const address = await upload('u/1', 4);
    const codes = async (response: Promise<Response>) => [
      (await response).status,
      /<Code>(\w+)/.exec(await (await response).text())?.[1],
    ];
    expect(await codes(send(address, 'longer'))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codes(send(address, 'abcd', { 'content-type': 'text/html' }))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codes(send(address.replace('u/1', 'u/2'), 'abcd'))).toEqual([403, 'SignatureDoesNotMatch']);
    expect(await codes(send(address, 'abcd', { 'x-amz-tagging': 'a=b' }))).toEqual([403, 'AccessDenied']);
    expect(await codes(fetch(address))).toEqual([403, 'SignatureDoesNotMatch']);
    expect((await send(address, 'abcd')).status).toBe(200);
    expect(await textOf('u/1')).toBe('abcd');
    expect(await versionsOf('u/')).toEqual([1, 0]);
  });

  test('is of no use when its time is over', async () => {
    const address = await getSignedUrl(s3(), new GetObjectCommand({ Bucket, Key: 'u/1' }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 61_000),
    });
    const response = await fetch(address);
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('Request has expired')]);
  });

  test('shows an object as what was signed, and nothing in it can run', async () => {
    await put('page', '<script>alert(1)</script>', { ContentType: 'text/html' });
    const response = await fetch(
      await getSignedUrl(
        s3(),
        new GetObjectCommand({
          Bucket,
          Key: 'page',
          ResponseContentType: 'application/pdf',
          ResponseContentDisposition: 'attachment; filename="1.pdf"',
        }),
      ),
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="1.pdf"',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
    });
  });

  test('leaves nothing when the sending breaks off', async () => {
    const address = await upload('broken', 1_000_000);
    await new Promise<void>((resolve) => {
      const sent = request(address, {
        method: 'PUT',
        headers: { 'content-type': 'image/png', 'content-length': 1_000_000 },
      });
      sent.on('error', () => resolve());
      sent.write(Buffer.alloc(900_000), () => setTimeout(() => sent.destroy(), 50));
    });
    await expect.poll(() => readdirSync(join(folder, 'buckets', 'under-way'))).toEqual([]);
    expect(await versionsOf('broken')).toEqual([0, 0]);
  });
});

test('a page of another origin may send where the bucket lets it, and no other', async () => {
  const preflight = (origin: string) =>
    fetch(`${cloud.url}/papers/u/3`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
    });
  const allowed = await preflight('https://desk.example');
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([200, 'https://desk.example']);
  expect((await preflight('https://other.example')).status).toBe(403);
});

test('a role may what its policies say; who may not list does not learn what there is', async () => {
  await put('open/1', 'open');
  await put('shut/1', 'shut');
  const answers = await readByRole(['open/1', 'open/2', 'shut/1']);
  expect(answers).toEqual(['open', 'AccessDenied', 'AccessDenied']);
});

test('who has no key, or a wrong one, gets nothing', async () => {
  expect((await fetch(`${cloud.url}/papers/open/1`)).status).toBe(403);
  const wrong = s3({ credentials: { ...cloud.owner, secretAccessKey: 'x' } });
  await expect(wrong.send(new GetObjectCommand({ Bucket, Key: 'open/1' }))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
});

test('what is not served is refused by its name, and no bucket is made by a request', async () => {
  await expect(s3().send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource: 'papers/once' }))).rejects.toThrow(
    /x-amz-copy-source is not known/,
  );
  await expect(put('tagged', 'x', { Tagging: 'a=b' })).rejects.toThrow(/x-amz-tagging is not known/);
  await expect(s3().send(new GetObjectCommand({ Bucket: 'other', Key: 'x' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
});

test('what nobody took in is gone after its days, every version of it', async () => {
  await put('pending/1', 'x');
  await put('pending/1', 'y');
  await put('kept/1', 'x');
  for (const duration of ['PT25H', 'PT25H', 'PT25H']) {
    await cloud.move(duration);
    await versionsOf('pending/');
  }
  expect([await versionsOf('pending/'), await versionsOf('kept/')]).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test('a changed byte is found', async () => {
  expect(await verifyFolder(folder)).toEqual([]);
  const { VersionId } = await put('kept/2', 'right');
  const path = join(folder, 'buckets', 'papers', 'k-kept', 'k-2', `@${VersionId}`);
  writeFileSync(path, 'wrong');
  expect(await verifyFolder(folder)).toEqual([`${path} is damaged`]);
});

test.each([
  ['a bucket without versions', bucketOf({ VersioningConfiguration: undefined }), /VersioningConfiguration/],
  ['a bucket as a web site', bucketOf({ WebsiteConfiguration: {} }), /WebsiteConfiguration is not known/],
  [
    'a policy that lets somebody in',
    {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: 'x', PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*' }] } },
    },
    /Effect/,
  ],
])('%s stops the start', async (_name, resource, message) => {
  const started = startSmall({
    data: makeFolder(),
    port: 0,
    assembly: writeAssembly({ data: { Resources: { One: resource } } }),
  });
  await expect(started).rejects.toThrow(message);
});
