import { z } from 'zod';
import { defineResource, numeric } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';

/** CloudFormation waits an hour when the template sets no limit. */
const defaultTimeoutSeconds = 3600;

/** Of whatever type the template calls it: `Custom::…`. */
export const customResource = defineResource({
  type: 'AWS::CloudFormation::CustomResource',
  // Whatever else there is goes to the function.
  properties: z.looseObject({ ServiceToken: z.string(), ServiceTimeout: numeric.optional() }),
  async create(identity, properties, { customResources, functions }) {
    if (!functions.has(properties.ServiceToken)) {
      throw new TemplateError(
        identity.where,
        `its ServiceToken ${properties.ServiceToken} is no function of this machine`,
      );
    }
    const { physicalId, data } = await customResources.ensure({
      stack: identity.stack,
      logicalId: identity.logicalId,
      type: identity.type,
      functionArn: properties.ServiceToken,
      properties,
      timeoutMs: (properties.ServiceTimeout ?? defaultTimeoutSeconds) * 1000,
    });
    return { ref: physicalId, attributes: data };
  },
});
