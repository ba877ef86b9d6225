// The name of each screen on the stack, for the breadcrumbs.

import { detailRow } from '../../src/app/detail/detail-row.ts';
import type { Data } from '../../src/app/state/data.ts';
import type { Screen, State } from '../../src/app/state/state.ts';
import { resources } from '../../src/resources/index.ts';

export const screenNames = (state: State, data: Data): string[] =>
  state.screens.map((screen) => screenName(screen, data));

function screenName(screen: Screen, data: Data): string {
  if (screen.kind === 'overview') return 'Overview';
  const resource = resources[screen.resource];
  if (screen.kind === 'list') return screen.origin ? `${resource.plural} of ${screen.origin}` : resource.plural;
  const found = detailRow(screen, data);
  return found ? `${resource.title} ${resource.label(found.row)}` : resource.title;
}
