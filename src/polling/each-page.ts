// Page by page: nothing of a page is held while somebody waits for his next turn, or it would outlive a clean-up and cost
// one that is dear.

type Later = Promise<void> | undefined;

/** Until there are no more, or the task says to leave. */
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
