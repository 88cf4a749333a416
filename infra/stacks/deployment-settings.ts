import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { GatewayRoute } from '../build/gateway-routes.ts';

/** What differs between two deployments of the same stacks. */
export interface DeploymentSettings {
  /** One region for all stacks, always explicit: a table with its own key cannot be synthesized for "any region". */
  readonly region: string;
  /**
   * What the name of everything begins with that has a name of ours: stacks, state machines, keys, alarms. Another one
   * stands beside the first in the same account, as a trial beside production or one agency beside another.
   */
  readonly prefix: string;
  /** Processor of the functions. */
  readonly architecture: 'arm64' | 'x86_64';
  /** Keep tables, keys, the secret and logs when a stack is deleted. Only a trial deployment says false. */
  readonly retain: boolean;
  /**
   * How new executions come to a changed state machine: first a tenth of them, or all at once. A trial and a repair in
   * a hurry say `at-once`.
   */
  readonly rollout: 'gradual' | 'at-once';
  /** Directory with one folder per function, made by `bundleFunctions`. */
  readonly bundles: string;
  /** Content hash of the policy tables; a deployment with another one publishes them again. */
  readonly policyDigest: string;
  /** What the gateway serves, made by `bundleFunctions`. */
  readonly routes: readonly GatewayRoute[];
  /** The project's `workflows` directory, for the state machines. */
  readonly workflows: string;
}

/** What the stacks after the data share. */
export interface StackSettings extends DeploymentSettings {
  /** Encrypts every log group. */
  readonly logsKey: IKey;
}

/** The prefix of a deployment that says none. */
export const DEFAULT_PREFIX = 'canbao';

export const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** The longest name that begins with it is an alarm's of 255 characters; a role's of 64 is made of the stack's name. */
export const PREFIX = /^[a-z][a-z0-9-]{1,19}$/;

/** Lambda and Step Functions cannot trace with X-Ray in the China regions. */
export function hasTracing(settings: DeploymentSettings): boolean {
  return !settings.region.startsWith('cn-');
}
