/** How executions of cases are named: the first as its case, each after it with a number. */

export const executionName = (caseId: string, run: number): string => (run === 0 ? caseId : `${caseId}-${run}`);

/** The case and the number of an execution of this name; null for one that is no case's. */
export function readExecutionName(name: string): { caseId: string; run: number } | null {
  const [, caseId, run = '0'] = /^([A-Z]\d{6}-\d{4}-[^-]+)(?:-(\d{1,4}))?$/.exec(name) ?? [];
  return caseId ? { caseId, run: Number(run) } : null;
}

/** @param stateMachine its ARN, or that of its alias: executions are named under the machine */
export const executionArn = (stateMachine: string, name: string): string =>
  `${stateMachine.split(':').slice(0, 7).join(':').replace(':stateMachine:', ':execution:')}:${name}`;
