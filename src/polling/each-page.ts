// Iterates page by page without holding a page during a wait: it would survive a garbage collection and be expensive to
// collect later.

type Later = Promise<void> | undefined;

/** Until there are no more pages, or the task asks to stop. */
export async function eachPage<Page>(
  pages: AsyncIterable<Page> | undefined,
  task: (page: Page) => Later | 'leave',
): Promise<void> {
  const iterator = pages?.[Symbol.asyncIterator]();
  if (!iterator) return;
  const takeNext = async () => {
    const { done, value } = await iterator.next();
    return done ? ('over' as const) : { later: task(value) };
  };
  try {
    for (let taken = await takeNext(); taken !== 'over'; taken = await takeNext()) {
      if (taken.later === 'leave') return;
      await taken.later;
    }
  } finally {
    await iterator.return?.();
  }
}
