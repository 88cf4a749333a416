import type { Engine } from '../engine/engine.ts';
import type { IndexedExecution } from '../engine/execution-index.ts';
import { StepFunctionsError } from '../engine/step-functions-error.ts';
import { type MapRunSummary, summarizeMapRun } from './map-runs.ts';
import { readPage } from './pages.ts';
import type { RequestFields } from './request-fields.ts';

/** @throws ApiError ResourceNotFound */
export function entryOfMapRun(engine: Engine, arn: string): { entry: IndexedExecution; mapRun: string } {
  const mapRun = engine.arns.keyOfMapRun(arn);
  if (mapRun === undefined && !/^arn:[\w-]+:states:/.test(arn))
    throw new StepFunctionsError('InvalidArn', `Invalid Arn: '${arn}'`);
  const key = mapRun === undefined ? undefined : engine.index.executionOfMapRun(mapRun);
  const entry = key === undefined ? undefined : engine.find(key);
  if (!entry || mapRun === undefined) throw new StepFunctionsError('ResourceNotFound', `Resource not found: '${arn}'`);
  return { entry, mapRun };
}

export async function describeMapRun(engine: Engine, fields: RequestFields): Promise<object> {
  const arn = fields.requiredText('mapRunArn', 2_000);
  const { entry, mapRun } = entryOfMapRun(engine, arn);
  const summary = await summarize(engine, entry, mapRun);
  if (!summary) throw new StepFunctionsError('ResourceNotFound', `Resource not found: '${arn}'`);
  const { status, started, stopped, redriven, items, executions, ...limits } = summary;
  const written = { resultsWritten: 0 };
  return {
    ...{ mapRunArn: arn, executionArn: engine.arns.execution(entry.key), status, startDate: started / 1000 },
    ...(stopped !== undefined && { stopDate: stopped / 1000 }),
    ...(redriven !== undefined && { redriveDate: redriven / 1000 }),
    ...limits,
    itemCounts: { ...items, ...written },
    executionCounts: { ...executions, ...written },
  };
}

export async function listMapRuns(engine: Engine, entry: IndexedExecution, fields: RequestFields): Promise<object> {
  const execution = await engine.load(entry);
  const mapRuns = [...(execution?.mapRuns ?? [])].reverse();
  const page = readPage(mapRuns, fields.pageSize(), `map runs ${entry.key}`, fields.text('nextToken', 1024));
  const listed = page.items.map(async (mapRun) => {
    const { started = 0, stopped } = (await summarize(engine, entry, mapRun)) ?? {};
    return {
      executionArn: engine.arns.execution(entry.key),
      mapRunArn: engine.arns.mapRun(mapRun),
      stateMachineArn: engine.arns.stateMachine(mapRun.slice(0, mapRun.indexOf(':'))),
      startDate: started / 1000,
      ...(stopped !== undefined && { stopDate: stopped / 1000 }),
    };
  });
  return { mapRuns: await Promise.all(listed), nextToken: page.nextToken };
}

async function summarize(engine: Engine, entry: IndexedExecution, mapRun: string): Promise<MapRunSummary | undefined> {
  return summarizeMapRun((await engine.journal.read(entry.key, entry.place)) ?? [], mapRun);
}
