/**
 * The values that a task passes to a callback, as an iteration. It ends with the task, and throws the error of the task.
 */
export async function* valuesOf<Value>(
  task: (take: (value: Value) => void) => Promise<void>,
): AsyncGenerator<Value, void> {
  const values: Value[] = [];
  let isOver = false;
  let wake = () => {};
  const take = (value: Value) => {
    values.push(value);
    wake();
  };
  const ended = task(take).finally(() => {
    isOver = true;
    wake();
  });
  // Thrown below, where the values end.
  ended.catch(() => {});
  while (!isOver || values.length > 0) {
    yield* values.splice(0);
    if (!isOver && values.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  await ended;
}
