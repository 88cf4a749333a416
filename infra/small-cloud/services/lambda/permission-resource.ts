import { z } from 'zod';
import { defineResource } from '../../template/resource-type.ts';

export const lambdaPermission = defineResource({
  type: 'AWS::Lambda::Permission',
  properties: z.strictObject({
    Action: z.literal('lambda:InvokeFunction'),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: z.string().optional(),
  }),
  create(identity, properties, { permissions, place }) {
    const functionArn = properties.FunctionName.startsWith('arn:')
      ? properties.FunctionName
      : `arn:${place.partition}:lambda:${place.region}:${place.account}:function:${properties.FunctionName}`;
    if (properties.SourceAccount === undefined || properties.SourceAccount === place.account) {
      permissions.add({ functionArn, principal: properties.Principal, sourceArn: properties.SourceArn });
    }
    return { ref: identity.physicalName() };
  },
});
