import type { MapState, State, Workflow } from './definition.ts';
import { DefinitionError } from './definition-error.ts';

/**
 * Whether a definition makes sense: targets exist, every state can be reached, and this cloud can carry out every
 * task. Expressions are checked beside it.
 * @throws DefinitionError
 */
export function checkDefinition(workflow: Workflow, integrations: string[], names: Set<string> = new Set()): void {
  const { startAt, states } = workflow;
  if (!states.has(startAt)) throw new DefinitionError(`there is no state '${startAt}'.`, undefined, 'StartAt');
  for (const state of states.values()) {
    if (names.has(state.name)) throw new DefinitionError('is the name of two states.', state.name);
    names.add(state.name);
    for (const [field, target] of targetsOf(state)) {
      if (!states.has(target)) throw new DefinitionError(`there is no state '${target}' here.`, state.name, field);
    }
    if (state.type === 'Task' && !integrations.includes(state.resource.integration)) {
      const known = integrations.join(', ');
      throw new DefinitionError(
        `'${state.resource.integration}' is not in this cloud, which has ${known}.`,
        state.name,
        'Resource',
      );
    }
    for (const inner of workflowsIn(state)) checkDefinition(inner, integrations, names);
  }
  const reached = reachable(workflow);
  for (const name of states.keys()) {
    if (!reached.has(name)) throw new DefinitionError('cannot be reached.', name);
  }
}

/** Where a state may lead, with the field that says so. */
function targetsOf(state: State): [string, string][] {
  const targets: [string, string][] = [];
  if (state.type === 'Fail') return targets;
  if (state.next !== undefined) targets.push([state.type === 'Choice' ? 'Default' : 'Next', state.next]);
  if (state.type === 'Choice') {
    for (const [index, rule] of state.choices.entries()) targets.push([`Choices[${index}].Next`, rule.next]);
  }
  if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') {
    for (const [index, catcher] of state.catch.entries()) targets.push([`Catch[${index}].Next`, catcher.next]);
  }
  return targets;
}

export function workflowsIn(state: State): Workflow[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' ? [state.processor] : [];
}

function reachable({ startAt, states }: Workflow): Set<string> {
  const reached = new Set([startAt]);
  for (const name of reached) {
    const state = states.get(name);
    if (state) for (const [, target] of targetsOf(state)) reached.add(target);
  }
  return reached;
}

/** The distributed Map state of this name, wherever it is in the definition. */
export function findMapState(workflow: Workflow, name: string): MapState | undefined {
  for (const state of workflow.states.values()) {
    if (state.type === 'Map' && state.name === name) return state;
    for (const inner of workflowsIn(state)) {
      const found = findMapState(inner, name);
      if (found) return found;
    }
  }
  return undefined;
}
