import type { Service } from '../service.ts';
import { alarm, dashboard, metricFilter, subscription, topic, topicPolicy } from './alarm-resources.ts';

/** Alarms, and whom they tell: accepted and without effect, because there are no metrics here. */
export const alarmsService: Service = {
  resourceTypes: [alarm, dashboard, metricFilter, subscription, topic, topicPolicy],
};
