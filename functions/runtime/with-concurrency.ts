/** Runs `work` over all items, at most `limit` of them at a time; results in the order of the items. The first failure ends it. */
export async function withConcurrency<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const run = async (): Promise<void> => {
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, run));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
