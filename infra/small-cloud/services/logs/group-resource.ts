import { z } from 'zod';
import { defineResource, ignored, numeric } from '../../template/resource-type.ts';

/** Who writes to a group has a file of the data folder; the group says how long its lines are kept. */
export const logGroup = defineResource({
  type: 'AWS::Logs::LogGroup',
  properties: z.strictObject({
    LogGroupName: z.string().optional(),
    RetentionInDays: numeric.optional(),
    KmsKeyId: ignored('nothing is encrypted by this machine; encrypt the disk'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { place, logs }) {
    const name = properties.LogGroupName ?? identity.physicalName(512);
    logs.addGroup(name, properties.RetentionInDays);
    const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${name}:*`;
    return { ref: name, attributes: { Arn: arn } };
  },
});
