import { z } from 'zod';
import { defineResource, ignored } from '../resource-type.ts';

/** Only a name: functions of this machine write to files of the data folder, which nobody deletes. */
export const logGroup = defineResource({
  type: 'AWS::Logs::LogGroup',
  properties: z.strictObject({
    LogGroupName: z.string().optional(),
    RetentionInDays: ignored('log files are kept until somebody deletes them'),
    KmsKeyId: ignored('nothing is encrypted by this machine; encrypt the disk'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { place }) {
    const name = properties.LogGroupName ?? identity.physicalName(512);
    const arn = `arn:${place.partition}:logs:${place.region}:${place.account}:log-group:${name}:*`;
    return { ref: name, attributes: { Arn: arn } };
  },
});
