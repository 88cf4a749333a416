import type { Service } from '../service.ts';
import { customResource } from './custom-resource.ts';

/** What functions make for CloudFormation. Their answers come in under `/_local/custom-resources/`. */
export const customResourcesService: Service = { resourceTypes: [customResource] };
