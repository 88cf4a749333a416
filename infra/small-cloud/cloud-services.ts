import type { Clock } from './clock/clock.ts';
import type { CustomResources } from './custom-resources.ts';
import type { DynamoDb } from './dynamodb/dynamodb.ts';
import type { ApiParts } from './http-api/api-parts.ts';
import type { FunctionPermissions } from './iam/function-permissions.ts';
import type { Iam } from './iam/iam.ts';
import type { Issuer } from './issuer/issuer.ts';
import type { LambdaFunctions } from './lambda/lambda-functions.ts';
import type { Logs } from './logs/logs.ts';
import type { Schedules } from './scheduler/schedules.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { StateMachines } from './state-machines/index.ts';
import type { Assembly } from './template/assembly.ts';

/** Where the stacks are "deployed": the parts of every ARN. */
export interface Place {
  partition: string;
  region: string;
  account: string;
}

/** The services of this machine that resources of the template are made in. */
export interface CloudServices {
  place: Place;
  assembly: Assembly;
  clock: Clock;
  iam: Iam;
  permissions: FunctionPermissions;
  dynamodb: DynamoDb;
  functions: LambdaFunctions;
  stateMachines: StateMachines;
  secrets: Secrets;
  schedules: Schedules;
  logs: Logs;
  issuer: Issuer;
  api: ApiParts;
  customResources: CustomResources;
  log(line: string): void;
}
