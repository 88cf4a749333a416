import type { ResourceType } from '../template/resource-type.ts';
import { alarmsService } from './alarms/service.ts';
import { backupService } from './backup/service.ts';
import { customResourcesService } from './custom-resources/service.ts';
import { dynamodbService } from './dynamodb/service.ts';
import { httpApiService } from './http-api/service.ts';
import { iamService } from './iam/service.ts';
import { kmsService } from './kms/service.ts';
import { lambdaService } from './lambda/service.ts';
import { logsService } from './logs/service.ts';
import { s3Service } from './s3/service.ts';
import { schedulerService } from './scheduler/service.ts';
import { secretsService } from './secrets/service.ts';
import type { Service } from './service.ts';
import { stateMachinesService } from './state-machines/service.ts';

/** Every service of this machine. What none of them knows stops the start, or refuses the call, by its name. */
export const services: readonly Service[] = [
  alarmsService,
  backupService,
  customResourcesService,
  dynamodbService,
  httpApiService,
  iamService,
  kmsService,
  lambdaService,
  logsService,
  s3Service,
  schedulerService,
  secretsService,
  stateMachinesService,
];

/** Services whose calls the template's policies decide. Statements on others (`logs`, `kms`, …) have nothing to decide. */
export const decidedServices = services.flatMap(({ decides }) => decides ?? []);

const byType = new Map(
  services.flatMap(({ resourceTypes }) => resourceTypes.map((resourceType) => [resourceType.type, resourceType])),
);

/** The resource type of that name; every `Custom::` one is made by a function of the template. */
export function resourceTypeOf(type: string): ResourceType | undefined {
  return byType.get(type.startsWith('Custom::') ? 'AWS::CloudFormation::CustomResource' : type);
}

/** The service that answers requests whose `x-amz-target` begins so. */
export const serviceByTarget = (target: string) => services.find(({ door }) => door?.target === target);
