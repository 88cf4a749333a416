import { z } from 'zod';
import { defineResource, ignored, numeric } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import { resourceId } from './resource-id.ts';

export const httpIntegration = defineResource({
  type: 'AWS::ApiGatewayV2::Integration',
  properties: z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.literal('AWS_PROXY'),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0'),
    TimeoutInMillis: numeric.default(30_000),
    IntegrationMethod: ignored('functions are always called by POST'),
    Description: ignored('for readers'),
  }),
  create(identity, properties, { api, functions }) {
    // The function's ARN by itself, or inside the path of the Lambda API that invokes it.
    const functionArn = properties.IntegrationUri.replace(
      /^arn:[^/]*:path\/2015-03-31\/functions\/(arn:[^/]*)\/invocations$/,
      '$1',
    );
    if (!functions.has(functionArn)) throw new TemplateError(identity.where, `there is no function ${functionArn}`);
    const id = resourceId(identity);
    api.integrations.set(id, { functionArn, timeoutMs: Math.max(properties.TimeoutInMillis, api.leastTimeoutMs) });
    return { ref: id, attributes: { IntegrationId: id } };
  },
});
