// The announcements of the screen-reader mode: lines about the changes from one view to the next. Ages alone are not
// announced.
import { jobListIds } from '../../resources/resource-id.ts';
import type { Overview } from '../overview/overview-view.ts';
import type { UpdateContext } from '../state/context.ts';
import { everyRow } from '../state/lists/list-requests.ts';
import { overviewRequests } from '../state/lists/watching.ts';
import { type RegionState, regionState } from '../state/region-state.ts';
import type { State } from '../state/state.ts';
import { overlayLines } from './overlay-lines.ts';
import { type AnnouncedPlace, type AnnouncedRow, placeOf, rowOf } from './place-lines.ts';

export interface AnnouncedView extends UpdateContext {
  readonly state: State;
}

/** The last announcement. Only words and keys are kept: an old view would have to be evaluated again. */
interface Announced {
  readonly version: number;
  readonly place?: AnnouncedPlace | undefined;
  readonly row?: Pick<AnnouncedRow, 'id' | 'state'> | undefined;
  readonly overlay: readonly string[];
  readonly notice?: string | undefined;
  readonly running: readonly string[];
  readonly conditions: ReadonlyMap<string, RegionState['condition']>;
}

const nothing: Announced = { version: -1, overlay: [], running: [], conditions: new Map() };

/** Each call returns the lines that are new since the previous call. */
export function createAnnouncements(): (view: AnnouncedView) => readonly string[] {
  let last = nothing;
  return (view) => {
    const next = toAnnounce(view, last);
    const lines = [
      ...(next.version === last.version ? [] : [...endedJobs(view, last, next), ...regionLines(view, last)]),
      ...(next.notice === undefined || next.notice === last.notice ? [] : [next.notice]),
      ...(view.state.overlay ? next.overlay.filter((line) => !last.overlay.includes(line)) : screenLines(next, last)),
    ];
    last = { ...next, ...(next.row ? { row: { id: next.row.id, state: next.row.state } } : {}) };
    return lines;
  };
}

interface Now extends Announced {
  readonly row?: AnnouncedRow | undefined;
}

function toAnnounce(view: AnnouncedView, last: Announced): Now {
  const { state, data, overview } = view;
  const isNews = data.version !== last.version;
  const covered = state.overlay !== undefined;
  return {
    version: data.version,
    overlay: overlayLines(view),
    notice: state.notice?.text,
    ...(covered ? {} : { place: placeOf(view), row: rowOf(view) }),
    running: isNews ? runningKeys(overview(data), last) : last.running,
    conditions: isNews ? conditionsOf(view) : last.conditions,
  };
}

/** While the running jobs are unknown, no job counts as ended. */
const runningKeys = ({ panels, isKnown }: Overview, last: Announced): readonly string[] =>
  isKnown ? [...panels.running.keys] : last.running;

/** The screen, if it is new, and the row under the cursor. */
function screenLines({ place, row }: Now, last: Announced): string[] {
  if (!place) return [];
  const isElsewhere = last.place?.id !== place.id || (last.place.isEmpty && !place.isEmpty);
  const lines = isElsewhere ? [...place.lines()] : [];
  if (!row) return lines;
  if (isElsewhere || row.id !== last.row?.id) return [...lines, row.text()];
  return row.state === last.row.state ? lines : [...lines, `now ${row.state}`];
}

/** Jobs that ran at the last announcement and have ended. */
function endedJobs({ data, rowsOf }: AnnouncedView, last: Announced, { running }: Now): string[] {
  const still = new Set(running);
  const gone = last.running.filter((key) => !still.has(key));
  if (gone.length === 0) return [];
  const lists = jobListIds.map((id) => rowsOf(everyRow(id, data), data));
  return gone.flatMap((key) => {
    const list = lists.find(({ indexOf }) => indexOf.get(key) !== undefined);
    const job = list?.rows.at(list.indexOf.get(key) ?? 0);
    return job ? [`${job.kind} of ${job.resourceName} ended: ${job.state} ${job.message ?? ''}`.trim()] : [];
  });
}

const stateOf = ({ data }: AnnouncedView, region: string): RegionState =>
  regionState(region, overviewRequests(data), data);

const conditionsOf = (view: AnnouncedView): ReadonlyMap<string, RegionState['condition']> =>
  new Map(view.data.regions.map((region) => [region, stateOf(view, region).condition]));

/** Regions that began to fail, and Regions that recovered. */
function regionLines(view: AnnouncedView, { conditions }: Announced): string[] {
  return view.data.regions.flatMap((region) => {
    const { condition, text } = stateOf(view, region);
    const before = conditions.get(region);
    if (condition === 'failing' && before !== 'failing') return [`Region ${region}: ${text}`];
    return condition === 'fresh' && before === 'failing' ? [`Region ${region} answers again`] : [];
  });
}
