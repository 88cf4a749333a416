import type { Service } from '../service.ts';
import { bucket, bucketPolicy } from './bucket-resource.ts';
import { bucketOf, serveS3 } from './requests.ts';

export const s3Service: Service = {
  decides: 's3',
  resourceTypes: [bucket, bucketPolicy],
  pathDoor: {
    takes: (head, { buckets }) => buckets.rulesOf(bucketOf(head.url)) !== undefined || isForS3(head.headers),
    serve: serveS3,
  },
};

/** A bucket that there is not is S3's to refuse, if S3 was asked. */
const isForS3 = ({ authorization = '' }: Readonly<Record<string, string>>): boolean =>
  /^AWS4-HMAC-SHA256 +Credential=[^/]+\/\d+\/[\w-]+\/s3\//.test(authorization);
