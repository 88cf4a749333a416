import { z } from 'zod';
import { defineResource } from '../../template/resource-type.ts';

/** Another name of a key that encrypts nothing here. */
export const kmsAlias = defineResource({
  type: 'AWS::KMS::Alias',
  properties: z.strictObject({ AliasName: z.string(), TargetKeyId: z.string() }),
  create: (_identity, properties) => ({ ref: properties.AliasName }),
});
