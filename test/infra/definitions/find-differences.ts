const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Paths at which two JSON values differ: of what one of them lacks only the path where it begins. */
export function findDifferences(one: unknown, other: unknown, path: readonly string[] = []): string[] {
  if (isBranch(one) && isBranch(other) && Array.isArray(one) === Array.isArray(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) =>
      findDifferences(Reflect.get(one, name), Reflect.get(other, name), [...path, name]),
    );
  }
  return one === other ? [] : [path.join('.')];
}
