import type { Execution } from '../execution/execution.ts';
import type { Frame } from '../execution/frames.ts';
import type { Scope } from '../expressions/expressions.ts';
import type { Json, JsonObject } from '../expressions/json.ts';

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
  let context: JsonObject | undefined;
  function stateField(field: string): Json | undefined {
    if (field === 'input') return frame.value;
    if (field === 'result') return sights.result;
    if (field === 'errorOutput') return sights.errorOutput;
    if (field !== 'context') return undefined;
    context ??= createContext(execution, frame, arns, sights);
    return context;
  }
  return {
    now,
    stateField,
    variable(name) {
      for (let at: Frame | undefined = frame; at; at = at.parent) {
        const value = at.variables?.[name];
        if (value !== undefined) return value;
      }
      return undefined;
    },
    bindings() {
      const lines: Frame[] = [];
      for (let at: Frame | undefined = frame; at; at = at.parent) lines.unshift(at);
      const states: Record<string, Json> = {};
      for (const field of ['input', 'result', 'errorOutput', 'context']) {
        const value = stateField(field);
        if (value !== undefined) states[field] = value;
      }
      return Object.assign({}, ...lines.map((line) => line.variables), { states });
    },
  };
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
