import { z } from 'zod';
import { defineResource, ignored, numeric } from '../../template/resource-type.ts';
import { corsRule, lifecycleRule } from './bucket-rules.ts';

const closed = 'nobody asks a bucket here without a signature, and only roles of the template have keys';

export const bucket = defineResource({
  type: 'AWS::S3::Bucket',
  properties: z.strictObject({
    BucketName: z.string().optional(),
    // Without it a new content would take the place of the old one: here every version is kept.
    VersioningConfiguration: z.strictObject({ Status: z.literal('Enabled') }),
    LifecycleConfiguration: z.strictObject({ Rules: z.array(lifecycleRule) }).default({ Rules: [] }),
    CorsConfiguration: z.strictObject({ CorsRules: z.array(corsRule) }).default({ CorsRules: [] }),
    BucketEncryption: ignored('files are as safe as the folder that they lie in; encrypt the disk'),
    PublicAccessBlockConfiguration: ignored(closed),
    OwnershipControls: ignored(closed),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { buckets, place }) {
    const name = properties.BucketName ?? identity.physicalName(63).toLowerCase();
    buckets.ensure(name, {
      lifecycle: properties.LifecycleConfiguration.Rules.filter(({ Status }) => Status === 'Enabled'),
      cors: properties.CorsConfiguration.CorsRules,
    });
    const domain = `s3.${place.region}.amazonaws.com${place.partition === 'aws-cn' ? '.cn' : ''}`;
    return {
      ref: name,
      attributes: {
        Arn: `arn:${place.partition}:s3:::${name}`,
        RegionalDomainName: `${name}.${domain}`,
      },
    };
  },
});

const statement = z.strictObject({
  Sid: z.string().optional(),
  // What a policy of a bucket would allow, its callers' own policies have to allow here.
  Effect: z.literal('Deny'),
  Principal: z.unknown(),
  Action: z.unknown(),
  Resource: z.unknown(),
  Condition: z.union([
    z.strictObject({ Bool: z.strictObject({ 'aws:SecureTransport': z.literal('false') }) }),
    z.strictObject({ NumericLessThan: z.strictObject({ 's3:TlsVersion': numeric }) }),
  ]),
});

/** Only what asks for TLS is known: requests do not leave this machine, or come in at a door that has TLS. */
export const bucketPolicy = defineResource({
  type: 'AWS::S3::BucketPolicy',
  properties: z.strictObject({
    Bucket: z.string(),
    PolicyDocument: z.strictObject({ Version: z.string().optional(), Statement: z.array(statement) }),
  }),
  create: (_identity, properties) => ({ ref: properties.Bucket }),
});
