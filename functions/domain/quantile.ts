/**
 * The smallest value that at least so much of all reach no more than (nearest rank): of whole days it is exact.
 *
 * @param counts how many have each value
 * @param part above 0, at most 1; 0.5 gives the median
 * @returns null where there are none
 */
export function quantileOf(counts: ReadonlyMap<number, number>, part: number): number | null {
  const sorted = [...counts].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  let reached = 0;
  for (const [value, count] of sorted) {
    reached += count;
    if (reached >= all * part) return value;
  }
  return null;
}
