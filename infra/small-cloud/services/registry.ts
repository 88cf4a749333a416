import type { ResourceType } from '../template/resource-type.ts';
import { alarm, dashboard, metricFilter, subscription, topic, topicPolicy } from './alarms/alarm-resources.ts';
import { backupPlan, backupSelection, backupVault } from './backup/backup-resources.ts';
import { policyTables } from './custom-resources/custom-resource.ts';
import { dynamodbTable } from './dynamodb/table-resource.ts';
import { httpApi } from './http-api/api-resource.ts';
import { httpAuthorizer } from './http-api/authorizer-resource.ts';
import { httpIntegration } from './http-api/integration-resource.ts';
import { httpRoute } from './http-api/route-resource.ts';
import { httpStage } from './http-api/stage-resource.ts';
import { iamPolicy } from './iam/policy-resource.ts';
import { iamRole } from './iam/role-resource.ts';
import { kmsAlias } from './kms/alias-resource.ts';
import { kmsKey } from './kms/key-resource.ts';
import { lambdaFunction } from './lambda/function-resource.ts';
import { lambdaPermission } from './lambda/permission-resource.ts';
import { logGroup } from './logs/group-resource.ts';
import { schedule, scheduleGroup } from './scheduler/schedule-resource.ts';
import { secret } from './secrets/secret-resource.ts';
import { stateMachine, stateMachineAlias, stateMachineVersion } from './state-machines/machine-resources.ts';

/** Every resource type that this machine understands; any other stops the start by its name. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(
  [
    alarm,
    backupPlan,
    backupSelection,
    backupVault,
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
    scheduleGroup,
    secret,
    stateMachine,
    stateMachineAlias,
    stateMachineVersion,
    subscription,
    topic,
    topicPolicy,
  ].map((resourceType) => [resourceType.type, resourceType]),
);
