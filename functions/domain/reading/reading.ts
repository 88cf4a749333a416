/**
 * Reads the values of a table as an officer writes them: `400.00 @KM-01`. Mistakes are kept with the place where they
 * stand, and what would be right.
 */

import type { Json, JsonObject } from '../json.ts';
import { silentAt, type Told } from '../ways/told.ts';
import { splitCitation } from './citation.ts';

export type Path = readonly (string | number)[];

export interface ReadingMistake {
  path: Path;
  /** A sentence in Chinese: what would be right. */
  message: string;
}

/** What a value's place gives it: the clause behind all values of the map that it stands in, and its name. */
export interface ReadingPlace {
  readonly path: Path;
  readonly label: string;
  /** Clause behind values that name none. */
  readonly by: string | undefined;
  /** A word of the form that needs no clause, such as `cost: individual`. */
  readonly uncited?: boolean;
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string };

export const right = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const wrong = (message: string): { ok: false; message: string } => ({ ok: false, message });

export const isMap = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** The keys of a value, by the one that tells that it is one. */
const VALUES: readonly { mark: string; keys: readonly string[] }[] = [
  { mark: 'silent', keys: ['silent', 'by', 'note'] },
  { mark: 'supplied', keys: ['value', 'supplied', 'by', 'note'] },
  { mark: 'value', keys: ['value', 'by', 'note', 'adopted'] },
];

const NOT_SAID = '通知没有说明';

export class Reading {
  readonly mistakes: ReadingMistake[] = [];
  readonly fields = new Map<string, Told<unknown>>();
  readonly usedNames = new Set<string>();
  readonly #clauses: ReadonlySet<string>;
  /** Clauses that are not the table's own: of a national rule, or of a reading that is adopted. */
  readonly #shared: ReadonlyMap<string, string>;

  constructor(clauses: Iterable<string>, shared: Iterable<[string, string]>) {
    this.#clauses = new Set(clauses);
    this.#shared = new Map(shared);
  }

  refuse(path: Path, message: string): void {
    this.mistakes.push({ path, message });
  }

  /** A value with its clause; silent where nothing or `silent` stands. */
  told<T>(node: Json | undefined, place: ReadingPlace, parse: (text: string, node: Json) => Parsed<T>): Told<T> {
    const told = this.#read(node, place, parse);
    this.fields.set(told.field, told);
    return told;
  }

  #read<T>(node: Json | undefined, place: ReadingPlace, parse: (text: string, node: Json) => Parsed<T>): Told<T> {
    const { path, label } = place;
    const field = path.join('.');
    if (node === undefined || node === null) return silentAt(field, label, NOT_SAID);
    if (isMap(node)) return this.#readMap(node, place, parse);
    if (Array.isArray(node)) return this.#parsed(node, '', place, place.by, false, parse);
    const text = String(node).trim();
    const { bare, clause, adopted } = splitCitation(text) ?? { bare: text, clause: undefined, adopted: false };
    if (splitCitation(bare) !== null) {
      this.refuse(path, ONE_CLAUSE);
      return silentAt(field, label, NOT_SAID);
    }
    if (bare === 'silent') {
      return { ...silentAt(field, label, NOT_SAID, this.#knownClause(clause, path)), written: 'silent' };
    }
    return this.#parsed(bare, bare, place, clause ?? place.by, adopted, parse);
  }

  /** `{ value, by, note }`, `{ silent: 说明 }`, or what was supplied for one case. */
  #readMap<T>(node: JsonObject, place: ReadingPlace, parse: (text: string, node: Json) => Parsed<T>): Told<T> {
    const { path, label } = place;
    const field = path.join('.');
    const by = typeof node.by === 'string' ? node.by : undefined;
    if (node.proposed !== undefined) {
      this.refuse(path, unconfirmed(node));
      return silentAt(field, label, NOT_SAID);
    }
    const known = VALUES.find(({ mark }) => node[mark] !== undefined)?.keys;
    if (known !== undefined) this.only(node, path, known);
    if (node.silent !== undefined) {
      const note = typeof node.silent === 'string' ? node.silent : NOT_SAID;
      return { ...silentAt(field, label, note, this.#knownClause(by, path)), written: 'silent' };
    }
    if (typeof node.supplied === 'string' && node.value !== undefined) {
      const found = parse(String(node.value), node.value);
      if (!found.ok) {
        this.refuse(path, found.message);
        return silentAt(field, label, NOT_SAID);
      }
      const { supplied } = node;
      return { standing: 'supplied', value: found.value, clause: supplied, field, label, written: node.value };
    }
    if (node.value === undefined) return this.#parsed(node, '', place, by ?? place.by, false, parse);
    const inner = node.value;
    const [clause, adopted] = (by ?? '').split(/\s+/);
    const told = this.#parsed(
      inner,
      typeof inner === 'object' ? '' : String(inner),
      place,
      clause === '' ? place.by : clause,
      adopted === 'adopted' || node.adopted === true,
      parse,
    );
    return typeof node.note === 'string' ? { ...told, note: node.note } : told;
  }

  #parsed<T>(
    node: Json,
    text: string,
    place: ReadingPlace,
    clause: string | undefined,
    adopted: boolean,
    parse: (text: string, node: Json) => Parsed<T>,
  ): Told<T> {
    const { path, label } = place;
    const field = path.join('.');
    const found = parse(text, node);
    if (!found.ok) {
      this.refuse(path, inHalfWidth(text, parse) ?? found.message);
      return silentAt(field, label, NOT_SAID);
    }
    const [id, alsoAdopted] = (clause ?? '').split(/\s+/);
    if (id === undefined || id === '') {
      if (place.uncited !== true && !this.#isUnderWrongClause(path)) {
        this.refuse(path, '缺少条款：在数值后写 @条款编号，或在这一段写 by: 条款编号');
      }
      return { standing: 'stated', value: found.value, clause: null, field, label, written: written(node) };
    }
    this.#knownClause(id, path);
    const standing = this.#standing(id, adopted || alsoAdopted === 'adopted');
    return { standing, value: found.value, clause: id, field, label, written: written(node) };
  }

  #standing(id: string, adopted: boolean): 'stated' | 'national' | 'adopted' {
    if (adopted) return 'adopted';
    const shared = this.#shared.get(id);
    return shared === undefined ? 'stated' : shared === 'national' ? 'national' : 'adopted';
  }

  #knownClause(id: string | undefined, path: Path): string | null {
    if (id === undefined) return null;
    if (!this.#clauses.has(id)) {
      const meant = [...this.#clauses].filter((one) => bareId(one) === bareId(id));
      const hint = meant.length === 1 ? `是否想写 ${meant[0]}？` : '';
      this.refuse(path, `没有条款 ${id}：${hint}请在 clauses 中写明原文，或核对编号`);
    }
    return id;
  }

  /** Refuses what a map has beside the keys that the form knows, a clause and a note. */
  keys(node: JsonObject, path: Path, known: readonly string[]): void {
    if (node.by !== undefined && typeof node.by !== 'string') this.refuse([...path, 'by'], ONE_CLAUSE);
    this.only(node, path, [...known, 'by', 'note']);
  }

  /** Refuses what a map has beside these keys. */
  only(node: JsonObject, path: Path, known: readonly string[]): void {
    for (const key of Object.keys(node)) {
      if (known.includes(key)) continue;
      this.refuse([...path, key], /^[\d.]+( @\S+)?$/.test(key) ? NO_SEPARATOR : unknownWord(key, known));
    }
  }

  /** Values below a `by` that is told already lack no clause of their own. */
  #isUnderWrongClause(path: Path): boolean {
    return this.mistakes.some(
      ({ path: at }) => at.at(-1) === 'by' && at.slice(0, -1).every((key, index) => key === path[index]),
    );
  }

  /** Takes back what was said of values for which somebody else is told already. */
  withdraw(isTold: (mistake: ReadingMistake) => boolean): void {
    const kept = this.mistakes.filter((mistake) => !isTold(mistake));
    this.mistakes.splice(0, this.mistakes.length, ...kept);
  }
}

const ONE_CLAUSE = '一个数值只写一条条款，如 400.00 @KM-01 或 by: KM-01：写明它的那一条；其余条款可在 note 中说明';
const NO_SEPARATOR = '金额里不写千位逗号：应写作 1070.00';

/** Clauses that differ only in width, case or zeros. */
const bareId = (id: string): string =>
  id
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/(?<!\d)0+(?=\d)/g, '');

/** What would be right if its signs were half-width; null if it would not. */
function inHalfWidth(text: string, parse: (text: string, node: Json) => Parsed<unknown>): string | null {
  const narrow = text.normalize('NFKC');
  if (narrow === text) return null;
  const { bare } = splitCitation(narrow) ?? { bare: narrow };
  return parse(bare, bare).ok ? `有全角的字符，应为半角：${narrow}` : null;
}

/** What is said of a value that nobody has confirmed yet: of last year's table, or read from a text. */
export const unconfirmed = (node: JsonObject): string =>
  node.read !== undefined || node.sure !== undefined
    ? `是从文件中读出的建议（${JSON.stringify(node.proposed)}），还没有人核对：请对照原文，写成“数值 @条款”；文件没有说的写 silent`
    : `还是上一年的数值(${JSON.stringify(node.proposed)}):请按新通知核对,写成“数值 @条款”;通知没有说的写 silent`;

const written = (node: Json): Json => (isMap(node) && node.value !== undefined ? node.value : node);

const WIDE = /[\u3000\u3001\uFF08\uFF09\uFF0C\uFF1A\uFF3B\uFF3D\uFF5B\uFF5D]/u;

/** What words of the form are called in Chinese, of those that have a name. */
type Names = Readonly<Record<string, string>>;

/** Words of everyday English, and of other programs, for words of the form. */
const MEANT: Readonly<Record<string, string>> = {
  and: 'all',
  or: 'any',
  student: 'schooling',
  newborn: 'born',
  identity: 'category',
  group: 'category',
  clause: 'by',
  start: 'from',
  end: 'to',
  until: 'to',
  amount: 'individual',
};

/** The nearest word of the form; and what to do with a text that says what the form can't. */
export function unknownWord(word: string, known: readonly string[], section?: string, names: Names = {}): string {
  if (WIDE.test(word)) return '这里有全角的标点或空格:引号外的冒号、逗号、括号和空格都应为半角';
  if (/\p{Script=Han}/u.test(word)) return chineseWord(word, known, section, names);
  const meant = MEANT[word];
  if (meant !== undefined && known.includes(meant)) return `表里没有“${word}”这个写法：应写 ${meant}`;
  const near = known
    .map((one) => ({ one, far: distance(word, one) }))
    .sort((a, b) => a.far - b.far)
    .at(0);
  const hint = near && near.far <= Math.max(2, Math.floor(word.length / 3)) ? `是否想写 ${near.one}?` : '';
  const otherwise =
    section === undefined
      ? '通知确有而表里写不出的,这一项留空(silent),并用 note 抄下原文'
      : `都不是的,先在 ${section} 中写明代码和中文名称,如 ${section}: { ${/^[a-z_]+$/.test(word) ? word : 'code'}: 中文名称 }`;
  const all = known.map((code) => withName(code, names)).join('、');
  return `表里没有“${word}”这个写法。${hint}可以写的有:${all}。${otherwise}`;
}

const withName = (code: string, names: Names): string =>
  names[code] === undefined ? code : `${code}（${names[code]}）`;

/** The code of what is written by its Chinese name, or all codes with their names. */
function chineseWord(word: string, known: readonly string[], section: string | undefined, names: Names): string {
  const core = coreOf(word);
  const meant = known.filter((code) => {
    const name = names[code];
    return name !== undefined && (name.includes(core) || core.includes(coreOf(name)));
  });
  const called = (code: string): string => withName(code, names);
  if (meant.length > 0) return `“${word}”应写代码：${meant.map(called).join(' 或 ')}`;
  const otherwise =
    section === undefined
      ? '文字里有半角逗号或冒号的，整句加引号'
      : `都不是的，先在 ${section} 中写明，如 ${section}: { code: ${word} }`;
  return `“${word}”不是表里的写法。可以写的有：${known.map(called).join('、')}。${otherwise}`;
}

const coreOf = (name: string): string => name.replace(/(家庭成员|人员|人口|对象|户|人)$/, '');

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** One of the words of the form. */
export const oneOf =
  <T extends string>(words: readonly T[], section?: string, names?: Names) =>
  (text: string): Parsed<T> => {
    const found = words.find((word) => word === text);
    return found === undefined ? wrong(unknownWord(text, words, section, names)) : right(found);
  };

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): Parsed<number> => {
    const found = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return found >= least && found <= most ? right(found) : wrong(`应为 ${least} 至 ${most} 的整数,不带单位`);
  };

export const flag = (text: string): Parsed<boolean> =>
  text === 'true' ? right(true) : text === 'false' ? right(false) : wrong('应为 true 或 false');
