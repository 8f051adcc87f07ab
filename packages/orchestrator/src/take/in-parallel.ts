/** Results in the order of the items, whichever is done first; at most so many at a time. The first failure is thrown once all have ended. */
export async function inParallel<Item, Result>(
  atATime: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const failures: unknown[] = [];
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      for (const [at, item] of queue) {
        try {
          results[at] = await work(item);
        } catch (error) {
          failures.push(error);
        }
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
  return results;
}
