import type { Service } from '../service.ts';
import { schedule, scheduleGroup } from './schedule-resource.ts';

export const schedulerService: Service = { resourceTypes: [schedule, scheduleGroup] };
