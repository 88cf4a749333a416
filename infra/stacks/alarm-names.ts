/** An alarm's name, from its heading in `infra/RUNBOOK.md`. */
export const alarmName = (prefix: string, heading: string): string => `${prefix}-${heading}`;

/** Alarms that tell of a change that does harm: while one rings, a state machine's alias goes back. */
export const ROLLING_BACK = { manyParked: 'many-cases-parked', timedOut: 'executions-timed-out' } as const;

/** Metrics of the logs of several functions, under one name. */
export const ownMetrics = (prefix: string): string => `Canbao/${prefix}`;
export const PASSED_OVER = { message: 'policy versions passed over', metricName: 'PolicyVersionsPassedOver' } as const;
