/** An alarm's name, from its heading in `infra/RUNBOOK.md`. */
export const alarmName = (heading: string): string => `canbao-${heading}`;

/** Alarms that tell of executions that ended badly: while one rings, no state machine is changed. */
export const ROLLING_BACK = { failed: 'executions-failed', timedOut: 'executions-timed-out' } as const;
