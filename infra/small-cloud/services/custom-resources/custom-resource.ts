import { z } from 'zod';
import { defineResource, numeric } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';

/** CloudFormation waits an hour when the template sets no limit. */
const defaultTimeoutSeconds = 3600;

export const policyTables = defineResource({
  type: 'Custom::PolicyTables',
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
      type: 'Custom::PolicyTables',
      functionArn: properties.ServiceToken,
      properties,
      timeoutMs: (properties.ServiceTimeout ?? defaultTimeoutSeconds) * 1000,
    });
    return { ref: physicalId, attributes: data };
  },
});
