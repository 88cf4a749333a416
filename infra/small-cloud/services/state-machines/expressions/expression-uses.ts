import jsonata from 'jsonata-as-deployed';
import { ADDED_FUNCTIONS } from './added-functions.ts';
import { isObject } from './json.ts';

/** What an expression looks at, as the JSONata release that AWS runs parses it. */
export interface Uses {
  /** Names that it reads and does not bind itself, functions included. */
  variables: Set<string>;
  /** Fields of `$states`. */
  states: Set<string>;
  /** What reads the input document, which Step Functions does not give: `price`, `$`, `*` at the top. */
  bare: string | undefined;
}

const BUILT_IN = `sum count max min average string substring substringBefore substringAfter lowercase uppercase length
  trim pad match contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round
  abs sqrt power random boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse
  each error assert type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl
  decodeUrlComponent decodeUrl toMillis fromMillis clone now millis`.split(/\s+/);

/** The functions that an expression may call. `$eval` is none of them. */
export const FUNCTIONS: ReadonlySet<string> = new Set([...BUILT_IN, ...Object.keys(ADDED_FUNCTIONS)]);

/** Where a walk stands: names bound around it, and whether a path or predicate gives it a context item. */
interface Place {
  bound: ReadonlySet<string>;
  inItem: boolean;
}

/** @throws Error with JSONata's message if the expression cannot be parsed */
export function findUses(source: string): Uses {
  const uses: Uses = { variables: new Set(), states: new Set(), bare: undefined };
  walk(parse(source), { bound: new Set(), inItem: false }, uses);
  return uses;
}

function parse(source: string): unknown {
  try {
    return jsonata(source).ast();
  } catch (error) {
    const { message, position } = isObject(error) ? error : { message: String(error), position: undefined };
    throw new Error(`${message}${typeof position === 'number' ? ` (at character ${position})` : ''}`);
  }
}

function walk(node: unknown, place: Place, uses: Uses): void {
  if (!isObject(node)) return;
  const inItem = { ...place, inItem: true };
  switch (node.type) {
    case 'variable':
      noteVariable(String(node.value), place, uses);
      break;
    case 'name':
    case 'wildcard':
    case 'descendant':
    case 'parent':
      if (!place.inItem) uses.bare ??= String(node.value);
      break;
    case 'path':
      walkPath(nodesIn(node.steps), place, uses);
      break;
    case 'lambda': {
      const bound = new Set([...place.bound, ...nodesIn(node.arguments).map((argument) => String(argument.value))]);
      walk(node.body, { ...place, bound }, uses);
      return;
    }
    case 'block': {
      let within = place;
      for (const expression of nodesIn(node.expressions)) {
        within = bind(expression, within);
        walk(expression, within, uses);
      }
      break;
    }
    case 'bind':
      walk(node.rhs, place, uses);
      return;
    case 'transform':
      walk(node.pattern, inItem, uses);
      walk(node.update, inItem, uses);
      walk(node.delete, inItem, uses);
      return;
    case 'sort':
      for (const term of nodesIn(node.terms)) walk(term.expression, inItem, uses);
      return;
    default:
      for (const part of ['lhs', 'rhs', 'expression', 'condition', 'then', 'else', 'procedure']) {
        walkAny(node[part], place, uses);
      }
      for (const part of [node.expressions, node.arguments]) walkAny(part, place, uses);
  }
  for (const filter of [...nodesIn(node.predicate), ...nodesIn(node.stages)]) walk(filter.expr, inItem, uses);
  if (isObject(node.group)) walkAny(node.group.lhs, inItem, uses);
}

/** The first step sees what the path sees, the others the items of the step before. */
function walkPath(steps: Record<string, unknown>[], place: Place, uses: Uses): void {
  const [root, field] = steps;
  if (root?.type === 'variable' && root.value === 'states' && field?.type === 'name')
    uses.states.add(String(field.value));
  const bound = new Set(place.bound);
  for (const [index, step] of steps.entries()) {
    walk(step, { bound, inItem: place.inItem || index > 0 }, uses);
    for (const name of [step.focus, step.index]) if (typeof name === 'string') bound.add(name);
  }
}

/** A name is bound from its assignment to the end of the block, and in a function that calls itself. */
function bind(expression: Record<string, unknown>, place: Place): Place {
  if (expression.type !== 'bind' || !isObject(expression.lhs)) return place;
  return { ...place, bound: new Set([...place.bound, String(expression.lhs.value)]) };
}

function noteVariable(name: string, place: Place, uses: Uses): void {
  if (name === '$' || (name === '' && !place.inItem)) uses.bare ??= `$${name}`;
  else if (name !== '' && !place.bound.has(name)) uses.variables.add(name);
}

function walkAny(value: unknown, place: Place, uses: Uses): void {
  if (Array.isArray(value)) for (const item of value) walkAny(item, place, uses);
  else walk(value, place, uses);
}

function nodesIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
