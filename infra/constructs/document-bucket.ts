import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { z } from 'zod';
import { keptWhen } from './kept.ts';

const importSchema = z.object({ 'Fn::ImportValue': z.string() });

/** Objects of a bucket that a statement names all of, as findings name them. */
export interface OfObjects {
  readonly resources: readonly string[];
}

/** What one function may do with the bucket, and how it learns the bucket's name. */
interface BucketAccess {
  readonly environment: { readonly DOCUMENTS_BUCKET: string };
  readonly statements: PolicyStatement[];
  readonly ofObjects: OfObjects;
}

/** Of cases, and sent for one. */
const OBJECTS = ['cases/*', 'pending/*'];

/** Sent and never taken in: gone after a day, with every version. */
const PENDING: LifecycleRule[] = [
  {
    id: 'never-taken-in',
    prefix: 'pending/',
    expiration: Duration.days(1),
    noncurrentVersionExpiration: Duration.days(1),
    abortIncompleteMultipartUploadAfter: Duration.days(1),
  },
  { id: 'nothing-left', prefix: 'pending/', expiredObjectDeleteMarker: true },
];

/**
 * Documents of cases: under the tables' key, every version kept, reached by TLS only and by nobody without a signature.
 * Browsers send to it and are shown from it by addresses that expire.
 */
export class DocumentBucket extends Construct {
  readonly #bucket: Bucket;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { encryptionKey, retain }: { encryptionKey: IKey; retain: boolean }) {
    super(scope, id);
    this.#key = encryptionKey;
    this.#bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: PENDING,
      // What an address allows is signed; the page that has it is the console, wherever an agency serves it.
      cors: [
        { allowedMethods: [HttpMethods.PUT, HttpMethods.GET], allowedOrigins: ['*'], allowedHeaders: ['content-type'] },
      ],
      removalPolicy: keptWhen(retain),
    });
    const logged =
      'Who was given an address of a document is in the history of its case; an address lives for minutes.';
    const findings = Validations.of(this.#bucket);
    for (const id of ['AwsSolutions-S1', 'NIST.800.53.R5-S3BucketLoggingEnabled']) {
      findings.acknowledge({ id, reason: logged });
    }
    findings.acknowledge({
      id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
      reason: 'Every version stays, and the backup plan copies the bucket, elsewhere too with BackupCopyVaultArn.',
    });
  }

  get bucketArn(): string {
    return this.#bucket.bucketArn;
  }

  /** As browsers know it: `BUCKET.s3.REGION.amazonaws.com` */
  get domainName(): string {
    return this.#bucket.bucketRegionalDomainName;
  }

  /** To look at what was sent, keep it, and sign addresses for both. */
  takeAndShow(): BucketAccess {
    return this.#allow([
      this.#ofObjects('Objects', ['s3:GetObject', 's3:PutObject']),
      // Without it S3 says that something is forbidden where nothing is there.
      this.#statement('List', ['s3:ListBucket'], this.bucketArn),
      this.#withKey(['kms:Decrypt', 'kms:GenerateDataKey']),
    ]);
  }

  /** To take out every version of a person's documents. */
  erase(): BucketAccess {
    return this.#allow([
      this.#statement('Versions', ['s3:ListBucketVersions'], this.bucketArn),
      this.#ofObjects('Erase', ['s3:DeleteObjectVersion']),
    ]);
  }

  #allow(statements: PolicyStatement[]): BucketAccess {
    const stack = Stack.of(this);
    // As other stacks name the bucket, and as findings on their roles do.
    const { 'Fn::ImportValue': name } = importSchema.parse(stack.resolve(stack.exportValue(this.bucketArn)));
    const ofObjects = { resources: OBJECTS.map((keys) => `${name}/${keys}`) };
    return { environment: { DOCUMENTS_BUCKET: this.#bucket.bucketName }, statements, ofObjects };
  }

  #statement(sid: string, actions: string[], resource: string): PolicyStatement {
    return new PolicyStatement({ sid: `Documents${sid}`, effect: Effect.ALLOW, actions, resources: [resource] });
  }

  /** Keys are named after cases, which nobody knows before. */
  #ofObjects(sid: string, actions: string[]): PolicyStatement {
    const resources = OBJECTS.map((keys) => this.#bucket.arnForObjects(keys));
    return new PolicyStatement({ sid: `Documents${sid}`, effect: Effect.ALLOW, actions, resources });
  }

  /** With a bucket key, the context is the bucket. */
  #withKey(actions: string[]): PolicyStatement {
    return new PolicyStatement({
      sid: 'DocumentsKey',
      effect: Effect.ALLOW,
      actions,
      resources: [this.#key.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': this.bucketArn } },
    });
  }
}
