// What the panels of the overview need of the screen: the layout follows it.
import type { UpdateContext } from '../state/context.ts';
import type { Data } from '../state/data.ts';
import { type OverviewScreen, type PanelId, panelIds, type Size } from '../state/state.ts';
import { overviewPlaces, type PanelNeeds, type PanelPlaces } from './overview-layout.ts';
import { isPanelCounted, type Overview } from './overview-view.ts';

/** Where the panels are on the screen now. */
export const placesNow = (
  { focus }: Pick<OverviewScreen, 'focus'>,
  size: Size,
  { overview, data }: Pick<UpdateContext, 'overview' | 'data'>,
): PanelPlaces => overviewPlaces(size, panelNeeds(overview(data), focus, data));

/** A panel that may get more rows, or says why it has none, keeps its share of the screen. */
export function panelNeeds(overview: Overview, focus: PanelId, data: Data): PanelNeeds {
  const rows = (id: PanelId) =>
    isPanelCounted(id, overview, data) ? overview.panels[id].rows.length : Number.POSITIVE_INFINITY;
  return {
    focus,
    attentionFirst: data.attention.counts(data).critical > 0,
    rows: Object.fromEntries(panelIds.map((id) => [id, rows(id)])) as PanelNeeds['rows'],
  };
}
