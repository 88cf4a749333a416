import { FUNCTIONS, findUses, type Uses } from '../expressions/expression-uses.ts';
import type { Expression } from '../expressions/expressions.ts';
import { type ExpressionTemplate, expressionsOf } from '../expressions/templates.ts';
import type { State, Workflow } from './definition.ts';
import { workflowsIn } from './definition-checks.ts';
import { DefinitionError } from './definition-error.ts';

export interface Names {
  /** Variables of the workflows around this one: they may be read here, not assigned. */
  outer: ReadonlySet<string>;
  /** Whether a variable that nothing assigns is refused, or fails when it is read, as on AWS. */
  assigned: 'must be known' | 'fail when read';
}

/**
 * Checks every expression of a definition: it parses on AWS, reads no input document, and names only variables that
 * are assigned somewhere and functions that exist.
 * @throws DefinitionError naming the state and the field
 */
export function checkExpressions(workflow: Workflow, { outer, assigned }: Names): void {
  const own = new Set<string>();
  for (const state of workflow.states.values()) {
    for (const name of assignedIn(state)) {
      if (outer.has(name)) {
        throw new DefinitionError(
          'belongs to a workflow around this one, and can only be read here.',
          state.name,
          `Assign/${name}`,
        );
      }
      own.add(name);
    }
  }
  const visible = new Set([...outer, ...own]);
  for (const state of workflow.states.values()) {
    for (const { template, inCatch } of templatesOf(state)) {
      for (const expression of expressionsOf(template))
        check(expression, state, assigned === 'must be known' ? visible : undefined, inCatch);
    }
    const seenInside = state.type === 'Map' && state.distributed ? new Set<string>() : visible;
    for (const inner of workflowsIn(state)) checkExpressions(inner, { outer: seenInside, assigned });
  }
}

function check(
  { source, field }: Expression,
  state: State,
  visible: ReadonlySet<string> | undefined,
  inCatch: boolean,
): void {
  const refuse = (problem: string) => new DefinitionError(problem, state.name, field);
  let uses: Uses;
  try {
    uses = findUses(source);
  } catch (error) {
    throw refuse(`'${source}' is no JSONata: ${error instanceof Error ? error.message : error}`);
  }
  if (uses.bare !== undefined) {
    throw refuse(`'${uses.bare}' reads an input document, and there is none: write $states.input.`);
  }
  if (uses.states.has('errorOutput') && !inCatch) throw refuse('$states.errorOutput is known in Catch alone.');
  for (const name of uses.variables) {
    if (name === 'eval') throw refuse('$eval is not available.');
    if (name === 'states' || !visible || visible.has(name) || FUNCTIONS.has(name)) continue;
    throw refuse(`$${name} is never assigned, and no function.`);
  }
}

interface Placed {
  template: ExpressionTemplate;
  inCatch: boolean;
}

function* templatesOf(state: State): Generator<Placed> {
  const placed = (...templates: (ExpressionTemplate | undefined)[]) =>
    templates.filter((template) => template !== undefined).map((template): Placed => ({ template, inCatch: false }));
  if (state.type === 'Fail') {
    yield* placed(state.error, state.cause);
    return;
  }
  yield* placed(state.output, state.assign);
  if (state.type === 'Choice') {
    for (const { condition, output, assign } of state.choices) yield* placed(condition, output, assign);
  }
  if (state.type === 'Wait') yield* placed(state.seconds, state.timestamp);
  if (state.type === 'Task') yield* placed(state.arguments, state.timeoutSeconds, state.heartbeatSeconds);
  if (state.type === 'Parallel') yield* placed(state.arguments);
  if (state.type === 'Map') {
    yield* placed(state.items, state.itemSelector, state.maxConcurrency);
    yield* placed(state.toleratedFailureCount, state.toleratedFailurePercentage);
    yield* placed(state.batch?.items, state.batch?.bytes, state.batch?.input);
  }
  if (state.type !== 'Task' && state.type !== 'Parallel' && state.type !== 'Map') return;
  for (const { output, assign } of state.catch) {
    for (const { template } of placed(output, assign)) yield { template, inCatch: true };
  }
}

/** The variables that a state, or one of its rules or catchers, may assign. */
function assignedIn(state: State): string[] {
  if (state.type === 'Fail') return [];
  const assigns = [state.assign];
  if (state.type === 'Choice') assigns.push(...state.choices.map(({ assign }) => assign));
  if (state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map') {
    assigns.push(...state.catch.map(({ assign }) => assign));
  }
  return assigns.flatMap((assign) => (assign ? namesIn(assign) : []));
}

function namesIn(assign: ExpressionTemplate): string[] {
  if (assign.kind === 'object') return assign.fields.map(([name]) => name);
  return assign.kind === 'literal' ? Object.keys(Object(assign.value)) : [];
}
