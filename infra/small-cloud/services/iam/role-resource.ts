import { z } from 'zod';
import { defineResource, ignored } from '../../template/resource-type.ts';
import { policyDocumentSchema, trustDocumentSchema } from './policy-statement.ts';

const OF_AWS = /^arn:[\w-]+:iam::aws:policy\//;
const DENIES = /Deny|Quarantine/;

export const iamRole = defineResource({
  type: 'AWS::IAM::Role',
  properties: z.strictObject({
    RoleName: z.string().optional(),
    AssumeRolePolicyDocument: trustDocumentSchema,
    Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocumentSchema })).default([]),
    // Policies that AWS keeps. They allow: a role that only such a policy allows something is allowed nothing here. What
    // another one denies would be allowed.
    ManagedPolicyArns: z
      .array(z.string().refine((arn) => OF_AWS.test(arn) && !DENIES.test(arn), 'is none that only allows'))
      .optional(),
    Description: ignored('for readers'),
    Tags: ignored('labels of the real cloud'),
  }),
  create(identity, properties, { iam, place }) {
    const name = properties.RoleName ?? identity.physicalName(64);
    const arn = `arn:${place.partition}:iam::${place.account}:role/${name}`;
    const trusts = properties.AssumeRolePolicyDocument.Statement.filter((statement) =>
      statement.Action.includes('sts:AssumeRole'),
    );
    iam.addRole({ name, arn, trusts: trusts.flatMap((statement) => statement.Principal.Service) });
    for (const policy of properties.Policies) iam.addStatements(name, policy.PolicyDocument.Statement, identity.where);
    return { ref: name, attributes: { Arn: arn } };
  },
});
