// The newest overview as it was drawn, which the next start shows before other code is loaded.
import { overviewRequests } from '../../../app/state/lists/watching.ts';
import type { Runtime, View } from '../../../runtime/runtime.ts';
import type { ScreenWriter } from '../../../terminal/output/screen-writer.ts';

export interface OverviewImage {
  /** To be called after a frame was drawn. */
  drawn(): void;
  /** Empty: no overview was complete enough. */
  lines(): readonly string[];
}

export function createOverviewImage(
  runtime: Pick<Runtime, 'view'>,
  writer: Pick<ScreenWriter, 'lines'>,
): OverviewImage {
  let version = -1;
  let lines: readonly string[] = [];
  return {
    drawn() {
      const view = runtime.view();
      if (view.data.version === version || !isWorthKeeping(view)) return;
      ({ version } = view.data);
      lines = writer.lines();
    },
    lines: () => lines,
  };
}

/** Whether most lists have a response, and the jobs of the day are counted: the next start shows this screen. */
function isWorthKeeping({ state, data, overview }: Pick<View, 'state' | 'data' | 'overview'>): boolean {
  if (state.asOf !== undefined) return false;
  if (state.screens.length > 1 || state.overlay || data.scopes.length === 0 || !overview(data).isKnown) return false;
  const requests = overviewRequests(data);
  const answered = requests.filter((request) => data.snapshot(request)?.loadedAt !== undefined);
  return answered.length >= requests.length / 2;
}
