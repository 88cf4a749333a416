import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineResource, ignored, truth } from '../../template/resource-type.ts';

const noKeys = 'nothing is encrypted by this machine; encrypt the disk';

/** Only a name, for the resources that refer to it. */
export const kmsKey = defineResource({
  type: 'AWS::KMS::Key',
  properties: z.strictObject({
    Description: ignored('for readers'),
    // What a disabled key protects cannot be read; here it could.
    Enabled: truth.refine((enabled) => enabled, 'a disabled key would disable nothing here').optional(),
    EnableKeyRotation: ignored(noKeys),
    KeyPolicy: ignored(noKeys),
    KeySpec: ignored(noKeys),
    PendingWindowInDays: ignored(noKeys),
    RotationPeriodInDays: ignored(noKeys),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, _properties, { place }) {
    const digest = createHash('sha256').update(identity.physicalName(1024)).digest('hex');
    const id = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
    const arn = `arn:${place.partition}:kms:${place.region}:${place.account}:key/${id}`;
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  },
});
