/** Every open case has an execution, and every execution its case. */
import type { CaseFinding } from '../verify-case.ts';
import type { CaseFacts } from './facts.ts';

/** @param running cases whose executions run */
export function checkExecutions(cases: ReadonlyMap<string, CaseFacts>, running: ReadonlySet<string>): CaseFinding[] {
  const findings: CaseFinding[] = [];
  for (const { caseId, state, isOpen, isPending } of cases.values()) {
    // What is parked waits for a person; what is pending is started by the next minute.
    if (!isOpen || isPending || state === 'parked' || running.has(caseId)) continue;
    findings.push({ caseId, what: 'execution', where: `no execution goes on with the case in ${state}` });
  }
  for (const caseId of running) {
    if (!cases.has(caseId))
      findings.push({ caseId, what: 'execution', where: 'an execution of a case that is not there' });
  }
  return findings;
}
