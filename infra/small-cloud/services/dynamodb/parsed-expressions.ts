/**
 * Whoever asks, asks with the same few expressions again and again, and dynalite parses each of them anew: a ninth of what
 * its thread did. What was parsed is kept, with places into which the values of each request are put.
 */
import conditions, { type Context, type Parser } from 'dynalite/db/conditionParser.js';
import projections from 'dynalite/db/projectionParser.js';
import updates from 'dynalite/db/updateParser.js';

interface Parsed {
  content: unknown;
  usedNames: string[];
  usedValues: string[];
}

/** Where a value of the request belongs. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What these say depends on the values themselves, and not on their types alone. */
const BY_VALUE = /between|attribute_type/i;
/** So many expressions are kept, of at most so many characters with their names. */
const MOST = 1000;
const LONGEST = 8000;

/** From now on these parsers keep what they have parsed. What they refuse is parsed each time. */
export function keepParsed(): void {
  for (const parser of [conditions, projections, updates]) {
    const kept = new Map<string, Parsed>();
    const { parse } = parser;
    parser.parse = (expression, options) => {
      const { context } = options;
      const key = BY_VALUE.test(expression) ? null : keyOf(expression, context);
      if (key === null || key.length > LONGEST) return parse(expression, options);
      const known = kept.get(key) ?? parsedAnew(parse, expression, context);
      if (kept.size === MOST && !kept.has(key)) kept.clear();
      kept.set(key, known);
      for (const name of known.usedNames) delete context.unusedAttrNames?.[name];
      for (const name of known.usedValues) delete context.unusedAttrVals?.[name];
      return filled(known.content, context.attrVals ?? {});
    };
  }
}

function keyOf(expression: string, { attrNames, attrVals = {}, isKeyCondition }: Context): string {
  const types = Object.entries(attrVals).map(([name, value]) => [name, ...Object.keys(value)]);
  return JSON.stringify([expression, attrNames, types, isKeyCondition]);
}

function parsedAnew(parse: Parser['parse'], expression: string, context: Context): Parsed {
  const { attrNames = {}, attrVals = {} } = context;
  const unusedAttrNames = markedAll(attrNames);
  const unusedAttrVals = markedAll(attrVals);
  const content = parse(expression, { context: { ...context, unusedAttrNames, unusedAttrVals } });
  const names = new Map(Object.entries(attrVals).map(([name, value]) => [value, name]));
  return {
    content: withPlaces(content, names),
    usedNames: Object.keys(attrNames).filter((name) => !Object.hasOwn(unusedAttrNames, name)),
    usedValues: Object.keys(attrVals).filter((name) => !Object.hasOwn(unusedAttrVals, name)),
  };
}

const markedAll = (of: object): Record<string, boolean> =>
  Object.fromEntries(Object.keys(of).map((name) => [name, true]));

function withPlaces(content: unknown, names: ReadonlyMap<unknown, string>): unknown {
  if (typeof content !== 'object' || content === null) return content;
  const name = names.get(content);
  if (name !== undefined) return new Place(name);
  if (Array.isArray(content)) return content.map((one) => withPlaces(one, names));
  return copied(content, (value) => withPlaces(value, names));
}

/** A copy of its own for each request: dynalite writes into what it has parsed. */
function filled(content: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof content !== 'object' || content === null) return content;
  if (content instanceof Place) return values[content.name];
  if (Array.isArray(content)) return content.map((one) => filled(one, values));
  return copied(content, (value) => filled(value, values));
}

/** With its prototype: dynalite keeps names of attributes, whatever they are, in objects that have none. */
function copied(content: object, change: (value: unknown) => unknown): object {
  const copy = Object.create(Object.getPrototypeOf(content));
  for (const [field, value] of Object.entries(content)) copy[field] = change(value);
  return copy;
}
