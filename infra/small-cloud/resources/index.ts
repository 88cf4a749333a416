import type { ResourceType } from '../template/resource-type.ts';
import { alarm, dashboard, metricFilter, topic, topicPolicy } from './alarms.ts';
import { dynamodbTable } from './dynamodb-table.ts';
import { httpApi } from './http-api.ts';
import { httpAuthorizer } from './http-authorizer.ts';
import { httpIntegration } from './http-integration.ts';
import { httpRoute } from './http-route.ts';
import { httpStage } from './http-stage.ts';
import { iamPolicy } from './iam-policy.ts';
import { iamRole } from './iam-role.ts';
import { kmsAlias } from './kms-alias.ts';
import { kmsKey } from './kms-key.ts';
import { lambdaFunction } from './lambda-function.ts';
import { lambdaPermission } from './lambda-permission.ts';
import { logGroup } from './log-group.ts';
import { policyTables } from './policy-tables.ts';
import { schedule } from './schedule.ts';
import { secret } from './secret.ts';
import { stateMachine, stateMachineAlias, stateMachineVersion } from './state-machine.ts';

/** Every resource type that this machine understands; any other stops the start by its name. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    alarm,
    dashboard,
    dynamodbTable,
    httpApi,
    httpAuthorizer,
    httpIntegration,
    httpRoute,
    httpStage,
    iamPolicy,
    iamRole,
    kmsAlias,
    kmsKey,
    lambdaFunction,
    lambdaPermission,
    logGroup,
    metricFilter,
    policyTables,
    schedule,
    secret,
    stateMachine,
    stateMachineAlias,
    stateMachineVersion,
    topic,
    topicPolicy,
  ].map((resourceType) => [resourceType.type, resourceType]),
);
