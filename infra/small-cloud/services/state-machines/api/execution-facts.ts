import type { Engine } from '../engine/engine.ts';
import type { IndexedExecution } from '../engine/execution-index.ts';
import type { Change } from '../execution/changes.ts';
import type { Execution } from '../execution/execution.ts';

/** What is told of an execution beyond its entry. */
export type Facts = Pick<Execution, 'version' | 'alias' | 'input' | 'output' | 'failure' | 'redrives' | 'redriven'>;

/** Of an open execution as it stands; of one that rests or has ended, from its first and last changes. */
export async function factsOf(engine: Engine, entry: IndexedExecution): Promise<Facts> {
  if (entry.runner) return entry.runner.execution;
  return readFacts((await engine.journal.read(entry.key, entry.place)) ?? []);
}

function readFacts(changes: Change[]): Facts {
  const first = changes[0];
  const last = changes.at(-1);
  const redrives = changes.filter(({ type }) => type === 'ExecutionRedriven');
  const started = first?.type === 'ExecutionStarted' ? first : undefined;
  const ended = last?.type === 'ExecutionFailed' || last?.type === 'ExecutionAborted';
  return {
    version: started?.version,
    alias: started?.alias,
    input: started?.input ?? '',
    output: last?.type === 'ExecutionSucceeded' ? last.output : undefined,
    failure: ended ? { error: last.error, cause: last.cause } : undefined,
    redrives: redrives.length,
    redriven: redrives.at(-1)?.at,
  };
}
