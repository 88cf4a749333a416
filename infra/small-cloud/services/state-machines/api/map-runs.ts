import type { Change } from '../execution/changes.ts';
import { itemsIn } from '../steps/run-map-run.ts';

type Outcome = 'pending' | 'running' | 'succeeded' | 'failed' | 'timedOut' | 'aborted';

/** A map run as the history of its execution tells it. Times are milliseconds since 1970. */
export interface MapRunSummary {
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  started: number;
  stopped: number | undefined;
  maxConcurrency: number;
  toleratedFailureCount: number;
  toleratedFailurePercentage: number;
  redriveCount: number;
  redriven: number | undefined;
  items: Record<Outcome | 'total', number>;
  executions: Record<Outcome | 'total', number>;
}

const ENDS: Record<string, Outcome> = { FAILED: 'failed', TIMED_OUT: 'timedOut', ABORTED: 'aborted' };

/** Reads a map run from the changes of the execution that it belongs to; undefined if it is none of them. */
export function summarizeMapRun(changes: Iterable<Change>, mapRun: string): MapRunSummary | undefined {
  let started: (Change & { type: 'MapStarted' }) | undefined;
  let summary: MapRunSummary | undefined;
  let frame = -1;
  const outcomes = new Map<number, Outcome>();
  for (const change of changes) {
    if (change.type === 'MapStarted' && !summary) started = change;
    if (change.type === 'MapRunStarted' && change.mapRun === mapRun && started) {
      frame = change.frame;
      summary = begin(started, change.at);
    }
    if (!summary) continue;
    if (change.frame === frame) applyToSummary(summary, outcomes, change, mapRun);
    if (change.type === 'ExecutionAborted' || change.type === 'ExecutionTimedOut') end(summary, 'ABORTED', change.at);
  }
  if (summary && started) count(summary, outcomes, started);
  return summary;
}

function begin({ limits }: Change & { type: 'MapStarted' }, at: number): MapRunSummary {
  const none = () => ({ pending: 0, running: 0, succeeded: 0, failed: 0, timedOut: 0, aborted: 0, total: 0 });
  return {
    status: 'RUNNING',
    started: at,
    stopped: undefined,
    maxConcurrency: limits.concurrency,
    toleratedFailureCount: limits.failures ?? 0,
    toleratedFailurePercentage: limits.percentage ?? 0,
    redriveCount: 0,
    redriven: undefined,
    items: none(),
    executions: none(),
  };
}

function applyToSummary(summary: MapRunSummary, outcomes: Map<number, Outcome>, change: Change, mapRun: string): void {
  switch (change.type) {
    case 'ChildStarted':
      if (summary.status === 'RUNNING') outcomes.set(change.index, 'running');
      return;
    case 'ChildSucceeded':
      if (outcomes.get(change.index) === 'running') outcomes.set(change.index, 'succeeded');
      return;
    case 'ChildFailed':
      if (outcomes.get(change.index) === 'running') outcomes.set(change.index, ENDS[change.status] ?? 'failed');
      return;
    case 'MapRunSucceeded':
      if (change.mapRun === mapRun) end(summary, 'SUCCEEDED', change.at);
      return;
    case 'MapRunFailed':
      if (change.mapRun === mapRun) end(summary, 'FAILED', change.at);
      for (const [index, outcome] of outcomes) if (outcome === 'running') outcomes.set(index, 'aborted');
      return;
    case 'MapRunRedriven':
      if (change.mapRun !== mapRun) return;
      summary.status = 'RUNNING';
      summary.stopped = undefined;
      summary.redriveCount += 1;
      summary.redriven = change.at;
      return;
    default:
      return;
  }
}

function end(summary: MapRunSummary, status: MapRunSummary['status'], at: number): void {
  if (summary.status !== 'RUNNING') return;
  summary.status = status;
  summary.stopped = at;
}

function count(summary: MapRunSummary, outcomes: Map<number, Outcome>, started: Change & { type: 'MapStarted' }): void {
  for (const [index, input] of started.items.entries()) {
    const known = outcomes.get(index) ?? 'pending';
    const outcome = known === 'running' && summary.status === 'ABORTED' ? 'aborted' : known;
    const items = itemsIn(input);
    summary.items[outcome] += items;
    summary.items.total += items;
    summary.executions[outcome] += 1;
    summary.executions.total += 1;
  }
}
