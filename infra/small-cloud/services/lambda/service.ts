import type { Service } from '../service.ts';
import { lambdaFunction } from './function-resource.ts';
import { lambdaPermission } from './permission-resource.ts';

/** Functions are called by the API, by state machines, by schedules and by custom resources, and not from outside. */
export const lambdaService: Service = { decides: 'lambda', resourceTypes: [lambdaFunction, lambdaPermission] };
