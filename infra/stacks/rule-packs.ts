import { type App, Validations } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';

/** Whether a resource is one that a rule of the pack finds fault with. */
type Kind = (resource: IConstruct) => boolean;

/**
 * Rules of NIST 800-53 that we answer otherwise, for every resource of the kind: what the rule wants, and what we do.
 * Where a single resource differs, its own file has the reason.
 */
const NIST_ANSWERED: readonly { rule: string; of: Kind; reason: string }[] = [
  {
    rule: 'IAMNoInlinePolicy',
    of: CfnPolicy.isCfnPolicy,
    reason:
      'Each role has one policy that nobody else may use; a managed policy could be put on another role, and a role takes ten at most.',
  },
  {
    rule: 'LambdaConcurrency',
    of: CfnFunction.isCfnFunction,
    reason:
      'A limit of each function takes its part from a small quota; ApiWrite has WriterConcurrency, and alarms tell of every refused call.',
  },
  {
    rule: 'LambdaDLQ',
    of: CfnFunction.isCfnFunction,
    reason:
      'State machines and the gateway call functions and wait for the answer, where no queue takes part; what a schedule calls runs again, and says in its own file why it needs no queue.',
  },
  {
    rule: 'LambdaInsideVPC',
    of: CfnFunction.isCfnFunction,
    reason:
      'Functions speak to AWS services over TLS under their own roles, and one to the gateway of messages on the internet. There is nothing in a VPC for them to reach; a VPC would add an address translation and its cost.',
  },
  {
    rule: 'SecretsManagerRotationEnabled',
    of: CfnSecret.isCfnSecret,
    reason:
      'The person secret makes references that stay the same for years, and gets further keys by hand; the gateway’s key changes with the gateway. infra/README.md has the steps.',
  },
];

/**
 * Checks an app by cdk-nag's AwsSolutions, Serverless and NIST 800-53 R5 packs too; a finding that nobody acknowledged
 * fails it.
 */
export function addRulePacks(app: App): void {
  for (const resource of app.node.findAll()) {
    for (const { rule, of, reason } of NIST_ANSWERED) {
      if (of(resource)) Validations.of(resource).acknowledge({ id: `NIST.800.53.R5::NIST.800.53.R5-${rule}`, reason });
    }
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
}
