import { Aws, CfnCondition, CfnParameter, Fn, Stack, Validations } from 'aws-cdk-lib';
import { CfnBackupPlan, CfnBackupSelection, CfnBackupVault } from 'aws-cdk-lib/aws-backup';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { keptWhen } from './kept.ts';
import { OwnKey } from './own-key.ts';
import { stackPart } from './stack-part.ts';

export interface KeptCopiesProps {
  readonly prefix: string;
  readonly tableArns: readonly string[];
  readonly bucketArns: readonly string[];
}

/**
 * Days for which a copy of every night is kept, and one of every month. A copy of a table is whole, so they cost more than
 * all the rest before long; the last 35 days are in the tables' own recovery, second by second.
 */
const NIGHTLY = { id: 'nightly', at: 'cron(0 18 * * ? *)', days: 7 };
const MONTHLY = { id: 'monthly', at: 'cron(0 19 1 * ? *)', days: 95 };

/**
 * Copies of all tables in a vault of their own, every night at 02:00 in China and on the first of every month. With
 * `BackupCopyVaultArn` each goes to a vault elsewhere too: another region or account, out of reach of who can do
 * everything here. With `BackupLockDays` nobody can delete a copy before its days are over.
 */
export class KeptCopies extends Construct {
  constructor(scope: Construct, id: string, { prefix, tableArns, bucketArns }: KeptCopiesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const elsewhere = new CfnParameter(stack, 'BackupCopyVaultArn', {
      description: 'ARN of a backup vault in another region or account that takes a copy of every backup; or none',
      default: 'none',
      allowedPattern: 'none|arn:[^\\s]+:backup-vault:[^\\s]+',
    }).valueAsString;
    const lockDays = new CfnParameter(stack, 'BackupLockDays', {
      description:
        'Days before which nobody can delete a backup, not even an administrator, for ever from the third day; 0 for no lock',
      default: '0',
      allowedPattern: '[0-7]',
    }).valueAsString;
    const copies = new CfnCondition(this, 'Copies', {
      expression: Fn.conditionNot(Fn.conditionEquals(elsewhere, 'none')),
    });
    const locks = new CfnCondition(this, 'Locks', {
      expression: Fn.conditionNot(Fn.conditionEquals(lockDays, '0')),
    });
    const key = new OwnKey(this, 'Key', {
      alias: `alias/${prefix}-backups`,
      description: 'Encrypts the backups of Canbao',
      retain: true,
    });
    const vault = new CfnBackupVault(this, 'Vault', {
      backupVaultName: `${prefix}-${stackPart(stack)}`,
      encryptionKeyArn: key.keyArn,
    });
    vault.addPropertyOverride(
      'LockConfiguration',
      Fn.conditionIf(locks.logicalId, { MinRetentionDays: lockDays, ChangeableForDays: 3 }, Aws.NO_VALUE),
    );
    vault.applyRemovalPolicy(keptWhen(true));
    const plan = new CfnBackupPlan(this, 'Plan', {
      backupPlan: {
        backupPlanName: `${prefix}-tables`,
        backupPlanRule: [NIGHTLY, MONTHLY].map((rule) => ({
          ruleName: rule.id,
          targetBackupVault: vault.ref,
          scheduleExpression: rule.at,
          lifecycle: { deleteAfterDays: rule.days },
        })),
      },
    });
    for (const [index, { days }] of [NIGHTLY, MONTHLY].entries()) {
      const copyActions = [{ DestinationBackupVaultArn: elsewhere, Lifecycle: { DeleteAfterDays: days } }];
      plan.addPropertyOverride(
        `BackupPlan.BackupPlanRule.${index}.CopyActions`,
        Fn.conditionIf(copies.logicalId, copyActions, Aws.NO_VALUE),
      );
    }
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      managedPolicies: [
        'service-role/AWSBackupServiceRolePolicyForBackup',
        'AWSBackupServiceRolePolicyForS3Backup',
      ].map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
    });
    for (const name of ['service-role/AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForS3Backup']) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`,
        reason:
          'What AWS Backup needs to copy a table or a bucket under an own key changes with the service; AWS keeps this policy up.',
      });
    }
    new CfnBackupSelection(this, 'Tables', {
      backupPlanId: plan.attrBackupPlanId,
      backupSelection: { selectionName: 'tables', iamRoleArn: role.roleArn, resources: [...tableArns, ...bucketArns] },
    });
  }
}
