import { z } from 'zod';
import { issuerUrl } from '../../issuer/issuer.ts';
import { defineResource } from '../../template/resource-type.ts';
import { TemplateError } from '../../template/template-error.ts';
import { openJwtAuthorizer } from './jwt-authorizer.ts';
import { resourceId } from './resource-id.ts';

export const httpAuthorizer = defineResource({
  type: 'AWS::ApiGatewayV2::Authorizer',
  properties: z.strictObject({
    ApiId: z.string(),
    AuthorizerType: z.literal('JWT'),
    IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
    JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
    Name: z.string(),
  }),
  create(identity, properties, { api, issuer }) {
    const { Issuer, Audience } = properties.JwtConfiguration;
    if (Issuer !== issuerUrl) {
      throw new TemplateError(identity.where, `it trusts ${Issuer}; the issuer of this machine is ${issuerUrl}`);
    }
    const id = resourceId(identity);
    api.authorizers.set(id, openJwtAuthorizer({ issuer: Issuer, audiences: Audience, keys: [issuer.publicJwk] }));
    return { ref: id, attributes: { AuthorizerId: id } };
  },
});
