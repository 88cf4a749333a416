const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** By what a choice is chosen, or a retry or catch is found; null for anything else in a list. */
function nameOf(item: unknown): string | null {
  if (!isBranch(item)) return null;
  const named: unknown = Reflect.get(item, 'Condition') ?? Reflect.get(item, 'ErrorEquals');
  return named === undefined ? null : String(named);
}

/** Choices, retries and catches by their names, so that one more moves none of the others. */
function byName(list: readonly unknown[]): Map<string, unknown> | null {
  const named = list.flatMap((item): [string, unknown][] => {
    const name = nameOf(item);
    return name === null ? [] : [[name, item]];
  });
  return named.length === list.length && list.length > 0 ? new Map(named) : null;
}

/** Paths at which two JSON values differ: of what one of them lacks only the path where it begins. */
export function findDifferences(one: unknown, other: unknown, path: readonly string[] = []): string[] {
  if (Array.isArray(one) && Array.isArray(other)) {
    const [named, others] = [byName(one), byName(other)];
    if (named && others) {
      const shared = [...named.keys()].filter((name) => others.has(name));
      const order = [...others.keys()].filter((name) => named.has(name));
      const moved = shared.join() === order.join() ? [] : [[...path, 'order'].join('.')];
      return [...moved, ...differencesOf(named, others, path)];
    }
  }
  if (isBranch(one) && isBranch(other) && Array.isArray(one) === Array.isArray(other)) {
    return differencesOf(new Map(Object.entries(one)), new Map(Object.entries(other)), path);
  }
  return one === other ? [] : [path.join('.')];
}

const differencesOf = (one: Map<string, unknown>, other: Map<string, unknown>, path: readonly string[]): string[] =>
  [...new Set([...one.keys(), ...other.keys()])].flatMap((name) =>
    findDifferences(one.get(name), other.get(name), [...path, name]),
  );
