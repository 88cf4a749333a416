/** Places of a table that can be read in two ways: `either: [a, b]`, a value or a whole way. */
import { isEqual, type Json, type JsonObject } from '../json.ts';
import type { Either, Rules, Way } from '../ways/model.ts';
import { type ReadRules, readRules } from './read-table.ts';
import { isMap, type Path } from './reading.ts';

interface Place {
  path: Path;
  options: readonly Json[];
}

/** More would give more results than anybody can look at. */
const MOST = 3;

/** The rules by the first reading of each place, with those by the second beside them. */
export function readWithReadings(source: JsonObject): ReadRules {
  const places = findPlaces(source);
  if (places.length === 0) return readRules(source);
  const first = (place: Place): Json => place.options[0] ?? null;
  const base = readRules(places.reduce((table, place) => replaced(table, place.path, first(place)), source));
  const mistakes = [
    ...base.mistakes,
    ...places
      .filter(({ options }) => options.length !== 2)
      .map(({ path }) => ({ path, message: '应为两种读法:either: [甲, 乙]' })),
    ...(places.length > MOST ? [{ path: places[MOST]?.path ?? [], message: `一张表至多有 ${MOST} 处两种读法` }] : []),
  ];
  if (mistakes.length > 0) return { ...base, mistakes };
  const others = places.map((place): { either: Either; mistakes: ReadRules['mistakes'] } => {
    const other = readRules(
      places.reduce(
        (table, one) => replaced(table, one.path, one === place ? (one.options[1] ?? null) : first(one)),
        source,
      ),
    );
    const field = place.path.join('.');
    const label = base.fields.get(field)?.label ?? other.fields.get(field)?.label ?? field;
    const either = {
      field,
      label,
      first: said(first(place)),
      second: said(place.options[1] ?? null),
      rules: other.rules,
      ways: place.path[0] === 'ways' ? waysThatDiffer(base.rules, other.rules) : null,
    };
    return { either, mistakes: other.mistakes };
  });
  return {
    ...base,
    mistakes: others.flatMap((one) => one.mistakes),
    rules: { ...base.rules, either: others.map(({ either }) => either) },
  };
}

/** What decides whether a payment takes a way, and which other ways it leaves to others. */
const choiceOf = ({ name, kind, who, open, years, allowed, ofNewborns, ofEvents }: Way) => ({
  name,
  kind,
  who,
  open,
  years,
  allowed,
  ofNewborns,
  ofEvents,
});

/** Names of the ways that bring something else by the other rules; null where what is chosen, or more, differs. */
function waysThatDiffer(one: Rules, other: Rules): string[] | null {
  const { ways, ...rest } = one;
  const { ways: theirs, ...restOfOther } = other;
  if (ways.length !== theirs.length || !isEqual(rest, restOfOther)) return null;
  const names: string[] = [];
  for (const [index, way] of ways.entries()) {
    const their = theirs[index];
    if (their === undefined || isEqual(way, their)) continue;
    if (!isEqual(choiceOf(way), choiceOf(their))) return null;
    names.push(way.name);
  }
  return names;
}

const said = (node: Json): string => (isMap(node) ? JSON.stringify(node) : String(node));

function findPlaces(source: JsonObject): Place[] {
  const found: Place[] = [];
  const visit = (node: Json, path: Path): void => {
    if (Array.isArray(node)) node.forEach((one, index) => void visit(one, [...path, index]));
    else if (isMap(node)) {
      if (Array.isArray(node.either)) found.push({ path, options: node.either });
      else for (const [key, one] of Object.entries(node)) if (key !== 'clauses') visit(one, [...path, key]);
    }
  };
  visit(source, []);
  return found;
}

function replaced(root: JsonObject, [key, ...rest]: Path, value: Json): JsonObject {
  if (key === undefined) return root;
  return { ...root, [key]: inside(root[key], rest, value) };
}

function inside(node: Json | undefined, path: Path, value: Json): Json {
  const [key] = path;
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((one, index) => (index === key ? inside(one, path.slice(1), value) : one));
  return replaced(isMap(node) ? node : {}, path, value);
}
