import type { Service } from '../service.ts';
import { logGroup } from './group-resource.ts';

export const logsService: Service = { resourceTypes: [logGroup] };
