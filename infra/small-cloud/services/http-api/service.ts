import type { Service } from '../service.ts';
import { httpApi } from './api-resource.ts';
import { httpAuthorizer } from './authorizer-resource.ts';
import { httpIntegration } from './integration-resource.ts';
import { httpRoute } from './route-resource.ts';
import { httpStage } from './stage-resource.ts';

/** API Gateway's HTTP API. What comes in for it is told by having no `x-amz-target`. */
export const httpApiService: Service = {
  resourceTypes: [httpApi, httpAuthorizer, httpIntegration, httpRoute, httpStage],
};
