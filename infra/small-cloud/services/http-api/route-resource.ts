import { z } from 'zod';
import { defineResource, ignored } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import { resourceId } from './resource-id.ts';

export const httpRoute = defineResource({
  type: 'AWS::ApiGatewayV2::Route',
  properties: z.strictObject({
    ApiId: z.string(),
    RouteKey: z
      .string()
      .regex(/^(\$default|(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) \/\S*)$/, 'is not METHOD /path'),
    Target: z.string().regex(/^integrations\/\w+$/),
    AuthorizationType: z.enum(['JWT', 'NONE']).default('NONE'),
    AuthorizerId: z.string().optional(),
    AuthorizationScopes: z.array(z.string()).default([]),
    OperationName: ignored('for readers'),
  }),
  create(identity, properties, { api }) {
    const integration = api.integrations.get(properties.Target.replace('integrations/', ''));
    const httpApi = api.apis.get(properties.ApiId);
    const authorizer = api.authorizers.get(properties.AuthorizerId ?? '');
    if (httpApi === undefined || integration === undefined) {
      throw new TemplateError(identity.where, 'its API or integration does not exist');
    }
    if ((properties.AuthorizationType === 'JWT') !== (authorizer !== undefined)) {
      throw new TemplateError(identity.where, 'AuthorizationType JWT and an AuthorizerId go together');
    }
    httpApi.addRoute({
      routeKey: properties.RouteKey,
      integration,
      authorizer,
      scopes: properties.AuthorizationScopes,
    });
    return { ref: resourceId(identity) };
  },
});
