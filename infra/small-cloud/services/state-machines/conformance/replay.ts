import { type Clock, startClock } from '../../../clock/clock.ts';
import { isObject, parseJson } from '../expressions/json.ts';
import { openStateMachines, type StateMachines, type TaskOutcome, type TaskRequest } from '../state-machines.ts';
import { compareEvents } from './compare-events.ts';
import { agrees, type RecordedTask, type Recording } from './recordings.ts';

const REGION = { region: 'us-east-1', account: '111111111111', partition: 'aws' };
const MACHINE = { name: 'recorded', arn: 'arn:aws:states:us-east-1:111111111111:stateMachine:recorded' };
const TWO_MONTHS = 60 * 86_400_000; // an execution that ended is forgotten after 90 days
const LONGEST_WAIT = 70 * 366 * 86_400_000;

/** Runs a recording with its tasks' results and says what differs; undefined if nothing does. */
export async function replay(recording: Recording, masks: Set<string>, ordered: boolean): Promise<string | undefined> {
  const clock = startClock({ from: Date.UTC(2030, 0, 1) });
  const machines = await openWithRecordedTasks(recording, masks, clock);
  try {
    machines.define({
      ...MACHINE,
      definition: JSON.stringify(recording.definition),
      roleArn: 'arn:aws:iam::111111111111:role/r',
    });
    const input = JSON.stringify(recording.input);
    const { executionArn } = await call(machines, 'StartExecution', {
      stateMachineArn: MACHINE.arn,
      name: 'one',
      input,
    });
    if (recording.stopped) {
      await clock.move(clock.now());
      await call(machines, 'StopExecution', { executionArn, ...recording.stopped });
    }
    const execution = await waitForEnd(machines, executionArn, clock);
    const { events } = await call(machines, 'GetExecutionHistory', { executionArn, maxResults: 1000 });
    return (
      compareResult(execution, recording, masks) ?? (ordered ? compareEvents(events, recording, masks) : undefined)
    );
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await machines.close();
  }
}

async function waitForEnd(
  machines: StateMachines,
  executionArn: unknown,
  clock: Clock,
): Promise<Record<string, unknown>> {
  const latest = clock.now() + LONGEST_WAIT;
  await clock.move(clock.now());
  for (;;) {
    const execution = await call(machines, 'DescribeExecution', { executionArn });
    if (execution.status !== 'RUNNING' || clock.now() > latest) return execution;
    await clock.move(clock.now() + TWO_MONTHS);
  }
}

async function call(machines: StateMachines, operation: string, request: object): Promise<Record<string, unknown>> {
  const { status, body } = await machines.handle(operation, request);
  if (status !== 200 || !isObject(body)) throw new Error(`${operation} answered ${status} ${JSON.stringify(body)}`);
  return body;
}

function compareResult(
  execution: Record<string, unknown>,
  { expected }: Recording,
  masks: Set<string>,
): string | undefined {
  const { status, output, error, cause } = execution;
  if (status !== expected.status) return `status ${status} (${error}: ${cause}) instead of ${expected.status}`;
  const value = typeof output === 'string' ? parseJson(output) : undefined;
  if (expected.output !== undefined && !agrees(value, expected.output, masks)) {
    return `output ${output} instead of ${JSON.stringify(expected.output)}`;
  }
  if (error !== expected.error) return `error ${error} instead of ${expected.error}`;
  if (expected.cause !== undefined && !agrees(cause, expected.cause, masks)) {
    return `cause ${cause} instead of ${expected.cause}`;
  }
  return undefined;
}

async function openWithRecordedTasks(recording: Recording, masks: Set<string>, clock: Clock): Promise<StateMachines> {
  const left = [...recording.tasks];

  function take({ execution, frame, parameters }: TaskRequest): RecordedTask {
    const { name } = execution.frame(frame).state;
    const ofState = left.filter((task) => task.state === name);
    const task = ofState.find((candidate) => agrees(parameters, candidate.parameters, masks)) ?? ofState[0];
    if (!task) throw new Error(`No result was recorded for the state ${name}.`);
    left.splice(left.indexOf(task), 1);
    return task;
  }

  async function carryOut(request: TaskRequest): Promise<TaskOutcome> {
    const task = take(request);
    if (task.submitted !== undefined) {
      clock.track(answerLater(request.token ?? '', task));
      return { ok: true, output: task.submitted };
    }
    if (task.outcome === 'succeeded') return { ok: true, output: task.output };
    if (task.outcome === 'failed') return { ok: false, error: task.error, cause: task.cause };
    return new Promise(() => {}); // never answered, so that the state's time runs out
  }

  async function answerLater(taskToken: string, task: RecordedTask): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (task.outcome === 'succeeded') {
      await machines.handle('SendTaskSuccess', { taskToken, output: JSON.stringify(task.output) });
    } else if (task.outcome === 'failed') {
      await machines.handle('SendTaskFailure', { taskToken, error: task.error, cause: task.cause });
    }
  }

  const names = ['lambda', 'lambda:invoke', 'sqs:sendMessage', 'states:startExecution'];
  const integrations = Object.fromEntries(names.map((name) => [name, carryOut]));
  const invoke = () => Promise.reject(new Error('Every task has a recorded result.'));
  // Time must not wait for the tasks that never answer.
  const untracked: Clock = { ...clock, track: (work) => work };
  const machines = await openStateMachines({
    ...REGION,
    clock: untracked,
    invoke,
    integrations,
    unassigned: 'fail when read',
  });
  return machines;
}
