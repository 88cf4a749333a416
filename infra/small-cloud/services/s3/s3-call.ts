import type { CloudServices } from '../../cloud-services.ts';
import type { StreamedRequest } from '../../front-door/listener.ts';
import type { Iam } from '../iam/iam.ts';

/** What S3 works with. */
export interface S3Services extends Pick<CloudServices, 'buckets' | 'place' | 'log'> {
  iam: Pick<Iam, 'authorize'>;
}

/** What an operation gets to see. */
export interface S3Call {
  request: StreamedRequest;
  bucket: string;
  key: string;
  query: URLSearchParams;
  services: S3Services;
  /** @throws S3Error unless the caller may do that to the object, or to the bucket */
  need(action: string, on?: 'object' | 'bucket'): void;
  /** Whether the caller may. */
  may(action: string, on: 'object' | 'bucket'): boolean;
  /** SHA-256 (hex) of the body as the signature has it; undefined where it is not signed. */
  signedPayload: string | undefined;
}
