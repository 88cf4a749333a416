import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type CaseWorkflow, LIVE } from '../constructs/case-workflow.ts';
import type { OwnKey } from '../constructs/own-key.ts';

/**
 * Starting executions of a state machine by its alias, and by it only; their input is encrypted in the caller's name.
 * Step Functions asks for the permission on the machine, and shows the alias to conditions.
 */
export function startStatements(name: string, { arn }: Pick<CaseWorkflow, 'arn'>, key: OwnKey): PolicyStatement[] {
  const allow = (sid: string, actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ sid, effect: Effect.ALLOW, actions, resources, conditions });
  return [
    allow(`Start${name}`, ['states:StartExecution'], [arn], {
      'ForAnyValue:StringEquals': { 'states:StateMachineQualifier': [LIVE] },
    }),
    allow(`EncryptFor${name}`, ['kms:Decrypt', 'kms:GenerateDataKey'], [key.keyArn], {
      StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': arn },
    }),
  ];
}
