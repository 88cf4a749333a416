/** Clauses that a section names for its values and that none of them takes: said to the officer, since no answer cites them. */
import type { Json, JsonObject } from '../json.ts';
import type { Told } from '../ways/told.ts';
import type { Hint } from './hint.ts';
import { isMap, type Path } from './reading.ts';

const SECTIONS = ['contribution', 'aid', 'who_may_join', 'conditions', 'ways', 'wait', 'ways_out'];
/** What a map of these is one value, with its own clause. */
const OF_A_VALUE = ['value', 'silent', 'supplied', 'proposed', 'either', 'parts', 'amount'];

const idOf = (by: string): string => by.split(/\s+/)[0] ?? '';

/** @param fields each value of the table with its clause, by its path */
export function spareClauses(source: JsonObject, fields: ReadonlyMap<string, Told<unknown>>): Hint[] {
  const ways = isMap(source.ways) ? Object.values(source.ways) : [];
  const models = ways.flatMap((way) => (isMap(way) && typeof way.like === 'string' ? [way.like] : []));
  const cited = [...fields.values()].map(({ field, clause }) => ({ field, clause }));
  const found: Hint[] = [];
  const visit = (node: Json | undefined, path: Path): void => {
    if (Array.isArray(node)) node.forEach((one, index) => void visit(one, [...path, index]));
    if (!isMap(node) || OF_A_VALUE.some((key) => node[key] !== undefined)) return;
    for (const [key, one] of Object.entries(node)) visit(one, [...path, key]);
    const { by } = node;
    if (typeof by !== 'string' || path.at(-1) === 'cost') return;
    // Whatever is like a way takes its clause with its values.
    if (path[0] === 'ways' && path.length === 2 && models.includes(String(path[1]))) return;
    const at = path.join('.');
    const isTaken = cited.some(
      ({ field, clause }) => clause === idOf(by) && (field === at || field.startsWith(`${at}.`)),
    );
    if (!isTaken) found.push({ field: `${at}.by`, message: `条款 ${idOf(by)} ${SPARE}` });
  };
  for (const section of SECTIONS) visit(source[section], [section]);
  return found;
}

const SPARE = '没有用到：这一段的数值都写明了自己的条款，或没有写明。请写在它所说的数值后面，或删去';
