import type { Execution } from './execution.ts';
import type { Scope } from './expressions.ts';
import type { Frame } from './frames.ts';
import type { Json, JsonObject } from './json.ts';

/** What an expression may see beside input, context and variables. */
export interface Sights {
  result?: Json | undefined;
  errorOutput?: Json | undefined;
  token?: string | undefined;
  item?: JsonObject | undefined;
}

export interface Arns {
  execution(key: string): string;
  stateMachine(name: string): string;
}

/** The scope of a frame's state. Variables are those on entry: what the state assigns shows from the next state on. */
export function createScope(execution: Execution, frame: Frame, now: number, arns: Arns, sights: Sights = {}): Scope {
  let states: Record<string, Json> | undefined;
  return {
    now,
    variable(name) {
      for (let at: Frame | undefined = frame; at; at = at.parent) {
        const value = at.variables?.[name];
        if (value !== undefined) return value;
      }
      return undefined;
    },
    variables() {
      const lines: Frame[] = [];
      for (let at: Frame | undefined = frame; at; at = at.parent) lines.unshift(at);
      return Object.assign({}, ...lines.map((line) => line.variables));
    },
    states() {
      states ??= createStates(execution, frame, arns, sights);
      return states;
    },
  };
}

function createStates(execution: Execution, frame: Frame, arns: Arns, sights: Sights): Record<string, Json> {
  let context: JsonObject | undefined;
  const states: Record<string, Json> = {
    input: frame.value,
    get context() {
      context ??= createContext(execution, frame, arns, sights);
      return context;
    },
  };
  if (sights.result !== undefined) states.result = sights.result;
  if (sights.errorOutput !== undefined) states.errorOutput = sights.errorOutput;
  return states;
}

function createContext(execution: Execution, frame: Frame, arns: Arns, sights: Sights): JsonObject {
  const context: JsonObject = {
    Execution: {
      Id: arns.execution(execution.key),
      Input: execution.inputValue(),
      Name: execution.key.slice(execution.key.indexOf(':') + 1),
      RoleArn: execution.roleArn,
      StartTime: new Date(execution.started).toISOString(),
      RedriveCount: execution.redrives,
      ...(execution.redriven !== undefined && { RedriveTime: new Date(execution.redriven).toISOString() }),
    },
    StateMachine: { Id: arns.stateMachine(execution.machine), Name: execution.machine },
    State: {
      EnteredTime: new Date(frame.entered.at).toISOString(),
      Name: frame.state.name,
      RetryCount: frame.retryCount,
    },
  };
  const item = sights.item ?? itemOf(frame);
  if (item) context.Map = { Item: item };
  if (sights.token !== undefined) context.Task = { Token: sights.token };
  return context;
}

function itemOf(frame: Frame): JsonObject | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.item) return at.item;
  return undefined;
}
