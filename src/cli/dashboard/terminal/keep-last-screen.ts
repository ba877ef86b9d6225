// Keeps the last screen until the live one has more data, or a key press has changed the state.
import type { Data } from '../../../app/state/data.ts';
import { overviewRequests } from '../../../app/state/lists/watching.ts';
import type { State } from '../../../app/state/state.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import type { ScreenWriter } from '../../../terminal/output/screen-writer.ts';

/** To be called after `runtime` was drawn once. Returns the function that stops watching. */
export function keepLastScreen(runtime: Pick<Runtime, 'view' | 'subscribe'>, writer: Pick<ScreenWriter, 'release'>) {
  const { state: before } = runtime.view();
  const stop = runtime.subscribe(() => {
    const { state, data } = runtime.view();
    if (!isUsed(before, state) && !knowsMore(data)) return;
    stop();
    writer.release();
  });
  return stop;
}

/** A notice does not count: the program makes it itself. */
const isUsed = ({ notice: _, ...before }: State, { notice: __, ...now }: State): boolean =>
  Object.keys({ ...before, ...now }).some((name) => Reflect.get(before, name) !== Reflect.get(now, name));

/** Whether most lists have rows or a problem, or there is a problem with the sign-in. */
function knowsMore(data: Data): boolean {
  if (data.scopes.length === 0) return data.identityProblem !== undefined;
  const requests = overviewRequests(data);
  const answered = requests.filter((request) => {
    const { loadedAt, failure } = data.snapshot(request) ?? {};
    return loadedAt !== undefined || failure !== undefined;
  });
  return answered.length >= requests.length / 2;
}
