import type { Arns } from '../steps/scope.ts';

export interface Region {
  region: string;
  account: string;
  partition: string;
}

/** The ARNs of one region, and the way back from an ARN to a key. */
export interface RegionArns extends Arns {
  mapRun(key: string): string;
  /** `machine:name` of an execution's ARN, or undefined if it is none of this region. */
  keyOfExecution(arn: string): string | undefined;
  nameOfStateMachine(arn: string): string | undefined;
  keyOfMapRun(arn: string): string | undefined;
}

export function createArns({ region, account, partition }: Region): RegionArns {
  const prefix = (kind: string) => `arn:${partition}:states:${region}:${account}:${kind}:`;
  const executions = prefix('execution');
  const machines = prefix('stateMachine');
  const mapRuns = prefix('mapRun');
  const after = (start: string, arn: string) => (arn.startsWith(start) ? arn.slice(start.length) : undefined);
  return {
    execution: (key) => executions + key,
    stateMachine: (name) => machines + name,
    mapRun: (key) => mapRuns + key,
    keyOfExecution: (arn) => after(executions, arn),
    nameOfStateMachine: (arn) => after(machines, arn),
    keyOfMapRun: (arn) => after(mapRuns, arn),
  };
}
