import type { Service } from '../service.ts';
import { iamPolicy } from './policy-resource.ts';
import { iamRole } from './role-resource.ts';

export const iamService: Service = { resourceTypes: [iamPolicy, iamRole] };
