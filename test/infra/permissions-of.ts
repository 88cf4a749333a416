import { z } from 'zod';
import type { Resource, SynthesizedStacks } from './synthesized-stacks.ts';

const listOf = <Item extends z.ZodType>(item: Item) => z.union([z.array(item), item.transform((one) => [one])]);

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Action: listOf(z.string()),
  Resource: listOf(z.unknown()),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

export type Statement = z.infer<typeof statementSchema>;

const policySchema = z.object({
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
  Roles: z.array(z.object({ Ref: z.string() })).length(1),
});

const functionSchema = z.object({
  Role: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).default({ Variables: {} }),
});

export interface SynthesizedFunction {
  /** The construct id, such as `LatePaymentAssess`. */
  readonly name: string;
  readonly role: string;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly statements: readonly Statement[];
}

/** What the policies attached to a role allow. */
export function statementsOfRole(stacks: SynthesizedStacks, role: string): Statement[] {
  return stacks
    .ofType('AWS::IAM::Policy')
    .map((policy) => policySchema.parse(policy.Properties))
    .filter((policy) => policy.Roles.some((attached) => attached.Ref === role))
    .flatMap((policy) => policy.PolicyDocument.Statement);
}

/** Every statement of every policy with the role that it belongs to. */
export function allStatements(stacks: SynthesizedStacks): (Statement & { role: string })[] {
  return stacks
    .ofType('AWS::IAM::Role')
    .flatMap(({ logicalId }) => statementsOfRole(stacks, logicalId).map((found) => ({ ...found, role: logicalId })));
}

export function functionsOf(stacks: SynthesizedStacks): SynthesizedFunction[] {
  return stacks.ofType('AWS::Lambda::Function').map((resource) => {
    const { Role, Environment } = functionSchema.parse(resource.Properties);
    const role = Role['Fn::GetAtt'][0];
    return {
      name: nameOf(resource),
      role,
      environment: Environment.Variables,
      statements: statementsOfRole(stacks, role),
    };
  });
}

/** The construct's part of a logical id: without `Function` and the hash that CDK appends. */
function nameOf({ logicalId }: Resource): string {
  return logicalId.replace(/Function[0-9A-F]{8}$/, '');
}
