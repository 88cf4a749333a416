import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CaseWorkflow } from '../constructs/case-workflow.ts';
import type { OwnKey } from '../constructs/own-key.ts';

/** Starting executions of a state machine, whose input is encrypted in the caller's name. */
export function startStatements(name: string, { arn }: CaseWorkflow, key: OwnKey): PolicyStatement[] {
  const allow = (sid: string, actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
  return [
    allow(`Start${name}`, ['states:StartExecution'], [arn]),
    allow(`EncryptFor${name}`, ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
      StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': arn },
    }),
  ];
}
