/**
 * The contents of cases' documents in their bucket. `pending/<case>/<id>`: sent by a browser, and gone after a day unless
 * it is taken in. `cases/<case>/<id>`: of a case, with all its versions until the person of the case is erased.
 */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { IMPATIENT } from '../client.ts';

/** What a browser needs to send a file, or to show one. */
interface Address {
  url: string;
  /** ISO instant of real time after which it is of no use. */
  until: string;
}

export interface DocumentFiles {
  /** Where exactly so many bytes may be sent, by a `PUT` of the type `PENDING_TYPE`. */
  uploadAddress(caseId: string, id: string, of: { size: number; asked: string }): Promise<Address>;
  /** What was sent; null where nothing was, or not all of it. */
  pending(caseId: string, id: string, limit: number): Promise<Uint8Array | 'too large' | null>;
  keep(caseId: string, id: string, content: Uint8Array, of: { type: string; digest: string }): Promise<void>;
  /** Where it is shown, as the type that it was found to be. */
  showAddress(
    caseId: string,
    id: string,
    of: { type: string; name: string; inline: boolean; asked: string },
  ): Promise<Address>;
}

/** Whatever it is: nothing that is not looked at yet is shown by its type. */
export const PENDING_TYPE = 'application/octet-stream';

const UPLOAD_SECONDS = 900;
const SHOW_SECONDS = 120;

const pendingKey = (caseId: string, id: string): string => `pending/${caseId}/${id}`;
const keptPrefix = (caseId: string): string => `cases/${caseId}/`;
const keptKey = (caseId: string, id: string): string => keptPrefix(caseId) + id;

/** A document of 20 MB takes longer than an item of a table. */
const PATIENT = { requestHandler: { ...IMPATIENT.requestHandler, requestTimeout: 20_000 } };

/**
 * @param address at which browsers reach S3: `of-bucket` (S3's own), `of-request` (where they `asked` the API), or another,
 *   such as an endpoint in an agency's network
 */
export function openDocumentFiles(bucket: string, address: string): DocumentFiles {
  const client = new S3Client(PATIENT);
  const signFor = (endpoint: string | undefined): S3Client =>
    new S3Client({
      ...PATIENT,
      // A checksum of a body that is not there yet would be signed.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    });
  const always = address === 'of-request' ? undefined : signFor(address === 'of-bucket' ? undefined : address);
  const signingFor = (asked: string): S3Client => always ?? signFor(asked);
  const until = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();
  return {
    async uploadAddress(caseId, id, { size, asked }) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: pendingKey(caseId, id),
        ContentLength: size,
        ContentType: PENDING_TYPE,
      });
      const signableHeaders = new Set(['host', 'content-length', 'content-type']);
      const url = await getSignedUrl(signingFor(asked), command, {
        expiresIn: UPLOAD_SECONDS,
        signableHeaders,
      });
      return { url, until: until(UPLOAD_SECONDS) };
    },
    async pending(caseId, id, limit) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: pendingKey(caseId, id) }));
        if (found.ContentLength === undefined || found.ContentLength > limit) return 'too large';
        return (await found.Body?.transformToByteArray()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    async keep(caseId, id, content, { type, digest }) {
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: keptKey(caseId, id),
          Body: content,
          ContentType: type,
          ChecksumSHA256: Buffer.from(digest, 'hex').toString('base64'),
        }),
      );
    },
    async showAddress(caseId, id, { type, name, inline, asked }) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: keptKey(caseId, id),
        ResponseContentType: type,
        ResponseContentDisposition: `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
        ResponseCacheControl: 'no-store',
      });
      const url = await getSignedUrl(signingFor(asked), command, { expiresIn: SHOW_SECONDS });
      return { url, until: until(SHOW_SECONDS) };
    },
  };
}

/** Takes every version of every document of a case out for good, and what was sent and never taken in. */
export function openDocumentErasure(bucket: string): (caseId: string) => Promise<void> {
  const client = new S3Client(PATIENT);
  return async (caseId) => {
    for (const Prefix of [keptPrefix(caseId), `pending/${caseId}/`]) {
      // What is listed is gone before the next list: each begins anew.
      for (let left = true; left; ) {
        const listed = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix }));
        for (const { Key, VersionId } of [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])]) {
          await client.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
        }
        left = listed.IsTruncated === true;
      }
    }
  };
}
