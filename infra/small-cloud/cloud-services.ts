import type { Clock } from './clock/clock.ts';
import type { Issuer } from './issuer/issuer.ts';
import type { CustomResources } from './services/custom-resources/custom-resources.ts';
import type { DynamoDb } from './services/dynamodb/dynamodb.ts';
import type { TemplateTable } from './services/dynamodb/template-tables.ts';
import type { ApiParts } from './services/http-api/api-parts.ts';
import type { Iam } from './services/iam/iam.ts';
import type { FunctionPermissions } from './services/lambda/function-permissions.ts';
import type { LambdaFunctions } from './services/lambda/lambda-functions.ts';
import type { Logs } from './services/logs/logs.ts';
import type { Buckets } from './services/s3/buckets.ts';
import type { Schedules } from './services/scheduler/schedules.ts';
import type { Secrets } from './services/secrets/secrets.ts';
import type { StateMachines } from './services/state-machines/state-machines.ts';
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
  /** The tables that the template has made. */
  tables: Map<string, TemplateTable>;
  functions: LambdaFunctions;
  stateMachines: StateMachines;
  secrets: Secrets;
  buckets: Buckets;
  schedules: Schedules;
  logs: Logs;
  issuer: Issuer;
  api: ApiParts;
  customResources: CustomResources;
  log(line: string): void;
}
