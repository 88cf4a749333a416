import { z } from 'zod';
import { defineResource } from '../../template/resource-type.ts';
import { policyDocumentSchema } from './policy-statement.ts';

export const iamPolicy = defineResource({
  type: 'AWS::IAM::Policy',
  properties: z.strictObject({
    PolicyName: z.string(),
    PolicyDocument: policyDocumentSchema,
    Roles: z.array(z.string()),
  }),
  create(identity, properties, { iam }) {
    for (const role of properties.Roles) iam.addStatements(role, properties.PolicyDocument.Statement, identity.where);
    return { ref: properties.PolicyName };
  },
});
