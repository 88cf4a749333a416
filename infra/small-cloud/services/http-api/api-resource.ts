import { z } from 'zod';
import { defineResource, ignored } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import { createHttpApi } from './http-api.ts';
import { resourceId } from './resource-id.ts';

export const httpApi = defineResource({
  type: 'AWS::ApiGatewayV2::Api',
  properties: z.strictObject({
    Name: z.string(),
    ProtocolType: z.literal('HTTP'),
    Description: ignored('for readers'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, _properties, services) {
    if (services.api.apis.size > 0) {
      throw new TemplateError(identity.where, 'this machine serves one HTTP API, at the root of its port');
    }
    const apiId = resourceId(identity);
    services.api.apis.set(apiId, createHttpApi({ apiId, ...services.place, ...services }));
    return { ref: apiId, attributes: { ApiId: apiId } };
  },
});
